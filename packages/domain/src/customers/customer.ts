import { z } from 'zod'
import type { Day } from '../calendar.ts'
import { CompanyDetails, companyProblems } from './company.ts'
import { tidyText } from './customer-name.ts'
import { birthDateOf, canonicalIdentityNumber } from './identity-number.ts'
import { normaliseIdentifier } from './identifier-text.ts'
import { normaliseMobile } from './mobile.ts'
import { isNumberSpeaking, PersonDetails, personProblems } from './person.ts'
import type { FieldProblem } from './person.ts'

export const customerKinds = ['person', 'company'] as const
export type CustomerKind = (typeof customerKinds)[number]

/** A customer's file as entered or imported: shape and size only; the rules are `customerProblems`. */
export const CustomerDetails = z.discriminatedUnion('kind', [PersonDetails, CompanyDetails])
export type CustomerDetails = z.infer<typeof CustomerDetails>

/** All problems at once, in the order of the form; an empty list may be saved. */
export function customerProblems(details: CustomerDetails, today: Day): FieldProblem[] {
  return details.kind === 'person'
    ? personProblems(details, today)
    : companyProblems(details, today)
}

/**
 * Whether the party is known only in part: without a name, or without any official number
 * (a person's identity document; a company's credit code or LEI). Such a file can be kept, not activated.
 */
export function isPartial(details: CustomerDetails): boolean {
  if (details.name === '') return true
  if (details.kind === 'person') return normaliseIdentifier(details.idNumber) === ''
  return normaliseIdentifier(details.creditCode + details.lei) === ''
}

/**
 * The form in which a file is kept: identifiers normalised, an old identity number with its eighteen
 * characters, no birth date or sex beside a number that carries both. Kept files of equal content are equal.
 */
export function keptDetails(details: CustomerDetails): CustomerDetails {
  const name = tidyText(details.name)
  if (details.kind === 'company') {
    return {
      ...details,
      name,
      shortName: tidyText(details.shortName),
      creditCode: normaliseIdentifier(details.creditCode),
      lei: normaliseIdentifier(details.lei),
      contactMobile: normaliseMobile(details.contactMobile),
    }
  }
  const isSpeaking = isNumberSpeaking(details.idType) && birthDateOf(details.idNumber) !== null
  return {
    ...details,
    name,
    idNumber: isSpeaking
      ? canonicalIdentityNumber(details.idNumber)
      : normaliseIdentifier(details.idNumber),
    birthDate: isSpeaking ? null : details.birthDate,
    sex: isSpeaking ? null : details.sex,
    mobile: normaliseMobile(details.mobile),
    card: normaliseIdentifier(details.card),
  }
}
