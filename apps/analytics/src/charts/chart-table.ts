import { csvLine } from '@banyan/domain/imports/csv-cells'

type Cell = string | number | null

export interface ChartColumn {
  readonly label: string
  readonly align?: 'start' | 'end'
  /** How the screen shows the cell; unless told, as it is. */
  readonly show?: (cell: Cell) => string
  /** What the file holds instead of the cell, and under which heading. */
  readonly plain?: (cell: Cell) => Cell
  readonly plainLabel?: string
}

/** The figures behind a chart, in the words of the screen. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** Opens what lies behind the row at this place. */
  readonly open?: (place: number) => void
}

export function shownCell(column: ChartColumn | undefined, cell: Cell | undefined): string {
  if (cell === null || cell === undefined || cell === '') return '–'
  return column?.show ? column.show(cell) : String(cell)
}

/** As CSV for a spreadsheet: UTF-8 with its mark, CRLF, and no cell that could be read as a formula. */
export function csvOf({ columns, rows }: ChartTable): string {
  const lines = [
    columns.map(({ label, plainLabel }) => plainLabel ?? label),
    ...rows.map((row) => columns.map(({ plain }, at) => plainText(row[at] ?? null, plain))),
  ]
  return `\uFEFF${lines.map((cells) => `${csvLine(cells)}\r\n`).join('')}`
}

function plainText(cell: Cell, plain: ChartColumn['plain']): string {
  const value = cell !== null && plain ? plain(cell) : cell
  return value === null ? '' : String(value)
}
