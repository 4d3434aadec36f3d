import type { DocumentKind } from '../documents/document-kinds.ts'
import type { RepaymentMethod } from '../loans/schedule-terms.ts'
import type { Money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { rate } from '../rate.ts'

/** An institution names its own products. */
export type ProductCode = string

export type CustomerKind = 'person' | 'company'

/** A product as the institution offers it: the bounds an application is held to. */
export interface Product {
  code: ProductCode
  customerKind: CustomerKind | 'both'
  minimumAmount: Money
  maximumAmount: Money
  maximumMonths: number
  methods: readonly RepaymentMethod[]
  /** Housing, consumption, car and other personal loans: they fill the overdue column by part. */
  isConsumer: boolean
}

/** Above 24 % a year a court gives no remedy (法释〔2015〕18号 第26条, the older bound): nothing dearer is offered. */
export const highestRate: Rate = rate(24_000_000)

const companyDocuments: readonly DocumentKind[] = [
  'business-licence',
  'articles-of-association',
  'resolution-to-borrow',
  'financial-statements',
  'purpose-evidence',
  'credit-bureau-authorisation',
]
const personDocuments: readonly DocumentKind[] = [
  'identity-document',
  'income-evidence',
  'purpose-evidence',
  'credit-bureau-authorisation',
]

/** What a customer of this kind brings for the product, whatever secures it. */
export function productDocuments(
  { isConsumer }: Pick<Product, 'isConsumer'>,
  customerKind: CustomerKind,
): readonly DocumentKind[] {
  if (customerKind === 'company') return companyDocuments
  return isConsumer ? personDocuments : [...personDocuments, 'account-statement']
}

export function isOfferedTo({ customerKind }: Product, kind: CustomerKind): boolean {
  return customerKind === 'both' || customerKind === kind
}
