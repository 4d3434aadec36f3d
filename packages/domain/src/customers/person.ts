import { z } from 'zod'
import { Day } from '../calendar.ts'
import { bankCardProblem } from './bank-card.ts'
import { AmountField, textField } from './field-schemas.ts'
import {
  birthDateOf,
  identityNumberProblem,
  isForeignResidentNumber,
  sexOf,
} from './identity-number.ts'
import type { Sex } from './identity-number.ts'
import { normaliseIdentifier } from './identifier-text.ts'
import { mobileProblem } from './mobile.ts'
import { passportProblem } from './passport.ts'

export const idTypes = ['resident-id', 'passport', 'foreign-resident', 'other'] as const
export type IdType = (typeof idTypes)[number]

export const sexes = ['male', 'female'] as const

export const assetKinds = [
  'deposit',
  'real-estate',
  'vehicle',
  'securities',
  'business-share',
  'insurance',
  'other',
] as const

/**
 * What a person's file holds. `sex` and `birthDate` are only for people without a resident number, which
 * carries both; age is derived for a day and never stored. Empty text means not known.
 */
export const PersonDetails = z.strictObject({
  kind: z.literal('person'),
  name: textField(60),
  idType: z.enum(idTypes).nullable(),
  idNumber: textField(40),
  sex: z.enum(sexes).nullable(),
  birthDate: Day.nullable(),
  mobile: textField(40),
  email: textField(254),
  card: textField(40),
  address: textField(200),
  occupation: textField(60),
  employer: textField(120),
  annualIncome: AmountField.nullable(),
  assets: z
    .array(z.strictObject({ kind: z.enum(assetKinds), value: AmountField }))
    .max(50, 'too-many'),
})
export type PersonDetails = z.infer<typeof PersonDetails>

export interface FieldProblem {
  field: string
  reason: string
}

/** Whether the number itself says when its holder was born and of which sex. */
export function isNumberSpeaking(idType: IdType | null): boolean {
  return idType === 'resident-id' || idType === 'foreign-resident'
}

/** What is wrong with a number of this type, or null. */
function idNumberProblem(idType: IdType, idNumber: string, today: Day): string | null {
  const number = normaliseIdentifier(idNumber)
  if (idType === 'passport') return passportProblem(number)
  if (idType === 'other') return number.length < 2 ? 'wrong-length' : null
  // The card of 2004 to 2023: the country's letters and twelve digits.
  if (idType === 'foreign-resident' && /^[A-Z]{3}\d{12}$/.test(number)) return null
  const problem = identityNumberProblem(number, today)
  if (problem !== null) return problem
  const isForeign = isForeignResidentNumber(number)
  return isForeign === (idType === 'foreign-resident') ? null : 'another-type'
}

/** Birth date and sex: out of the number where it carries them, otherwise as entered. */
export function birthAndSexOf(
  person: Pick<PersonDetails, 'idType' | 'idNumber' | 'birthDate' | 'sex'>,
): { birthDate: Day | null; sex: Sex | null } {
  const { idType, idNumber, birthDate, sex } = person
  if (!isNumberSpeaking(idType)) return { birthDate, sex }
  return { birthDate: birthDateOf(idNumber) ?? birthDate, sex: sexOf(idNumber) ?? sex }
}

/** An address by its form: one @, a dot in the domain, no space. */
function emailProblem(email: string): 'wrong-format' | null {
  const [local, domain, ...rest] = email.split('@')
  const labels = domain?.split('.') ?? []
  const isWhole = local && rest.length === 0 && labels.length > 1 && labels.every((label) => label)
  return isWhole && !/\s/.test(email) ? null : 'wrong-format'
}

/** Every problem of a person's file, in the order of the form. `today` is the business day. */
export function personProblems(person: PersonDetails, today: Day): FieldProblem[] {
  const { idType, idNumber, mobile, email, card } = person
  const reasons: [field: string, reason: string | null][] = [
    ['name', person.name === '' ? 'missing' : null],
    ['idType', idType === null && idNumber !== '' ? 'missing' : null],
    ['idNumber', idType === null ? null : idNumberReason(idType, idNumber, today)],
    ...birthAndSexReasons(person, today),
    ['mobile', mobile === '' ? null : mobileProblem(mobile)],
    ['email', email === '' ? null : emailProblem(email)],
    ['card', card === '' ? null : bankCardProblem(card)],
  ]
  return reasons.flatMap(([field, reason]) => (reason === null ? [] : [{ field, reason }]))
}

function idNumberReason(idType: IdType, idNumber: string, today: Day): string | null {
  return idNumber === '' ? 'missing' : idNumberProblem(idType, idNumber, today)
}

function birthAndSexReasons(
  { idType, idNumber, birthDate, sex }: PersonDetails,
  today: Day,
): [string, string | null][] {
  const derived = birthAndSexOf({ idType, idNumber, birthDate: null, sex: null })
  const differs = 'disagrees-with-identity-number'
  const isFuture = birthDate !== null && birthDate > today
  const isOtherDay =
    birthDate !== null && derived.birthDate !== null && birthDate !== derived.birthDate
  const isOtherSex = sex !== null && derived.sex !== null && sex !== derived.sex
  return [
    ['sex', isOtherSex ? differs : null],
    ['birthDate', isFuture ? 'in-the-future' : isOtherDay ? differs : null],
  ]
}
