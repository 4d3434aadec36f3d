import { addDays, day } from '@banyan/domain/calendar'
import type { NumberStyle } from './workbook-parts.ts'

export interface CellForm {
  /** `s` shared, `inlineStr`, `str` of a formula, `b`, `e`, `d`, or a number. */
  type: string
  style: NumberStyle
  countsFrom1904: boolean
}

/** The calendar of spreadsheets has a 29 February 1900; before it serial numbers are one day off. */
const inventedDay = 60

function dayText(serial: number, countsFrom1904: boolean): string | null {
  const whole = Math.floor(serial)
  if (whole < 1 || whole > 2_950_000) return null
  if (countsFrom1904) return addDays(day('1904-01-01'), whole)
  if (whole === inventedDay) return '1900-02-29'
  return addDays(day('1899-12-30'), whole < inventedDay ? whole + 1 : whole)
}

/** A number as a person sees it: fifteen digits at most, no exponent where it can be avoided. */
function numberText(text: string, style: NumberStyle): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  // Beyond fifteen digits a cell no longer holds what was typed; it must not look whole.
  if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase()
  const shown = String(Number(value.toPrecision(15)))
  if (shown.includes('e')) return value.toFixed(15).replace(/\.?0+$/, '')
  return typeof style === 'object' && /^\d+$/.test(shown) ? shown.padStart(style.width, '0') : shown
}

/** The text of a cell as a person sees it in the spreadsheet, from its stored value. */
export function cellText(value: string, form: CellForm, strings: readonly string[]): string {
  const { type, style, countsFrom1904 } = form
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
  if (type !== 'n' || value === '') return value
  if (style === 'day') return dayText(Number(value), countsFrom1904) ?? value
  return numberText(value, style)
}

/** `BC12` is column 54, counted from 0. */
export function columnOf(reference: string): number {
  let column = 0
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
