import { dayFromNumber, isDay } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { tryParseMoney } from '../money.ts'
import type { Money } from '../money.ts'
import { tryParseRate } from '../rate.ts'
import type { Rate } from '../rate.ts'
import type { RowProblemCode } from './row-problems.ts'

/** The value of a cell, or why it has none. */
export type Reading<Value> = { value: Value } | { code: RowProblemCode }

const ascii = /^[\x21-\x7e]*$/

/** Full-width digits and signs folded, outer space gone. Text too long for any value becomes empty. */
function folded(text: string): string {
  if (text.length > 60) return ''
  return ascii.test(text) ? text : text.normalize('NFKC').trim()
}

const writtenDay =
  /^(\d{4})(?:-(\d{1,2})-|\/(\d{1,2})\/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?Z?)?$/
const compactDay = /^(\d{4})(\d{2})(\d{2})$/
const serialDay = /^(\d{5})(?:\.\d+)?$/

/** Day 0 of a spreadsheet's calendar in days since 1970; right from 1 March 1900, and five digits are later. */
const serialOffset = 25_569

/**
 * A day written 2026-02-03, 2026/2/3, 2026.2.3, 2026年2月3日 or 20260203, with or without a time of day, or a
 * spreadsheet's serial number (45000 is 2023-03-15). Days that do not exist are refused, not moved.
 */
export function readDay(text: string): Reading<Day> {
  const plain = folded(text)
  const serial = serialDay.exec(plain)
  if (serial) return { value: dayFromNumber(Number(serial[1]) - serialOffset) }
  const written = writtenDay.exec(plain)
  const compact = compactDay.exec(plain)
  if (!written && !compact) return { code: 'not-a-date' }
  const [year, month, date] = written
    ? [written[1], written[2] ?? written[3] ?? written[4] ?? written[5], written[6]]
    : [compact?.[1], compact?.[2], compact?.[3]]
  const on = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  return isDay(on) && on >= '1800' && on < '2200' ? { value: on } : { code: 'impossible-date' }
}

const separated = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const decimal = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/

interface Decimal {
  isNegative: boolean
  whole: string
  decimals: string
}

/** Decimal digits without separators, currency sign, leading and trailing zeros. */
function readDecimal(text: string): Reading<Decimal> {
  const plain = folded(text).replace(/^[¥$]\s*|\s*元$/g, '')
  if (/^[+-]?\d(?:\.\d+)?E[+-]?\d+$/i.test(plain)) return { code: 'damaged-by-spreadsheet' }
  const match = decimal.exec(separated.test(plain) ? plain.replaceAll(',', '') : plain)
  if (!match) return { code: 'not-a-number' }
  const [, sign, whole = '', decimals = ''] = match
  return { value: { isNegative: sign === '-', whole, decimals } }
}

/** Money of nought or more, at most two decimals: `1234.5`, `1,234.50`, `¥1,234.50`, `１２３４`. */
export function readMoney(text: string): Reading<Money> {
  const read = readDecimal(text)
  if ('code' in read) return read
  const { isNegative, whole, decimals } = read.value
  if (decimals.length > 2) return { code: 'too-many-decimals' }
  const amount = tryParseMoney(decimals === '' ? whole : `${whole}.${decimals}`)
  if (amount === null) return { code: 'too-large' }
  return isNegative && amount > 0 ? { code: 'negative' } : { value: amount }
}

/** Percent as `60`, `60%` or `4.35 %`; 0.6 is six tenths of a percent. At most six decimals. */
export function readPercent(text: string): Reading<Rate> {
  const read = readDecimal(folded(text).replace(/\s*%$/, ''))
  if ('code' in read) return read
  const { isNegative, whole, decimals } = read.value
  if (decimals.length > 6) return { code: 'too-many-decimals' }
  const percent = tryParseRate(decimals === '' ? whole : `${whole}.${decimals}`)
  if (percent === null) return { code: 'too-large' }
  return isNegative && percent > 0 ? { code: 'negative' } : { value: percent }
}

/** A whole number from 1 to 99,999; `36.0` is whole. */
export function readCount(text: string): Reading<number> {
  const read = readDecimal(text)
  if ('code' in read) return read
  const { isNegative, whole, decimals } = read.value
  if (decimals !== '') return { code: 'not-whole' }
  if (isNegative || whole === '0') return { code: 'not-above-zero' }
  return whole.length > 5 ? { code: 'too-large' } : { value: Number(whole) }
}
