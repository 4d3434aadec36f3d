import { divideRounded } from '../money.ts'

/** money in whole fen · count · percent in hundredths of a percent · rate in millionths of a percent */
export type CellUnit = 'money' | 'count' | 'percent' | 'rate'

/** One figure of a report; `value` is null where it cannot be known, never zero in its place. */
export interface ReportCell {
  id: string
  row: string
  column: string
  unit: CellUnit
  value: number | null
}

/** A rule of the report held against its own cells, in the cells' unit. */
export interface ReportCheck {
  id: string
  ok: boolean
  left: number
  right: number
}

/** What one loan adds to a cell; `amount` is in the cell's unit, 1 for a count. */
export interface CellMember {
  loanId: string
  amount: number
}

/** A whole number of 10^-places as decimal text: (12345, 2) is `'123.45'`. */
function decimal(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, -places)
  return `${value < 0n ? '-' : ''}${whole}.${digits.slice(-places)}`
}

/**
 * Fen as 万元 with two decimals, halves up. Each cell is rounded by itself and the checks run on
 * the fen, so printed parts may differ from a printed total by a hundredth of 万元.
 */
export function formatTenThousands(fen: number): string {
  return decimal(divideRounded(BigInt(fen), 10_000n, 'half-up'), 2)
}

/** A cell as it is printed: 万元, a count, or percent with two decimals; empty when unknown. */
export function formatCell({ unit, value }: Pick<ReportCell, 'unit' | 'value'>): string {
  if (value === null) return ''
  if (unit === 'money') return formatTenThousands(value)
  if (unit === 'count') return String(value)
  if (unit === 'percent') return decimal(BigInt(value), 2)
  return decimal(divideRounded(BigInt(value), 10_000n, 'half-up'), 2)
}

export function checkEqual(id: string, left: number, right: number): ReportCheck {
  return { id, ok: left === right, left, right }
}

export function checkAtMost(id: string, left: number, right: number): ReportCheck {
  return { id, ok: left <= right, left, right }
}
