import { roles } from '@banyan/domain/access/roles'
import { tiers } from '@banyan/domain/classification/tiers'
import { bucketCodes } from '@banyan/domain/collection/collection-rules'
import { inspectionTopics } from '@banyan/domain/inspections/inspection-rules'
import { colours } from '@banyan/domain/warnings/colours'
import { measureNames, measureUnits, watchedRatios } from '@banyan/domain/warnings/measure-names'
import { riskEventKinds } from '@banyan/domain/warnings/risk-events'
import type { RuleLeaf } from './rule-leaves.ts'

/** The words a value may be, by the name under which they are translated. */
export const ruleChoices = {
  tiers,
  customers: ['person', 'company', 'both'],
  topics: inspectionTopics,
  roles,
  colours,
  directions: ['at-least', 'at-most'],
  measures: measureNames,
  ratios: watchedRatios,
  eventKinds: riskEventKinds,
  buckets: bucketCodes,
  limitationFrom: ['maturity', 'oldest-unpaid'],
} as const
export type RuleChoice = keyof typeof ruleChoices

/** How a value is shown and entered: `fixed` is what gives a rule its meaning and is not edited. */
export type RuleField =
  | { readonly kind: 'number' | 'money' | 'rate' | 'time' | 'text' | 'flag' | 'fixed' }
  | { readonly kind: 'number'; readonly unit: 'days' | 'months' | 'points' | 'bp' | 'times' }
  | { readonly kind: 'choice'; readonly of: RuleChoice; readonly isOptional?: boolean }
  | { readonly kind: 'choices'; readonly of: RuleChoice }

const number = (unit: 'days' | 'months' | 'points' | 'bp' | 'times') =>
  ({ kind: 'number', unit }) as const
const [money, rate, time, text] = (['money', 'rate', 'time', 'text'] as const).map((kind) => ({
  kind,
})) as [{ kind: 'money' }, { kind: 'rate' }, { kind: 'time' }, { kind: 'text' }]
const flag = { kind: 'flag' } as const
const fixed = { kind: 'fixed' } as const
const choice = (of: RuleChoice, isOptional = false) => ({ kind: 'choice', of, isOptional }) as const
const choices = (of: RuleChoice) => ({ kind: 'choices', of }) as const

const fields = {
  'intervals.*.tier': choice('tiers'),
  'intervals.*.customers': choice('customers'),
  'intervals.*.leastExposure': money,
  'intervals.*.everyMonths': number('months'),
  'intervals.*.topics': choices('topics'),
  'first.withinDays': number('days'),
  'first.leastExposure': money,
  'first.topics': choices('topics'),
  aheadDays: number('days'),
  'fileUpdate.everyMonths.person': number('months'),
  'fileUpdate.everyMonths.company': number('months'),
  'fileUpdate.answerWithinDays': number('days'),
  basisPointsPerGrade: number('bp'),
  answerWithinDays: number('days'),
  source: text,
  isConfirmed: flag,
  'rules.*.code': fixed,
  'rules.*.name.zh': text,
  'rules.*.name.en': text,
  'rules.*.measure': fixed,
  'rules.*.direction': fixed,
  'rules.*.levels.*.colour': fixed,
  'rules.*.customers': choice('customers'),
  'rules.*.windowDays': number('days'),
  'rules.*.least': number('times'),
  'rules.*.ratio': fixed,
  'rules.*.eventKinds': fixed,
  'rules.*.isActive': flag,
  'rules.*.source': text,
  'rules.*.isConfirmed': flag,
  'clocks.*.takeWithinDays': number('days'),
  'clocks.*.settleWithinDays': number('days'),
  'escalation.*': choice('roles'),
  'propagation.group.*': choice('colours', true),
  'propagation.guarantee.*': choice('colours', true),
  'releasedBy.*': choices('roles'),
  'suggestion.limitShare.watch': rate,
  'suggestion.limitShare.high': rate,
  'suggestion.spreadBp.watch': number('bp'),
  'suggestion.spreadBp.high': number('bp'),
  'suggestion.monthsWithoutArrears': number('months'),
  'suggestion.defaultDays': number('days'),
  'quiet.from': time,
  'quiet.to': time,
  'quiet.source': text,
  'calls.effectivePerDay': number('times'),
  'calls.triesPerDay': number('times'),
  'calls.source': text,
  'unreachable.tries': number('times'),
  'unreachable.withinDays': number('days'),
  'unreachable.source': text,
  'buckets.*.code': choice('buckets'),
  'buckets.*.fromDays': number('days'),
  'priority.perBucket': number('points'),
  'priority.amounts.*.from': money,
  'priority.amounts.*.points': number('points'),
  'priority.brokenPromise': number('points'),
  'priority.promiseDue': number('points'),
  'priority.redWarning': number('points'),
  'priority.clockSoon': number('points'),
  'priority.untouched.afterDays': number('days'),
  'priority.untouched.points': number('points'),
  'reminders.*.days': number('days'),
  'reminders.*.message': flag,
  'reminders.*.task': flag,
  promiseWithinDays: number('days'),
  hardshipAtMostDays: number('days'),
  'clocks.guaranteeMonths': number('months'),
  'clocks.limitationMonths': number('months'),
  'clocks.limitationFrom': choice('limitationFrom'),
  'clocks.warnWithinDays': number('days'),
  'clocks.source': text,
} as const satisfies Record<string, RuleField>

const order = Object.keys(fields)

/** Where a value stands among the others: a set that comes from the database has lost the order of its own. */
export function orderOf(pattern: string): number {
  const isThreshold = pattern === 'rules.*.levels.*.threshold'
  return order.indexOf(isThreshold ? 'rules.*.levels.*.colour' : pattern)
}

/** The unit of a threshold is that of what its rule measures. */
export function thresholdField(rule: unknown): RuleField {
  const measure: unknown = Reflect.get(Object(rule), 'measure')
  const known = measureNames.find((each) => each === measure)
  const unit = known ? measureUnits[known] : 'count'
  if (unit === 'rate' || unit === 'money') return { kind: unit }
  return unit === 'days' ? number('days') : { kind: 'number' }
}

/** How a value is shown and entered; undefined for one that no rule set has. */
export function fieldOf({
  pattern,
  row,
}: Pick<RuleLeaf, 'pattern' | 'row'>): RuleField | undefined {
  if (pattern === 'rules.*.levels.*.threshold') return thresholdField(row)
  return (fields as Readonly<Record<string, RuleField>>)[pattern]
}
