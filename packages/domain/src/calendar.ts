import { z } from 'zod'

declare const dayBrand: unique symbol

/** A business date, `'2026-03-31'`. Text order is date order. */
export type Day = string & { readonly [dayBrand]: true }

const dayText = /^(\d{4})-(\d{2})-(\d{2})$/
const monthText = /^\d{4}-(0[1-9]|1[0-2])$/
const commonMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29
  const days = commonMonths[month - 1]
  if (days === undefined) throw new RangeError(`not a month: ${month}`)
  return days
}

export function isDay(text: string): text is Day {
  const match = dayText.exec(text)
  if (!match) return false
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
}

/** RangeError unless `text` is a real date written `YYYY-MM-DD`. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** A business date as it travels in requests and files. */
export const Day = z.string().transform((text, context) => {
  if (isDay(text)) return text
  context.addIssue({ code: 'custom', message: 'not-a-day' })
  return z.NEVER
})

const digitZero = 48

/** The number that some digits of a day write. */
function digits(on: Day, from: number, until: number): number {
  let number = 0
  for (let at = from; at < until; at += 1) number = number * 10 + on.charCodeAt(at) - digitZero
  return number
}

/** Year, month (1 to 12) and day of the month. */
export function partsOf(on: Day): { year: number; month: number; date: number } {
  return { year: digits(on, 0, 4), month: digits(on, 5, 7), date: digits(on, 8, 10) }
}

const twoDigits = Array.from({ length: 32 }, (_, part) => String(part).padStart(2, '0'))

/** The last day of a month that lacks the date. */
function written(year: number, month: number, date: number): Day {
  const last = date > 28 ? Math.min(date, daysInMonth(year, month)) : date
  return `${String(year).padStart(4, '0')}-${twoDigits[month]}-${twoDigits[last]}` as Day
}

/** The years that loans run in; their days are written once. */
const kept = { from: 1950, until: 2150 }
const keptByDate: (Day[] | undefined)[] = []

/** The day of every kept month, January of the first year first. */
function keptDays(date: number): readonly Day[] {
  const length = (kept.until - kept.from) * 12
  return (keptByDate[date] ??= Array.from({ length }, (_, month) =>
    written(kept.from + Math.floor(month / 12), (month % 12) + 1, date),
  ))
}

/** The day, or the last of a shorter month. */
function dayOf(year: number, month: number, date: number): Day {
  const keptDay = keptDays(date)[(year - kept.from) * 12 + month - 1]
  if (keptDay !== undefined) return keptDay
  if (year < 1 || year > 9999) throw new RangeError(`a year beyond the calendar: ${year}`)
  return written(year, month, date)
}

/** Days since 1970-01-01 in the Gregorian calendar; years begin in March so leap days come last. */
export function dayNumber(on: Day): number {
  const { year, month, date } = partsOf(on)
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of `dayNumber`. */
export function dayFromNumber(number: number): Day {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}

export function addDays(on: Day, days: number): Day {
  return dayFromNumber(dayNumber(on) + days)
}

/**
 * The same day of the month `months` later, or the last day of a shorter month.
 * Pass the agreed `dayOfMonth` to return to it afterwards: 31 January, 28 February, 31 March.
 */
export function addMonths(on: Day, months: number, dayOfMonth?: number): Day {
  const { year, month, date } = partsOf(on)
  const counted = year * 12 + (month - 1) + months
  const toYear = Math.floor(counted / 12)
  const toMonth = counted - toYear * 12 + 1
  return dayOf(toYear, toMonth, dayOfMonth ?? date)
}

/** `first` and the days every `months` after it, `count` in all, kept to `dayOfMonth` as above. */
export function daysEvery(
  first: Day,
  { months, count, dayOfMonth }: { months: number; count: number; dayOfMonth: number },
): Day[] {
  const { year, month } = partsOf(first)
  const start = (year - kept.from) * 12 + month - 1
  const end = start + (count - 1) * months
  const series = keptDays(dayOfMonth)
  const days =
    months === 1 && start >= 0 && end < series.length
      ? series.slice(start, end + 1)
      : Array.from({ length: count }, (_, index) => addMonths(first, index * months, dayOfMonth))
  if (count > 0) days[0] = first
  return days
}

/** `to` − `from` in days: the first day counts, the last does not; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative, zero or positive, for sorting. */
export function compareDays(a: Day, b: Day): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** `'2026-03'` */
export function monthOf(on: Day): string {
  return on.slice(0, 7)
}

export function isMonth(text: string): boolean {
  return monthText.test(text)
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4))
}

export function startOfMonth(on: Day): Day {
  return `${monthOf(on)}-01` as Day
}

export function startOfYear(on: Day): Day {
  return `${on.slice(0, 4)}-01-01` as Day
}

export function endOfMonth(on: Day): Day {
  const { year, month } = partsOf(on)
  return dayOf(year, month, daysInMonth(year, month))
}

const beijingOffset = 8 * 3_600_000

/** The calendar day in Beijing (UTC+8, no summer time) at an instant: what people call today. */
export function dayInBeijing(at: Date): Day {
  return day(new Date(at.getTime() + beijingOffset).toISOString().slice(0, 10))
}
