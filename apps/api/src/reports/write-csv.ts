/** `plain` is a figure already in decimal text. */
export type CsvValue = string | number | { plain: string } | null

/** A spreadsheet would take a text that begins so for a formula or a command. */
const actsAsFormula = /^[=+\-@\t\r|＝＋－＠]/u

function cellText(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'object') return value.plain
  const safe = actsAsFormula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * UTF-8 with its mark, so that Excel reads the Chinese; lines end in CR LF. A text that would act
 * as a formula is led by an apostrophe, a number is written as it is.
 */
export function writeCsv(
  headings: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
): Uint8Array<ArrayBuffer> {
  const lines = [headings, ...rows].map((row) => row.map(cellText).join(','))
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}
