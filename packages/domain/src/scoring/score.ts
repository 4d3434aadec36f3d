import type { Characteristic, Scorecard } from './scorecard.ts'

export const scoreOutcomes = ['pass', 'refer', 'decline'] as const
export type ScoreOutcome = (typeof scoreOutcomes)[number]

/** What is known of an applicant, by characteristic code; null or absent is missing. */
export type ScoreInputs = Readonly<Record<string, number | string | null | undefined>>

export interface Contribution {
  code: string
  value: number | string | null
  points: number
  /** The most this characteristic can give. */
  most: number
}

export interface Score {
  scorecard: string
  version: number
  points: number
  grade: string
  outcome: ScoreOutcome
  /** Codes of the (at most four) characteristics that cost most, dearest first. */
  reasons: string[]
  contributions: Contribution[]
}

const mostReasons = 4

function pointsFor(characteristic: Characteristic, value: number | string | null): number {
  if (value === null || value === '') return characteristic.missingPoints
  if (characteristic.kind === 'category') {
    const bin = characteristic.bins.find(({ values }) => values.includes(String(value)))
    return bin ? bin.points : characteristic.otherPoints
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return characteristic.missingPoints
  const bin = characteristic.bins.find(({ high }) => high === null || value < high)
  return bin ? bin.points : characteristic.missingPoints
}

function mostPoints(characteristic: Characteristic): number {
  return Math.max(...characteristic.bins.map(({ points }) => points))
}

function outcomeOf(points: number, { pass, refer }: Scorecard['cutOffs']): ScoreOutcome {
  if (points >= pass) return 'pass'
  return points >= refer ? 'refer' : 'decline'
}

/**
 * Adds up the points of each characteristic. The reasons are ordered by points lost against the
 * characteristic's best bin, ties by the order of the card (PIPL article 24 asks for an explanation).
 */
export function scoreApplicant(card: Scorecard, inputs: ScoreInputs): Score {
  const scored = card.characteristics.map((characteristic) => {
    const value = inputs[characteristic.code] ?? null
    const points = pointsFor(characteristic, value)
    const most = mostPoints(characteristic)
    return { code: characteristic.code, value, points, most, reason: characteristic.reason }
  })
  const points = scored.reduce((sum, { points: each }) => sum + each, card.basePoints)
  const reasons = scored
    .filter((each) => each.most > each.points)
    .toSorted((a, b) => b.most - b.points - (a.most - a.points))
    .slice(0, mostReasons)
    .map(({ reason }) => reason)
  const grade = card.grades.find(({ from }) => from === null || points >= from)?.grade ?? ''
  return {
    scorecard: card.code,
    version: card.version,
    points,
    grade,
    outcome: outcomeOf(points, card.cutOffs),
    reasons,
    contributions: scored.map(({ reason: _reason, ...contribution }) => contribution),
  }
}
