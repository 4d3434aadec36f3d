/** The figures behind a chart, in the words of the screen. */
export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly align?: 'start' | 'end' }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** As CSV for a spreadsheet: UTF-8 with its mark, CRLF, and no cell that could be read as a formula. */
export function csvOf({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ label }) => label), ...rows]
  return `\uFEFF${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?[\d.,]+%?$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
