import type { Day } from '@banyan/domain/calendar'
import { type CellStyle, writeXlsx as writeWorkbook, type WriteSheet } from 'hucre'
import type { CsvValue } from './write-csv.ts'

export interface ListFile {
  name: string
  headings: readonly string[]
  lines: readonly (readonly CsvValue[])[]
  /** The day the figures are of: the dates in the file are this day, so that the same list gives the same bytes. */
  day: Day
  creator: string
}

const font = 'Microsoft YaHei'
const head: CellStyle = {
  font: { name: font, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
}

const cellOf = (value: CsvValue) =>
  typeof value === 'object' && value !== null ? Number(value.plain) : value

/** A plain list below one row of headings. Texts are text cells, so that none acts as a formula. */
export async function writeList({
  name,
  headings,
  lines,
  day,
  creator,
}: ListFile): Promise<Uint8Array<ArrayBuffer>> {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  headings.forEach((_, column) => cells.set(`0,${column}`, { style: head }))
  lines.forEach((line, row) =>
    line.forEach((value, column) => {
      if (typeof value === 'object' && value !== null)
        cells.set(`${row + 1},${column}`, { style: { numFmt: '#,##0.00####' } })
    }),
  )
  const at = new Date(`${day}T00:00:00Z`)
  const written = await writeWorkbook({
    sheets: [
      {
        name,
        rows: [[...headings], ...lines.map((line) => line.map(cellOf))],
        cells,
        columns: headings.map((heading) => ({ width: Math.max(12, heading.length * 2 + 4) })),
        freezePane: { rows: 1 },
      },
    ],
    properties: { created: at, modified: at, creator },
    defaultFont: { name: font, size: 10 },
    stringMode: 'shared',
  })
  return new Uint8Array(written)
}
