import { addMonths, type Day } from '../calendar.ts'
import type { Colour } from './colours.ts'
import type { WarningRules } from './warning-rules.ts'

export type CreditRisk = 'none' | 'watch' | 'high' | 'default-likely'

/** What a suggestion of new or extra credit is made from. Amounts in fen; a limit of null: none is set. */
export interface CreditFacts {
  daysPastDue: number
  /** 1 正常 … 5 损失. */
  tierRank: number
  openWarnings: readonly { rule: string; colour: Colour }[]
  /** The last day on which anything was past due; null: never. */
  lastArrearsOn: Day | null
  limit: number | null
  drawn: number
}

export interface Ground {
  code: 'days-past-due' | 'tier' | 'warning' | 'arrears' | 'limit' | 'drawn'
  value: number
  unit: 'days' | 'rank' | 'colour' | 'money'
  text: string
}

export interface CreditSuggestion {
  risk: CreditRisk
  /** Null when no limit stands and nothing is drawn. */
  limit: { now: number; suggested: number } | null
  spreadChangeBp: number
  timing: 'now' | 'after-release' | 'after-arrears' | 'not-before'
  notBefore: Day | null
  basis: Ground[]
}

const colourRank: Readonly<Record<Colour, number>> = { yellow: 1, orange: 2, red: 3 }

/**
 * How likely a default is by what is known, and what that suggests for limit, rate and timing (PL-10). It decides
 * nothing: the basis names every figure it rests on. The suggested limit never falls below what is drawn.
 */
export function creditSuggestion(
  facts: CreditFacts,
  { suggestion }: Pick<WarningRules, 'suggestion'>,
  on: Day,
): CreditSuggestion {
  const risk = riskOf(facts, suggestion.defaultDays)
  const rested =
    facts.lastArrearsOn === null
      ? null
      : addMonths(facts.lastArrearsOn, suggestion.monthsWithoutArrears)
  const now = facts.limit ?? facts.drawn
  const { limitShare, spreadBp } = suggestion
  return {
    risk,
    limit: now === 0 ? null : { now, suggested: limitFor(risk, now, facts.drawn, limitShare) },
    spreadChangeBp: risk === 'none' ? 0 : spreadBp[risk === 'watch' ? 'watch' : 'high'],
    ...timingOf(facts, risk, rested !== null && rested > on ? rested : null),
    basis: basisOf(facts),
  }
}

function riskOf(
  { daysPastDue, tierRank, openWarnings }: CreditFacts,
  defaultDays: number,
): CreditRisk {
  const has = (colour: Colour) => openWarnings.some((warning) => warning.colour === colour)
  if (daysPastDue >= defaultDays || tierRank >= 3) return 'default-likely'
  if (has('red') || daysPastDue > 30) return 'high'
  return has('orange') || has('yellow') || daysPastDue > 0 || tierRank === 2 ? 'watch' : 'none'
}

function limitFor(
  risk: CreditRisk,
  now: number,
  drawn: number,
  { watch, high }: WarningRules['suggestion']['limitShare'],
): number {
  const kept = (share: number) =>
    Math.max(drawn, Number((BigInt(now) * BigInt(share)) / 100_000_000n))
  if (risk === 'default-likely') return drawn
  if (risk === 'none') return now
  return kept(risk === 'watch' ? watch : high)
}

function timingOf(
  { daysPastDue }: CreditFacts,
  risk: CreditRisk,
  rested: Day | null,
): Pick<CreditSuggestion, 'timing' | 'notBefore'> {
  if (daysPastDue > 0) return { timing: 'after-arrears', notBefore: null }
  if (risk === 'high' || risk === 'default-likely')
    return { timing: 'after-release', notBefore: null }
  return rested === null
    ? { timing: 'now', notBefore: null }
    : { timing: 'not-before', notBefore: rested }
}

function basisOf(facts: CreditFacts): Ground[] {
  const { daysPastDue, tierRank, openWarnings, lastArrearsOn, limit, drawn } = facts
  const grounds: Ground[] = [
    { code: 'days-past-due', value: daysPastDue, unit: 'days', text: '' },
    { code: 'tier', value: tierRank, unit: 'rank', text: '' },
    ...openWarnings.map(({ rule, colour }): Ground => {
      return { code: 'warning', value: colourRank[colour], unit: 'colour', text: rule }
    }),
    { code: 'drawn', value: drawn, unit: 'money', text: '' },
  ]
  if (limit !== null) grounds.push({ code: 'limit', value: limit, unit: 'money', text: '' })
  if (lastArrearsOn !== null) {
    grounds.push({ code: 'arrears', value: 0, unit: 'days', text: lastArrearsOn })
  }
  return grounds
}
