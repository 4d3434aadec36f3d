import type { Day } from '../calendar.ts'
import { Refused } from '../refused.ts'
import { customerProblems, isPartial } from './customer.ts'
import type { CustomerDetails } from './customer.ts'
import type { CompanyType, Licence, LicenceKind } from './company.ts'

export const customerStatuses = ['draft', 'active', 'frozen', 'closed'] as const
export type CustomerStatus = (typeof customerStatuses)[number]

/** Each step a customer's file can take: where it may start, and where it ends. */
export const customerSteps = {
  activate: { from: ['draft'], to: 'active' },
  freeze: { from: ['active'], to: 'frozen' },
  unfreeze: { from: ['frozen'], to: 'active' },
  close: { from: ['draft', 'active', 'frozen'], to: 'closed' },
  reopen: { from: ['closed'], to: 'draft' },
} as const satisfies Record<string, { from: readonly CustomerStatus[]; to: CustomerStatus }>
export type CustomerStep = keyof typeof customerSteps

export function canTakeCustomerStep(step: CustomerStep, status: CustomerStatus): boolean {
  return customerSteps[step].from.some((from) => from === status)
}

/** The status after a step; Refused when the step may not start here. */
export function customerStatusAfter(step: CustomerStep, status: CustomerStatus): CustomerStatus {
  if (!canTakeCustomerStep(step, status)) throw new Refused(`cannot-${step}-when-${status}`)
  return customerSteps[step].to
}

/** Licences a company of each type must hold before it may borrow. */
export const requiredLicences: Readonly<Record<CompanyType, readonly LicenceKind[]>> = {
  'limited-company': ['business-licence'],
  'joint-stock-company': ['business-licence'],
  'sole-proprietorship': ['business-licence'],
  partnership: ['business-licence'],
  'self-employed': ['business-licence'],
  'farmers-cooperative': ['business-licence'],
  finance: ['business-licence', 'finance-permit'],
  food: ['business-licence', 'food-permit'],
  'hazardous-chemicals': ['business-licence', 'hazardous-chemicals-permit'],
  medical: ['business-licence', 'medical-permit'],
  construction: ['business-licence', 'construction-qualification'],
  'public-institution': ['institution-certificate'],
  'foreign-company': ['registration-abroad'],
}

/** The required licences that are not held or not valid on a day; a company of unknown type needs its business licence. */
export function missingLicences(
  companyType: CompanyType | null,
  licences: readonly Licence[],
  on: Day,
): LicenceKind[] {
  const valid = new Set(
    licences
      .filter(({ issuedOn, expiresOn }) => (issuedOn ?? on) <= on && (expiresOn ?? on) >= on)
      .map(({ kind }) => kind),
  )
  return requiredLicences[companyType ?? 'limited-company'].filter((kind) => !valid.has(kind))
}

export type ActivationRefusal =
  | `cannot-activate-when-${CustomerStatus}`
  | 'file-has-problems'
  | 'known-only-in-part'
  | 'company-type-missing'
  | `${LicenceKind}-missing`

/** Why a customer's file may not be activated on a business day, or null when it may. */
export function activationRefusal(
  customer: { status: CustomerStatus; details: CustomerDetails },
  licences: readonly Licence[],
  on: Day,
): ActivationRefusal | null {
  const { status, details } = customer
  if (!canTakeCustomerStep('activate', status)) return `cannot-activate-when-${status}`
  if (customerProblems(details, on).length > 0) return 'file-has-problems'
  if (isPartial(details)) return 'known-only-in-part'
  if (details.kind === 'person') return null
  if (details.companyType === null) return 'company-type-missing'
  const [missing] = missingLicences(details.companyType, licences, on)
  return missing === undefined ? null : `${missing}-missing`
}
