import type { Day } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import { daysPastDue } from '../loans/days-past-due.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming } from './tiers.ts'

/** From `fromDays` days past due on, a claim is at least in `tier`. */
export interface DayFloor {
  article: string
  tier: Tier
  fromDays: number
}

/**
 * Measures for the Risk Classification of Financial Assets (2023 No. 1, in force 2023-07-01): the
 * floors that count days only. Days alone are not a class for filing. The article numbers await
 * confirmation against the official text.
 */
export const dayFloors: readonly DayFloor[] = [
  { article: '10(1)', tier: 'special-mention', fromDays: 1 },
  { article: '11(1)', tier: 'substandard', fromDays: 91 },
  { article: '12', tier: 'doubtful', fromDays: 271 },
  { article: '13', tier: 'loss', fromDays: 361 },
]

export interface ClassByDays {
  tier: Tier
  /** The articles of every floor reached, mildest first. */
  articles: string[]
  basis: 'by-days'
  /** The days alone would allow a tier above 不良, but leaving it takes a decision (article 14). */
  isHeld: boolean
}

/** The tier by days past due; a claim once 不良 stays in its tier until people upgrade it. */
export function classifyByDays(claim: { daysPastDue: number; previous: Tier | null }): ClassByDays {
  const reached = dayFloors.filter(({ fromDays }) => claim.daysPastDue >= fromDays)
  const byDays = reached.at(-1)?.tier ?? 'normal'
  const articles = reached.map(({ article }) => article)
  const { previous } = claim
  if (previous !== null && isNonPerforming(previous) && !isNonPerforming(byDays)) {
    return { tier: previous, articles: [...articles, '14'], basis: 'by-days', isHeld: true }
  }
  return { tier: byDays, articles, basis: 'by-days', isHeld: false }
}

/** The next day on which days alone would make the tier worse if nothing is paid; null in the last. */
export function nextBoundaryOn(oldestUnpaidOn: Day | null, asOf: Day): Day | null {
  if (oldestUnpaidOn === null) return null
  const days = daysPastDue(oldestUnpaidOn, asOf)
  const next = dayFloors.find(({ fromDays }) => fromDays > days)
  return next ? addDays(oldestUnpaidOn, next.fromDays) : null
}
