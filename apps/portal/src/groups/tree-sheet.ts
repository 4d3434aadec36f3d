import { amountUnitName, type AmountUnit } from '@banyan/ui/amounts'
import type { Column } from '@banyan/ui/column'
import { bracketed, type Locale } from '@banyan/ui/locale'
import { outlineOf, visiblePlaces, type TreeLines } from '@banyan/ui/tree-rows'
import type { MemberRow } from './member-row.ts'
import { amountIn, cellTextOf, type CellReading } from './tree-cells.ts'
import { treeColumnIds, type TreeColumnId } from './tree-values.ts'
import type { StubRow, TreeView } from './tree-view.ts'

export type SheetCell = string | number | null

/** The rows of a tree as a table: a level before the columns on screen, amounts exact in the unit on screen. */
export interface TreeSheet {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** The lines on screen when scrolled from top to bottom; all of them when `isAll`. */
export function shownKeys(
  lines: TreeLines,
  expanded: ReadonlySet<number>,
  isAll: boolean,
): { keys: number[]; depths: number[] } {
  const places = isAll
    ? Int32Array.from(lines.keys, (_, place) => place)
    : visiblePlaces(lines, outlineOf(lines), expanded)
  return {
    keys: Array.from(places, (place) => lines.keys[place] ?? 0),
    depths: Array.from(places, (place) => lines.depths[place] ?? 0),
  }
}

interface SheetOf {
  readonly view: TreeView
  readonly columns: readonly Column[]
  readonly reading: CellReading
  readonly locale: Locale
  readonly levelHead: string
}

export function treeSheet(
  { view, columns, reading, locale, levelHead }: SheetOf,
  { keys, depths }: { readonly keys: readonly number[]; readonly depths: readonly number[] },
): TreeSheet {
  const ids = columns.map((column) => treeColumnIds.find((id) => id === column.id) ?? 'name')
  const heads = columns.map(({ label }, at) => {
    const isAmount = amountIds.has(ids[at] ?? 'name')
    return isAmount ? bracketed(label, amountUnitName(reading.unit, locale)) : label
  })
  const rows = keys.map((key, at) => {
    const row = view.rowOf(key)
    const cells = ids.map((id): SheetCell => {
      const figure = row.type === 'member' ? figureIn(row, id, reading.unit) : stubFigure(row, id)
      if (figure !== undefined) return figure
      const text = cellTextOf(row, id, reading)
      return text === '–' ? null : text
    })
    return [(depths[at] ?? 0) + 1, ...cells]
  })
  return { heads: [levelHead, ...heads], rows }
}

const amountIds: ReadonlySet<TreeColumnId> = new Set([
  'limit',
  'balance',
  'own',
  'reserved',
  'free',
  'guaranteed',
  'overdue',
])
const perUnit = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 } as const

/** A column that counts as a number a reader may add up; undefined for those that are words. */
function figureIn(row: MemberRow, id: TreeColumnId, unit: AmountUnit): number | null | undefined {
  const amount = amountIn(row, id)
  if (amount !== undefined) return amount === null ? null : amount / perUnit[unit]
  if (id === 'direct') return row.percent === null ? null : row.percent / 1_000_000
  if (id === 'through') return row.through === null ? null : row.through / 1_000_000
  if (id === 'days') return row.days
  return id === 'members' ? row.below + 1 : undefined
}

/** A closing edge has a share and nothing else that counts. */
function stubFigure({ percent }: StubRow, id: TreeColumnId): number | undefined {
  return id === 'direct' && percent !== null ? percent / 1_000_000 : undefined
}

/** Nothing that a spreadsheet would take for a formula. */
export function safeText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Lines of CSV without the mark that Excel wants in front. */
export function csvText({ heads, rows }: TreeSheet): string {
  const cell = (value: SheetCell) =>
    typeof value === 'number' ? String(value) : quoted(safeText(value ?? ''))
  return [heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
}

/** SHA-256 of the lines in lower-case hex. */
export async function checksumOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
