import type { Day } from '../calendar.ts'
import { daysBetween } from '../calendar.ts'
import type { Money } from '../money.ts'
import { money } from '../money.ts'
import { explainPrincipal } from './explain-principal.ts'
import { type ExplainedLine, type Operand, unroundedYuan } from './explained-line.ts'
import { greatestCommonDivisor } from './period-interest.ts'
import type { SchedulePlan } from './plan-shape.ts'
import { exactInterest, type InterestSegment, interestUnit } from './plan-interest.ts'
import type { ScheduleTerms } from './repayment-terms.ts'
import { buildSchedule } from './schedule.ts'
import { planOf, rowsOf } from './schedule-plan.ts'
import type { ScheduleRow } from './schedule-row.ts'
import { type RowWorking, workThrough } from './work-through.ts'
import type { IsWorkingDay } from '../working-days.ts'

export type { ExplainedLine } from './explained-line.ts'

export const explainedColumns = ['principal', 'interest', 'total', 'balance', 'fee'] as const
export type ExplainedColumn = (typeof explainedColumns)[number]

/** The arithmetic of one number of a schedule, line by line; the last line's result is the number. */
export interface CellExplanation {
  number: number
  dueOn: Day
  column: ExplainedColumn
  result: Money
  lines: ExplainedLine[]
}

function segmentLine(segment: InterestSegment): ExplainedLine {
  const { from, to, balance, annualRate, parts, partsOfYear, interest } = segment
  const divisor = Math.max(1, greatestCommonDivisor(partsOfYear, parts))
  return {
    kind: 'interest-of-days',
    operands: [
      { name: 'balance', unit: 'money', value: balance },
      { name: 'annual-rate', unit: 'rate', value: annualRate },
      { name: 'from', unit: 'day', value: from },
      { name: 'to', unit: 'day', value: to },
      { name: 'days', unit: 'count', value: daysBetween(from, to) },
      {
        name: 'part-of-year',
        unit: 'fraction',
        value: [parts / divisor, partsOfYear / divisor],
      },
    ],
    unrounded: unroundedYuan(exactInterest(segment), interestUnit({ partsOfYear })),
    result: interest,
  }
}

function amounts(...given: [Operand['name'], Money][]): Operand[] {
  return given
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => ({ name, unit: 'money', value }))
}

function explainInterest({ segments, earned, opening, interest, period }: RowWorking) {
  const lines = segments.map(segmentLine)
  const ofDays = segments.reduce((sum, each) => sum + each.interest, 0)
  const correction = money(earned - ofDays)
  if (period.interest !== 'due') {
    const kind = `interest-${period.interest}` as const
    lines.push({ kind, operands: amounts(['earned', earned]), unrounded: null, result: interest })
    return lines
  }
  if (lines.length === 1 && correction === 0 && opening.waiting === 0) return lines
  lines.push({
    kind: 'interest-sum',
    operands: amounts(
      ['earned', money(ofDays)],
      ['correction', correction],
      ['waiting', opening.waiting],
    ),
    unrounded: null,
    result: interest,
  })
  return lines
}

function explainBalance(row: ScheduleRow, { opening, moved, capitalised, principal }: RowWorking) {
  const after = money(row.balance - (moved + capitalised - principal.amount))
  const line: ExplainedLine = {
    kind: 'balance',
    operands: amounts(
      ['balance', opening.balance],
      ['moved', money(moved - opening.balance)],
      ['capitalised', capitalised],
      ['principal', money(-principal.amount)],
      ['drawn-on-the-day', after],
    ),
    unrounded: null,
    result: row.balance,
  }
  return [line]
}

function explainTotal(row: ScheduleRow): ExplainedLine[] {
  const operands = amounts(
    ['principal', row.principal],
    ['interest', row.interest],
    ['fee', row.fee ?? money(0)],
  )
  return [{ kind: 'total', operands, unrounded: null, result: row.total }]
}

function linesOf(
  column: ExplainedColumn,
  row: ScheduleRow,
  workings: readonly RowWorking[],
  plan: SchedulePlan,
): ExplainedLine[] {
  const working = workings.find(({ number }) => number === row.number)
  if (working === undefined) throw new RangeError(`no row ${row.number}`)
  if (column === 'interest') return explainInterest(working)
  if (column === 'principal') return explainPrincipal(plan, workings, working)
  if (column === 'balance') return explainBalance(row, working)
  if (column === 'total') return explainTotal(row)
  return [{ kind: 'fee', operands: [], unrounded: null, result: row.fee ?? money(0) }]
}

/**
 * How a number of a schedule came about, for terms or for a plan of their rest. RangeError where there is
 * no such row.
 */
export function explainCell(
  of: ScheduleTerms | SchedulePlan,
  number: number,
  column: ExplainedColumn,
  isWorkingDay?: IsWorkingDay,
): CellExplanation {
  const isPlan = 'startOn' in of
  const plan = isPlan ? of : planOf(of, isWorkingDay)
  const workings = workThrough(plan)
  const rows = isPlan ? rowsOf(plan, workings) : buildSchedule(of, isWorkingDay).rows
  const row = rows.find((each) => each.number === number)
  if (row === undefined) throw new RangeError(`no row ${number}`)
  const lines = linesOf(column, row, workings, plan)
  const result = lines.at(-1)?.result ?? money(0)
  return { number, dueOn: row.dueOn, column, result, lines }
}
