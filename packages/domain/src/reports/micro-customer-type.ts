import type { CustomerKind } from '../applications/products.ts'
import type { MicroCustomerType } from './micro-lender-bands.ts'

const outsideBusiness: ReadonlySet<string> = new Set([
  'finance',
  'public-institution',
  'foreign-company',
  'farmers-cooperative',
])

/**
 * Under which customer type of the micro-lender's pack a borrower stands. Persons: a consumer loan
 * makes a consumer, an occupation in farming a farmer, any other loan a sole trader. Companies are
 * small or micro unless their type says otherwise: a micro-lender lends to no larger ones.
 */
export function microCustomerType(borrower: {
  kind: CustomerKind
  isConsumerLoan: boolean
  occupation: string | null
  companyType: string | null
}): MicroCustomerType {
  const { kind, isConsumerLoan, occupation, companyType } = borrower
  if (kind === 'person') {
    if (isConsumerLoan) return 'consumer'
    return /农|farm/iu.test(occupation ?? '') ? 'farmer' : 'sole-trader'
  }
  if (companyType === 'self-employed') return 'sole-trader'
  return outsideBusiness.has(companyType ?? '') ? 'other' : 'small-micro-company'
}
