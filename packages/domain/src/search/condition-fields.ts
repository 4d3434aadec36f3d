import { applicationStatuses } from '../applications/application-status.ts'
import { tiers } from '../classification/tiers.ts'
import { companyTypes } from '../customers/company.ts'
import { customerKinds } from '../customers/customer.ts'
import { customerStatuses } from '../customers/customer-status.ts'
import { sexes } from '../customers/person.ts'
import { industrySections } from '../reports/industry-sections.ts'

/** How a field of a customer is compared: one of several, a whole number, money in fen, a day, yes or no, text. */
export type ConditionType = 'choice' | 'whole' | 'money' | 'day' | 'yes-no' | 'text'

interface ConditionField {
  readonly type: ConditionType
  /** The choices that are known beforehand; without them any code is asked for, or any id. */
  readonly choices?: readonly string[]
  readonly isId?: boolean
}

const choice = (choices?: readonly string[]): ConditionField =>
  choices ? { type: 'choice', choices } : { type: 'choice' }
const id: ConditionField = { type: 'choice', isId: true }
const whole: ConditionField = { type: 'whole' }
const amount: ConditionField = { type: 'money' }
const day: ConditionField = { type: 'day' }
const yesNo: ConditionField = { type: 'yes-no' }
const text: ConditionField = { type: 'text' }

/**
 * What customers can be filtered by. `branch` means the branch and all below it; `region` takes the first two,
 * four or six digits of the place of registration in the credit code; loans that count are the active ones,
 * `tier` is the worst and `daysPastDue` the highest among them.
 */
export const conditionFields = {
  kind: choice(customerKinds),
  status: choice(customerStatuses),
  branch: id,
  officer: id,
  region: choice(),
  industry: choice(industrySections.map(({ code }) => code)),
  group: id,
  inGroup: yesNo,
  tier: choice(tiers),
  stage: choice(applicationStatuses),
  source: choice(),
  companyType: choice(companyTypes),
  sex: choice(sexes),
  country: choice(),
  product: choice(),
  guarantee: choice(),
  daysPastDue: whole,
  loans: whole,
  balance: amount,
  groupLimit: amount,
  annualIncome: amount,
  registeredCapital: amount,
  bornOn: day,
  establishedOn: day,
  createdOn: day,
  changedOn: day,
  lastContactOn: day,
  maturesOn: day,
  partial: yesNo,
  hasExpiredLicence: yesNo,
  isGuaranteed: yesNo,
  guarantees: yesNo,
  followed: yesNo,
  mine: yesNo,
  name: text,
  number: text,
  legalRepresentative: text,
  occupation: text,
  employer: text,
} as const satisfies Record<string, ConditionField>

export type ConditionFieldName = keyof typeof conditionFields
export const conditionFieldNames = Object.keys(conditionFields) as ConditionFieldName[]

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const regionCode = /^(?:\d{2}|\d{4}|\d{6})$/

/** Whether a choice may be asked for: one of those known beforehand, an id, the digits of a region, any code. */
export function isChoice(field: ConditionFieldName, value: string): boolean {
  const { choices, isId }: ConditionField = conditionFields[field]
  if (choices) return choices.includes(value)
  if (isId) return uuid.test(value)
  return field !== 'region' || regionCode.test(value)
}

/** The comparisons each type of field takes. */
export const comparisons = {
  choice: ['in', 'not-in'],
  whole: ['at-least', 'at-most', 'between'],
  money: ['at-least', 'at-most', 'between', 'known', 'unknown'],
  day: ['from', 'until', 'between', 'within-days', 'older-than-days', 'known', 'unknown'],
  'yes-no': ['is'],
  text: ['contains', 'begins'],
} as const satisfies Record<ConditionType, readonly string[]>
