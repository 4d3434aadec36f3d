import { FileTrouble } from './file-trouble.ts'

/** A row as it stands in the file. `rowNumber` is the spreadsheet's: the header is row 1. */
export interface TableRow {
  rowNumber: number
  cells: string[]
  /** What is wrong with the row's form, before anyone reads its cells. */
  trouble?: RowTrouble
}

export type RowTrouble = 'ragged-row' | 'quote-not-closed' | 'formula-without-value'

export interface Table {
  headers: string[]
  rows: AsyncIterable<TableRow[]>
}

export const mostColumns = 500

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** The header line without its empty tail. Two columns of one name cannot be told apart: refused. */
export function readHeaders(cells: readonly string[]): string[] {
  const headers = cells.map((cell) => cell.replaceAll('\u0000', '').trim())
  while (headers.at(-1) === '') headers.pop()
  if (headers.length === 0) throw new FileTrouble('header-missing')
  if (headers.length > mostColumns) throw new FileTrouble('too-many-columns')
  const seen = new Set<string>()
  for (const header of headers) {
    if (header !== '' && seen.has(header)) throw new FileTrouble('header-twice', header)
    seen.add(header)
  }
  return headers
}

/** A row cut to the header's width; `ragged-row` where cells are missing or spill over. */
export function fitted(row: TableRow, width: number): TableRow {
  const { cells } = row
  if (cells.length === width) return row
  const isRagged = cells.length < width || !isBlank(cells.slice(width))
  if (!isRagged) return { ...row, cells: cells.slice(0, width) }
  return { trouble: 'ragged-row', ...row }
}
