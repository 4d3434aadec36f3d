import { z } from 'zod'
import { Day } from '../calendar.ts'
import { creditCodeProblem } from './credit-code.ts'
import { AmountField, textField } from './field-schemas.ts'
import { leiProblem } from './lei.ts'
import { mobileProblem } from './mobile.ts'
import type { FieldProblem } from './person.ts'

/** Sections of GB/T 4754-2017. */
export const industrySections = [...'ABCDEFGHIJKLMNOPQRST'] as const

export const companyTypes = [
  'limited-company',
  'joint-stock-company',
  'sole-proprietorship',
  'partnership',
  'self-employed',
  'farmers-cooperative',
  'finance',
  'food',
  'hazardous-chemicals',
  'medical',
  'construction',
  'public-institution',
  'foreign-company',
] as const
export type CompanyType = (typeof companyTypes)[number]

export const licenceKinds = [
  'business-licence',
  'institution-certificate',
  'finance-permit',
  'food-permit',
  'hazardous-chemicals-permit',
  'medical-permit',
  'construction-qualification',
  'registration-abroad',
  'other',
] as const
export type LicenceKind = (typeof licenceKinds)[number]

/** A licence is good from `issuedOn` to `expiresOn`, both included; null is without an end. */
export const Licence = z.strictObject({
  kind: z.enum(licenceKinds),
  number: textField(60),
  issuedOn: Day.nullable(),
  expiresOn: Day.nullable(),
})
export type Licence = z.infer<typeof Licence>

/** What a company's file holds. Empty text means not known. */
export const CompanyDetails = z.strictObject({
  kind: z.literal('company'),
  name: textField(120),
  shortName: textField(60),
  companyType: z.enum(companyTypes).nullable(),
  creditCode: textField(40),
  lei: textField(40),
  legalRepresentative: textField(60),
  registeredCapital: AmountField.nullable(),
  establishedOn: Day.nullable(),
  industrySection: z
    .string()
    .regex(/^[A-T]?$/, 'unknown-industry')
    .nullable(),
  address: textField(200),
  contactName: textField(60),
  contactMobile: textField(40),
  licences: z.array(Licence).max(50, 'too-many'),
})
export type CompanyDetails = z.infer<typeof CompanyDetails>

/** Every problem of a company's file, in the order of the form. `today` is the business day. */
export function companyProblems(company: CompanyDetails, today: Day): FieldProblem[] {
  const { creditCode, lei, contactMobile, establishedOn } = company
  const reasons: [field: string, reason: string | null][] = [
    ['name', company.name === '' ? 'missing' : null],
    ['creditCode', creditCode === '' ? null : creditCodeProblem(creditCode)],
    ['lei', lei === '' ? null : leiProblem(lei)],
    ['establishedOn', establishedOn !== null && establishedOn > today ? 'in-the-future' : null],
    ['contactMobile', contactMobile === '' ? null : mobileProblem(contactMobile)],
    ...company.licences.flatMap((licence, index) => licenceReasons(licence, index, today)),
  ]
  return reasons.flatMap(([field, reason]) => (reason === null ? [] : [{ field, reason }]))
}

function licenceReasons(licence: Licence, index: number, today: Day): [string, string | null][] {
  const { issuedOn, expiresOn, number } = licence
  const isBackwards = issuedOn !== null && expiresOn !== null && expiresOn < issuedOn
  return [
    [`licences.${index}.number`, number === '' ? 'missing' : null],
    [`licences.${index}.issuedOn`, issuedOn !== null && issuedOn > today ? 'in-the-future' : null],
    [`licences.${index}.expiresOn`, isBackwards ? 'before-issue' : null],
  ]
}
