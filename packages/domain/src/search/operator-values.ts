import { addDays, type Day, daysInMonth, isDay } from '../calendar.ts'
import type { ConditionFieldName } from './condition-fields.ts'
import type { Condition } from './condition-tree.ts'

type Ordered = { sign: Sign; from: string; to: string }
type Sign = '>' | '>=' | '<' | '<=' | '=' | '..'

const units: Record<string, number> = {
  '': 0,
  k: 3,
  千: 3,
  万: 4,
  w: 4,
  百万: 6,
  m: 6,
  千万: 7,
  亿: 8,
  b: 9,
  bn: 9,
}

/** `>500万`, `100万-500万`, `1..5`: the sign and its one or two values, as typed. */
function readOrdered(typed: string): Ordered | null {
  const text = typed
    .normalize('NFKC')
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replace(/[,\s元￥¥]/g, '')
  const sign = /^(>=|<=|>|<|=)?(.+)$/.exec(text)
  if (!sign) return null
  const [, mark, rest = ''] = sign
  if (mark) return { sign: mark as Sign, from: rest, to: rest }
  const range = /^(.+?)(?:\.\.|~|至|到)(.+)$/.exec(rest) ?? /^([^-]+)-([^-]+)$/.exec(rest)
  if (range) return { sign: '..', from: range[1] ?? '', to: range[2] ?? '' }
  return { sign: '=', from: rest, to: rest }
}

/** A decimal with a unit such as 万, 亿, k or m, times 10^`places`, exactly; null when it is none or not whole. */
function readNumber(text: string, places: number): number | null {
  const match = /^(\d{1,15})(?:\.(\d{1,8}))?([a-z千万亿百]*)$/.exec(text.toLowerCase())
  if (!match) return null
  const [, digits = '', decimals = '', unit = ''] = match
  const power = units[unit]
  if (power === undefined) return null
  const shift = power + places - decimals.length
  if (shift < 0) return null
  const value = BigInt(digits + decimals) * 10n ** BigInt(shift)
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null
}

/** Whole numbers, or yuan as fen: `>500万` of money is at least 5,000,000.01 yuan. */
export function readNumberCondition(
  field: ConditionFieldName,
  typed: string,
  type: 'money' | 'whole',
): Condition | null {
  const ordered = readOrdered(typed)
  if (!ordered) return null
  const places = type === 'money' ? 2 : 0
  const [from, to] = [readNumber(ordered.from, places), readNumber(ordered.to, places)]
  if (from === null || to === null) return null
  if (ordered.sign === '..' || ordered.sign === '=') {
    return from <= to ? { field, is: 'between', value: [from, to] } : null
  }
  if (ordered.sign === '>') return { field, is: 'at-least', value: from + 1 }
  if (ordered.sign === '>=') return { field, is: 'at-least', value: from }
  return { field, is: 'at-most', value: ordered.sign === '<' ? from - 1 : from }
}

/** The first and last day of a year, a month or a day, as typed. */
function daysOf(text: string): [Day, Day] | null {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?$/.exec(text)
  if (!match) return null
  const [, year = '', month, date] = match
  const [firstMonth, lastMonth] = [month ?? '1', month ?? '12'].map((part) => part.padStart(2, '0'))
  const lastDate =
    Number(lastMonth) >= 1 && Number(lastMonth) <= 12
      ? daysInMonth(Number(year), Number(lastMonth))
      : 0
  const first = `${year}-${firstMonth}-${(date ?? '1').padStart(2, '0')}`
  const last = `${year}-${lastMonth}-${(date ?? String(lastDate)).padStart(2, '0')}`
  return isDay(first) && isDay(last) ? [first, last] : null
}

/** `2024`, `2024-03`, `>2024-03-01`, `2023..2024`; `30天` is within the last 30 days, `>30天` longer ago. */
export function readDayCondition(field: ConditionFieldName, typed: string): Condition | null {
  const back = /^(>=?|<=?)?(\d{1,5})(?:天|日|d)$/.exec(typed.normalize('NFKC').replace('≥', '>='))
  if (back) {
    const isOlder = (back[1] ?? '').startsWith('>')
    return { field, is: isOlder ? 'older-than-days' : 'within-days', value: Number(back[2]) }
  }
  const ordered = readOrdered(typed) ?? { sign: '=' as const, from: typed, to: typed }
  const whole = daysOf(typed.normalize('NFKC'))
  if (whole) return { field, is: 'between', value: whole }
  const [first, last] = [daysOf(ordered.from), daysOf(ordered.to)]
  if (!first || !last) return null
  if (ordered.sign === '..' || ordered.sign === '=') {
    return first[0] <= last[1] ? { field, is: 'between', value: [first[0], last[1]] } : null
  }
  if (ordered.sign === '>') return { field, is: 'from', value: addDays(first[1], 1) }
  if (ordered.sign === '>=') return { field, is: 'from', value: first[0] }
  const until = ordered.sign === '<' ? addDays(first[0], -1) : last[1]
  return { field, is: 'until', value: until }
}

const yesWords = ['是', '有', 'yes', 'y', 'true', '1']
const noWords = ['否', '无', '没有', 'no', 'n', 'false', '0']

export function readYesNo(typed: string): boolean | null {
  const word = typed.toLowerCase()
  if (yesWords.includes(word)) return true
  return noWords.includes(word) ? false : null
}
