import type { Day } from '../../calendar.ts'
import { divideRounded, type Money, money } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import {
  type LateSegment,
  type LateStretch,
  lateStretches,
  lateUnit,
  lateUnits,
  misuseStretches,
  misuseUnits,
  overdueUnits,
} from './late-interest.ts'
import type { LoanInstalment, LoanState } from './loan-state.ts'

/** base × rate × (share of the rate) × days ÷ days of the year, before rounding. */
export interface LateLine {
  kind: 'overdue' | 'misuse' | 'compound' | 'counted-before'
  from: Day
  to: Day
  days: number
  base: Money
  rate: Rate
  /** Share of the contract rate that is charged, in `Rate` units: 150 % is 150_000_000. */
  share: number
  daysOfYear: number
  /** Exact amount in fen with ten decimals, cut off. */
  unrounded: string
}

export interface LateExplanation {
  lines: LateLine[]
  unrounded: string
  /** Half-up, once for the row. */
  charged: Money
  paid: Money
  waived: Money
  moved: Money
  owed: Money
}

function asDecimal(units: bigint, unit: bigint): string {
  const tenths = (units * 10_000_000_000n) / unit
  const text = String(tenths).padStart(11, '0')
  return `${text.slice(0, -10)}.${text.slice(-10)}`
}

function lineOf(
  state: LoanState,
  segment: LateSegment,
  { kind, base, share }: Pick<LateLine, 'kind' | 'base' | 'share'>,
): LateLine {
  const { from, to, days, rate } = segment
  const { daysOfYear } = state.contract.servicing.penalty
  const unrounded = asDecimal(lateUnits(base, segment, share), lateUnit(state))
  return { kind, from, to, days, base, rate, share, daysOfYear, unrounded }
}

/** What was counted before the row was last paid, forgiven or carried, as one line. */
function countedBefore(state: LoanState, row: LoanInstalment, units: bigint): LateLine[] {
  if (units === 0n) return []
  const { through } = row.overdue
  const none = { days: 0, base: money(0), rate: 0 as Rate, share: 0 }
  const { daysOfYear } = state.contract.servicing.penalty
  const unrounded = asDecimal(units, lateUnit(state))
  return [{ kind: 'counted-before', from: row.dueOn, to: through, ...none, daysOfYear, unrounded }]
}

function misuseLines(state: LoanState, row: LoanInstalment, on: Day): LateLine[] {
  return misuseStretches(state, row, on).map(({ segment, base }) =>
    lineOf(state, segment, { kind: 'misuse', base, share: segment.misuseUplift }),
  )
}

function explained(
  state: LoanState,
  row: LoanInstalment,
  { part, lines, units }: { part: 'penalty' | 'compound'; lines: LateLine[]; units: bigint },
): LateExplanation {
  const unit = lateUnit(state)
  const charged = money(Number(divideRounded(units, unit, 'half-up')))
  const [paid, waived, moved] = [row.paid[part], row.waived[part], row.moved[part]]
  const owed = money(charged - paid - waived - moved)
  return { lines, unrounded: asDecimal(units, unit), charged, paid, waived, moved, owed }
}

function rowOf(state: LoanState, number: number): LoanInstalment {
  const row = state.instalments.find((each) => each.number === number)
  if (!row) throw new RangeError(`no instalment ${number} in force`)
  return row
}

/** What is overdue of principal, and beside it what a misused part of it bears more. */
function overdueLines(state: LoanState, stretch: LateStretch): LateLine[] {
  const { segment, principal: base, penaltyShare, misused, misuseShare } = stretch
  const overdue = lineOf(state, segment, { kind: 'overdue', base, share: penaltyShare })
  if (misused === 0 || misuseShare === 0) return [overdue]
  return [overdue, lineOf(state, segment, { kind: 'misuse', base: misused, share: misuseShare })]
}

function lateLines(
  state: LoanState,
  row: LoanInstalment,
  { part, on }: { part: 'penalty' | 'compound'; on: Day },
): LateLine[] {
  const since = lateStretches(state, row, on)
    .filter((stretch) => stretch[part] > 0n)
    .flatMap((stretch) => {
      const { segment, compounding, compoundShare } = stretch
      if (part === 'penalty') return overdueLines(state, stretch)
      return lineOf(state, segment, { kind: 'compound', base: compounding, share: compoundShare })
    })
  return [...countedBefore(state, row, row.overdue[part]), ...since]
}

/** 罚息 of an instalment on a day: each stretch of days with its operands, their exact sum, the one rounding. */
export function explainPenalty(state: LoanState, number: number, on: Day): LateExplanation {
  const row = rowOf(state, number)
  const lines = [...misuseLines(state, row, on), ...lateLines(state, row, { part: 'penalty', on })]
  const units = overdueUnits(state, row, on).penalty + misuseUnits(state, row, on)
  return explained(state, row, { part: 'penalty', lines, units })
}

/** 复利 of an instalment on a day, as `explainPenalty`. */
export function explainCompound(state: LoanState, number: number, on: Day): LateExplanation {
  const row = rowOf(state, number)
  const lines = lateLines(state, row, { part: 'compound', on })
  const units = overdueUnits(state, row, on).compound
  return explained(state, row, { part: 'compound', lines, units })
}
