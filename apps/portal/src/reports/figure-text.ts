import { type CellUnit, formatCell } from '@banyan/domain/reports/cells'

/** A figure as the report prints it, with separators: 万元 or percent to two decimals; `–` where unknown. */
export function figureText(cell: { unit: CellUnit; value: number | null }): string {
  if (cell.value === null) return '–'
  return grouped(formatCell(cell)).replace('-', '−')
}

/** `▲ 274.00` or `▼ 12.00`; null when nothing changed or one of the two is unknown. */
export function changeText(
  unit: CellUnit,
  before: number | null,
  after: number | null,
): string | null {
  if (before === null || after === null || before === after) return null
  const text = grouped(formatCell({ unit, value: Math.abs(after - before) }))
  return `${after > before ? '▲' : '▼'} ${text}`
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',')
}
