import { z } from 'zod'
import { addDays, Day, type Day as BusinessDay, partsOf } from '../calendar.ts'
import { type FinancialRatios, financialRatios } from '../customers/financial-ratios.ts'
import {
  type Statement,
  type StatementFigures,
  type StatementLine,
  statementLines,
  statementPeriods,
  statementScopes,
} from '../customers/financial-statement.ts'
import { watchedRatios } from '../warnings/measure-names.ts'

const dayMeasures = ['receivableDays', 'inventoryDays', 'payableDays'] as const
export const covenantMeasures = [...watchedRatios, ...dayMeasures, ...statementLines] as const
export type CovenantMeasure = (typeof covenantMeasures)[number]

/** What a customer has promised: a ratio (millionths of a percent), days, or a line of the statement (fen) is at least or at most so much. */
export const CovenantTerms = z.strictObject({
  measure: z.enum(covenantMeasures),
  operator: z.enum(['at-least', 'at-most']),
  threshold: z.int(),
  period: z.enum(statementPeriods),
  scope: z.enum(statementScopes),
  /** How many days after the end of a period the statement must be here. */
  deliverWithinDays: z.int().min(0).max(400),
  validFrom: Day,
  validTo: Day.nullable(),
  source: z.string().trim().min(2, 'missing').max(200, 'too-long'),
})
export type CovenantTerms = z.infer<typeof CovenantTerms>

export function unitOfMeasure(measure: CovenantMeasure): 'rate' | 'days' | 'money' {
  if (watchedRatios.some((ratio) => ratio === measure)) return 'rate'
  return dayMeasures.some((each) => each === measure) ? 'days' : 'money'
}

export type CovenantOutcome = 'met' | 'breached' | 'unknown' | 'not-delivered'

/** The measured value in a statement; `before` is the one of the same period a year earlier, or null. */
export function measureOfCovenant(
  measure: CovenantMeasure,
  statement: Pick<Statement, 'period' | 'figures'>,
  before: StatementFigures | null,
): number | null {
  const line = statementLines.find((name): name is StatementLine => name === measure)
  if (line !== undefined) return statement.figures[line]
  return financialRatios(statement, before)[measure as keyof FinancialRatios]
}

/** Whether a statement keeps a covenant, its threshold included; unknown when the value cannot be told. */
export function testCovenant(
  { operator, threshold }: Pick<CovenantTerms, 'operator' | 'threshold'>,
  value: number | null,
): Exclude<CovenantOutcome, 'not-delivered'> {
  if (value === null) return 'unknown'
  const isKept = operator === 'at-least' ? value >= threshold : value <= threshold
  return isKept ? 'met' : 'breached'
}

const lastDays = {
  year: ['12-31'],
  half: ['06-30', '12-31'],
  quarter: ['03-31', '06-30', '09-30', '12-31'],
} as const

/** The last period end whose statement must have come before the day; that day itself is still in time. Null: none yet. */
export function lastDeliveryMissed(
  {
    period,
    deliverWithinDays,
    validFrom,
    validTo,
  }: Pick<CovenantTerms, 'period' | 'deliverWithinDays' | 'validFrom' | 'validTo'>,
  on: BusinessDay,
): BusinessDay | null {
  const { year } = partsOf(on)
  const ends = [year - 2, year - 1, year].flatMap((each) =>
    lastDays[period].map((end) => `${String(each).padStart(4, '0')}-${end}` as BusinessDay),
  )
  return (
    ends.findLast(
      (end) =>
        end >= validFrom &&
        (validTo === null || end <= validTo) &&
        addDays(end, deliverWithinDays) < on,
    ) ?? null
  )
}

export type ResolutionRefusal =
  | 'not-a-breach'
  | 'already-resolved'
  | 'resolution-is-proposed'
  | 'nothing-proposed'
  | 'own-proposal'
  | 'waiver-needs-an-end'

interface Tested {
  outcome: CovenantOutcome
  resolution: 'cure-proposed' | 'waiver-proposed' | 'cured' | 'waived' | null
  waivedUntil: BusinessDay | null
  proposedBy: string | null
}

/** Whether a breach was waived and the waiver still holds; its last day is one on which it does. */
export function isWaivedOn(
  { resolution, waivedUntil }: { resolution: string | null; waivedUntil: string | null },
  on: string,
): boolean {
  return resolution === 'waived' && (waivedUntil === null || waivedUntil >= on)
}

/** Why a cure or waiver of a test cannot be proposed; a waiver has an end, after today, and once over it settles nothing. */
export function proposeResolutionRefusal(
  { outcome, resolution, waivedUntil }: Tested,
  { kind, until }: { kind: 'cured' | 'waived'; until: BusinessDay | null },
  today: BusinessDay,
): ResolutionRefusal | null {
  if (outcome !== 'breached' && outcome !== 'not-delivered') return 'not-a-breach'
  if (resolution === 'cured' || isWaivedOn({ resolution, waivedUntil }, today)) {
    return 'already-resolved'
  }
  if (resolution !== null && resolution !== 'waived') return 'resolution-is-proposed'
  return kind === 'waived' && (until === null || until <= today) ? 'waiver-needs-an-end' : null
}

/** Why somebody may not decide on it: nothing is proposed, or they proposed it. */
export function decideResolutionRefusal(
  { resolution, proposedBy }: Pick<Tested, 'resolution' | 'proposedBy'>,
  staffId: string,
): ResolutionRefusal | null {
  if (resolution !== 'cure-proposed' && resolution !== 'waiver-proposed') return 'nothing-proposed'
  return proposedBy === staffId ? 'own-proposal' : null
}
