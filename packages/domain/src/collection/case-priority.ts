import { type Day, daysBetween } from '../calendar.ts'
import { type BucketCode, bucketCodes, type CollectionRules } from './collection-rules.ts'

export type PriorityReason =
  | 'bucket'
  | 'amount'
  | 'broken-promise'
  | 'promise-due'
  | 'red-warning'
  | 'clock-soon'
  | 'untouched'

/** What stands behind the place of a case in the queue. `overdue` is in fen. */
export interface CaseFacts {
  bucket: BucketCode
  overdue: number
  brokenPromises: number
  isPromiseDue: boolean
  hasRedWarning: boolean
  soonestClockOn: Day | null
  lastActionOn: Day | null
  openedOn: Day
}

export interface Priority {
  points: number
  reasons: { code: PriorityReason; points: number }[]
}

/** The place of a case in the queue: the points of everything that speaks for it, the most telling first. */
export function casePriority(
  { priority, clocks }: Pick<CollectionRules, 'priority' | 'clocks'>,
  facts: CaseFacts,
  on: Day,
): Priority {
  const { bucket, overdue, brokenPromises, soonestClockOn, lastActionOn, openedOn } = facts
  const amount = priority.amounts.findLast(({ from }) => overdue >= from)?.points ?? 0
  const isClockSoon =
    soonestClockOn !== null && daysBetween(on, soonestClockOn) <= clocks.warnWithinDays
  const isUntouched = daysBetween(lastActionOn ?? openedOn, on) >= priority.untouched.afterDays
  const given: [PriorityReason, number][] = [
    ['bucket', (bucketCodes.indexOf(bucket) + 1) * priority.perBucket],
    ['amount', amount],
    ['broken-promise', brokenPromises > 0 ? priority.brokenPromise : 0],
    ['promise-due', facts.isPromiseDue ? priority.promiseDue : 0],
    ['red-warning', facts.hasRedWarning ? priority.redWarning : 0],
    ['clock-soon', isClockSoon ? priority.clockSoon : 0],
    ['untouched', isUntouched ? priority.untouched.points : 0],
  ]
  const reasons = given
    .filter(([, points]) => points > 0)
    .map(([code, points]) => ({ code, points }))
    .toSorted((a, b) => b.points - a.points)
  return { points: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}
