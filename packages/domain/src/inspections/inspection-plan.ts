import type { Tier } from '../classification/tiers.ts'
import { addDays, addMonths, type Day } from '../calendar.ts'
import type { InspectionInterval, InspectionRules, InspectionTopic } from './inspection-rules.ts'

/** What the plan looks at. `exposure` is what is drawn in fen, `tier` the worst of its loans. */
export interface InspectedCustomer {
  kind: 'person' | 'company'
  tier: Tier
  exposure: number
  /** The first day of the earliest loan that is out now. */
  lentOn: Day
  lastHeldOn: Day | null
}

export interface PlannedInspection {
  kind: 'first' | 'regular'
  dueOn: Day
  everyMonths: number | null
  topics: InspectionTopic[]
}

/** The shortest interval of those that fit the customer; null: the plan asks for none. */
export function intervalFor(
  { intervals }: Pick<InspectionRules, 'intervals'>,
  { kind, tier, exposure }: Pick<InspectedCustomer, 'kind' | 'tier' | 'exposure'>,
): InspectionInterval | null {
  const fitting = intervals.filter(
    (interval) =>
      interval.tier === tier &&
      (interval.customers === 'both' || interval.customers === kind) &&
      exposure >= interval.leastExposure,
  )
  const [shortest] = fitting.toSorted((a, b) => a.everyMonths - b.everyMonths)
  return shortest ?? null
}

/**
 * When a customer is to be inspected next: once soon after the first money is out, then at the interval of its
 * class and amount, counted from the last inspection. Null where the plan asks for none.
 */
export function nextInspection(
  rules: Pick<InspectionRules, 'intervals' | 'first'>,
  customer: InspectedCustomer,
): PlannedInspection | null {
  const { exposure, lentOn, lastHeldOn } = customer
  if (exposure <= 0) return null
  const interval = intervalFor(rules, customer)
  const everyMonths = interval?.everyMonths ?? null
  const { first } = rules
  if (lastHeldOn === null || lastHeldOn < lentOn) {
    const isAskedFirst = exposure >= first.leastExposure
    if (isAskedFirst) {
      const dueOn = addDays(lentOn, first.withinDays)
      return { kind: 'first', dueOn, everyMonths, topics: first.topics }
    }
  }
  if (interval === null) return null
  const from = lastHeldOn !== null && lastHeldOn > lentOn ? lastHeldOn : lentOn
  return {
    kind: 'regular',
    dueOn: addMonths(from, interval.everyMonths),
    everyMonths: interval.everyMonths,
    topics: interval.topics,
  }
}

/** Whether an inspection that is due has been missed at the close of a day: its own day is still in time. */
export function isMissed(dueOn: Day, on: Day): boolean {
  return dueOn < on
}
