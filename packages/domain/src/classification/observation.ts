import { addDays, addMonths, type Day } from '../calendar.ts'
import type { Interval, Restructured } from './facts.ts'
import type { ClassificationRules } from './rules.ts'

/** `count` intervals after a day; months keep to the day of the month of the first. */
export function intervalsAfter(on: Day, interval: Interval, count: number): Day {
  return 'months' in interval
    ? addMonths(on, interval.months * count)
    : addDays(on, interval.days * count)
}

/** The later of two days. */
export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b)

/**
 * The last day of an observation that begins on `from`: two repayment intervals and a year, the
 * longer of them (2023 No. 1, article 20; the number of intervals is the conservative reading).
 */
export function observationEnd(
  from: Day,
  interval: Interval,
  { periods, months }: ClassificationRules['observation'],
): Day {
  return laterOf(intervalsAfter(from, interval, periods), addMonths(from, months))
}

export interface ObservationState {
  from: Day
  /** The last day; what falls due on it is still observed. */
  end: Day
  /** The day is past the end and the difficulty is over: no longer a restructured asset. */
  isOver: boolean
  /** How often it began anew: after a miss, from the day of it; after an end in difficulty, from the end. */
  restarts: number
}

/**
 * Where the observation of a restructured asset stands on a day. It ends when its time is over and
 * the difficulty is known to be; until somebody has said so it goes on.
 */
export function observe(
  { firstDueOn, interval, missedOn, isDifficultyOver }: Restructured,
  terms: ClassificationRules['observation'],
  on: Day,
): ObservationState {
  const endAfter = (from: Day) => observationEnd(from, interval, terms)
  const begins = (from: Day, through: Day): Day[] => {
    const end = endAfter(from)
    const isAnew = isDifficultyOver === false && end < through && end > from
    return isAnew ? [from, ...begins(end, through)] : [from]
  }
  const known = missedOn.filter((missed) => missed >= firstDueOn && missed <= on).toSorted()
  let from = firstDueOn
  let restarts = 0
  const runTo = (day: Day) => {
    const begun = begins(from, day)
    restarts += begun.length - 1
    from = begun.at(-1) ?? from
  }
  for (const missed of known) {
    runTo(missed)
    if (isDifficultyOver === true && missed > endAfter(from)) break
    from = missed
    restarts += 1
  }
  runTo(on)
  const end = endAfter(from)
  return { from, end, isOver: on > end && isDifficultyOver === true, restarts }
}
