/** Beginnings that make a spreadsheet run a cell: = + - @ |, their full-width forms, tab and line ends. */
const active = /^'*[=+\-@|＝＋－＠｜\t\r\n]/
const negativeNumber = /^-\d+(?:\.\d+)?$/

/**
 * Text for a cell of an exported CSV: an apostrophe goes before whatever a spreadsheet would run as a formula.
 * A plain negative number stays as it is. `plainCell` is the exact inverse.
 */
export function safeCell(text: string): string {
  return active.test(text) && !negativeNumber.test(text) ? `'${text}` : text
}

/** The text that `safeCell` guarded. */
export function plainCell(text: string): string {
  if (text.charCodeAt(0) !== 39) return text
  return active.test(text) ? text.slice(1) : text
}

/** One line of an exported CSV (RFC 4180), every cell safe, without a line end. */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((text) => {
      const cell = safeCell(text)
      return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
    })
    .join(',')
}
