import type { Day } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import { daysPastDue } from '../loans/days-past-due.ts'
import { defaultRules } from './default-rules.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming } from './tiers.ts'

/** From `fromDays` days past due on, a claim is at least in `tier`. */
export interface DayFloor {
  article: string
  tier: Tier
  fromDays: number
}

/**
 * The floors of the standard rules that count days only, of claims that are no cards (2023 No. 1,
 * articles 10 to 13), mildest first.
 */
export const dayFloors: readonly DayFloor[] = defaultRules.rules
  .flatMap(({ article, floor, condition, scopes }) =>
    condition.kind === 'days-past-due' && scopes.includes('retail')
      ? [{ article, tier: floor, fromDays: condition.moreThan + 1 }]
      : [],
  )
  .toSorted((a, b) => a.fromDays - b.fromDays)

export interface ClassByDays {
  tier: Tier
  /** The articles of every floor reached, mildest first. */
  articles: string[]
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
    return { tier: previous, articles: [...articles, '第十四条'], isHeld: true }
  }
  return { tier: byDays, articles, isHeld: false }
}

/** The next day on which days alone would make the tier worse if nothing is paid; null in the last. */
export function nextBoundaryOn(oldestUnpaidOn: Day | null, asOf: Day): Day | null {
  if (oldestUnpaidOn === null) return null
  const days = daysPastDue(oldestUnpaidOn, asOf)
  const next = dayFloors.find(({ fromDays }) => fromDays > days)
  return next ? addDays(oldestUnpaidOn, next.fromDays) : null
}
