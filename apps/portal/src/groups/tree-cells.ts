import { formatAmount, formatCount, formatFullAmount, type AmountUnit } from '@banyan/ui/amounts'
import type { Stage, StageState } from '@banyan/ui/stage'
import type { LoanClass } from '@banyan/ui/loan-class'
import { limitShareText, shareText } from './tree-columns.ts'
import type { TreeColumnId } from './tree-values.ts'
import type { MemberRow } from './member-row.ts'
import type { GroupTreeRow } from './tree-view.ts'

/** How the reader reads: the unit, and the words of marks. */
export interface CellReading {
  readonly unit: AmountUnit
  /** The group's limit, in fen; null without one. */
  readonly limit: number | null
  readonly classes: Readonly<Record<LoanClass, string>>
  readonly stages: Readonly<Record<Stage, string>>
  readonly states: Readonly<Record<StageState, string>>
  /** What has to be looked at in a customer, in words. */
  readonly alerts: (row: MemberRow) => readonly string[]
  readonly crossHolding: (held: string) => string
}

const amounts: Partial<Record<TreeColumnId, (row: MemberRow) => number | null>> = {
  limit: (row) => row.limit,
  balance: (row) => row.balance,
  own: (row) => row.ownBalance,
  reserved: (row) => row.reserved,
  free: (row) => row.free,
  guaranteed: (row) => row.guaranteed,
  overdue: (row) => row.overdue,
}
/** Amounts of a row by column; the others have none. */
export const amountIn = (row: MemberRow, id: TreeColumnId): number | null | undefined =>
  amounts[id]?.(row)

/** What a cell says, on screen, in print and for whoever listens; `digits` of an amount's decimals. */
export function cellTextOf(
  row: GroupTreeRow,
  id: TreeColumnId,
  reading: CellReading,
  digits = 0,
): string {
  if (row.type === 'stub') {
    if (id === 'name') return reading.crossHolding(row.heldName)
    return id === 'direct' ? shareText(row.percent) : ''
  }
  const amount = amountIn(row, id)
  if (amount !== undefined) return formatAmount(amount, reading.unit, digits)
  switch (id) {
    case 'name':
      return row.name
    case 'number':
      return row.number
    case 'direct':
      return shareText(row.percent)
    case 'through':
      return shareText(row.through)
    case 'share':
      return shareOfLimit(row, reading.limit)
    case 'days':
      return row.days ? formatCount(row.days) : '–'
    case 'tier':
      return row.tier ? reading.classes[row.tier] : '–'
    case 'stage':
      return row.stage
        ? `${reading.stages[row.stage.stage]} ${reading.states[row.stage.state]}`
        : '–'
    case 'alerts':
      return reading.alerts(row).join(' · ') || '–'
    case 'members':
      return row.below ? formatCount(row.below + 1) : '–'
    case 'branch':
      return row.branch || '–'
    case 'officer':
      return row.officer ?? '–'
    default:
      return '–'
  }
}

function shareOfLimit({ balance, reserved }: MemberRow, limit: number | null): string {
  const used = balance + reserved
  return limit === null || used === 0 ? '–' : limitShareText(used, limit)
}

/** The whole figure, for a pointer that rests on a rounded one. */
export function cellHintOf(row: GroupTreeRow, id: TreeColumnId): string | undefined {
  if (row.type === 'stub') return undefined
  const amount = amountIn(row, id)
  if (amount) return formatFullAmount(amount)
  return id === 'name' ? `${row.name} ${row.number}` : undefined
}
