import { addDays, type Day } from '../calendar.ts'
import type { CompanyType, Licence, LicenceKind } from './company.ts'
import type { CustomerDetails } from './customer.ts'
import { requiredLicences } from './customer-status.ts'

/** How well a field of a file is founded on a business day. */
export type FactState = 'unknown' | 'unverified' | 'verified' | 'expiring' | 'expired'

/** Days before its end at which proof counts as running out. */
const noticeDays = 30

function endState(expiresOn: Day | null, on: Day): 'verified' | 'expiring' | 'expired' {
  if (expiresOn === null) return 'verified'
  if (expiresOn < on) return 'expired'
  return expiresOn <= addDays(on, noticeDays) ? 'expiring' : 'verified'
}

/** Good to its last day included; without an end it stays good. */
export function factState(
  { isKnown, verification }: { isKnown: boolean; verification: { expiresOn: Day | null } | null },
  on: Day,
): FactState {
  if (!isKnown) return 'unknown'
  return verification === null ? 'unverified' : endState(verification.expiresOn, on)
}

export type LicenceState = 'valid' | 'expiring' | 'expired'

export function licenceState({ expiresOn }: Pick<Licence, 'expiresOn'>, on: Day): LicenceState {
  const state = endState(expiresOn, on)
  return state === 'verified' ? 'valid' : state
}

/** The fields of a file that can be proved, in the order of the form: all but the kind and the licences, which have proof of their own. */
export function factFields(details: CustomerDetails): string[] {
  return Object.keys(details).filter((field) => field !== 'kind' && field !== 'licences')
}

export function isKnownValue(value: unknown): boolean {
  return !(value === null || value === '' || (Array.isArray(value) && value.length === 0))
}

/** Required licences that are held, but of which none is good any longer on the day. */
export function expiredLicences(
  companyType: CompanyType | null,
  licences: readonly Pick<Licence, 'kind' | 'expiresOn'>[],
  on: Day,
): LicenceKind[] {
  return requiredLicences[companyType ?? 'limited-company'].filter((kind) => {
    const held = licences.filter((licence) => licence.kind === kind)
    return held.length > 0 && held.every((licence) => licenceState(licence, on) === 'expired')
  })
}

export type EvidenceRefusal = 'false-material' | 'fact-expired' | 'licence-expired'

export interface EvidenceFacts {
  /** Open marks on anyone of the management group. */
  falseMarks: number
  /** Ends of the present proofs of this customer's fields. */
  proofs: readonly { expiresOn: Day | null }[]
  companyType: CompanyType | null
  licences: readonly Pick<Licence, 'kind' | 'expiresOn'>[]
}

/**
 * Why nothing may be decided for or paid to a customer for want of good evidence, or null. False material
 * anywhere in the group comes first; then proof of the customer's own fields and licences that has run out.
 */
export function evidenceRefusal(facts: EvidenceFacts, on: Day): EvidenceRefusal | null {
  const { falseMarks, proofs, companyType, licences } = facts
  if (falseMarks > 0) return 'false-material'
  if (proofs.some(({ expiresOn }) => expiresOn !== null && expiresOn < on)) return 'fact-expired'
  return expiredLicences(companyType, licences, on).length > 0 ? 'licence-expired' : null
}

export type VerificationRefusal = 'not-a-field' | 'field-is-empty' | 'own-entry' | 'already-expired'

/** Why this person may not vouch for a field, or null: nobody vouches for what they entered. */
export function verificationRefusal(
  details: CustomerDetails,
  claim: { field: string; enteredBy: string; verifier: string; expiresOn: Day | null },
  on: Day,
): VerificationRefusal | null {
  if (!factFields(details).includes(claim.field)) return 'not-a-field'
  const value: unknown = new Map<string, unknown>(Object.entries(details)).get(claim.field)
  if (!isKnownValue(value)) return 'field-is-empty'
  if (claim.enteredBy === claim.verifier) return 'own-entry'
  return claim.expiresOn !== null && claim.expiresOn < on ? 'already-expired' : null
}
