import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../calendar.ts'
import { scaledText } from './exact-decimal.ts'
import { readCount, readDay, readMoney, readPercent } from './read-values.ts'

describe('reading a date', () => {
  it.each([
    ['2026-02-03', '2026-02-03'],
    ['2026-2-3', '2026-02-03'],
    ['2026/2/3', '2026-02-03'],
    ['2026.2.3', '2026-02-03'],
    ['2026年2月3日', '2026-02-03'],
    ['20260203', '2026-02-03'],
    ['２０２６－０２－０３', '2026-02-03'],
    ['2026-02-03 14:05', '2026-02-03'],
    ['2026-02-03T00:00:00.000Z', '2026-02-03'],
    ['45000', '2023-03-15'],
    ['45000.0', '2023-03-15'],
    ['45000.75', '2023-03-15'],
    ['36526', '2000-01-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, on) => {
    expect(readDay(text)).toEqual({ value: on })
  })

  it.each([
    ['2026.2.30', 'impossible-date'],
    ['2025-02-29', 'impossible-date'],
    ['20261301', 'impossible-date'],
    ['2026-00-10', 'impossible-date'],
    ['0026-01-10', 'impossible-date'],
    ['2206-01-10', 'impossible-date'],
    ['2026-2/3', 'not-a-date'],
    ['03/02/2026', 'not-a-date'],
    ['2026', 'not-a-date'],
    ['4.5E+4', 'not-a-date'],
    ['yesterday', 'not-a-date'],
  ])('%s is refused as %s', (text, code) => {
    expect(readDay(text)).toEqual({ code })
  })

  it('reads back whatever form a day is written in', () => {
    const anyDay = fc
      .integer({ min: 0, max: 60_000 })
      .map((days) => addDays(day('1950-01-01'), days))
    fc.assert(
      fc.property(anyDay, (on) => {
        const [year, month, date] = on.split('-').map(Number)
        for (const written of [
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
          on.replaceAll('-', ''),
        ]) {
          expect(readDay(written)).toEqual({ value: on })
        }
      }),
    )
  })
})

describe('reading an amount', () => {
  it.each([
    ['1234.5', 123_450],
    ['1,234,567.89', 123_456_789],
    ['¥1,234.50', 123_450],
    ['￥１，２３４．５０', 123_450],
    ['1234元', 123_400],
    ['100.000', 10_000],
    ['007', 700],
    ['12.', 1200],
    ['0', 0],
    ['-0.00', 0],
  ])('%s is %i fen', (text, fen) => {
    expect(readMoney(text)).toEqual({ value: fen })
  })

  it.each([
    ['1,23.00', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['ten', 'not-a-number'],
    ['100万', 'not-a-number'],
    ['', 'not-a-number'],
    ['0.005', 'too-many-decimals'],
    ['-1', 'negative'],
    ['999999999999999', 'too-large'],
    ['1.23457E+11', 'damaged-by-spreadsheet'],
    ['NaN', 'not-a-number'],
    ['0x10', 'not-a-number'],
  ])('%s is refused as %s', (text, code) => {
    expect(readMoney(text)).toEqual({ code })
  })
})

describe('reading percent and counts', () => {
  it.each([
    ['60', 60_000_000],
    ['60%', 60_000_000],
    ['60.00 ％', 60_000_000],
    ['4.35', 4_350_000],
    ['0.6', 600_000],
    ['33.333333', 33_333_333],
    ['0', 0],
  ])('%s is %i millionths of a percent', (text, millionths) => {
    expect(readPercent(text)).toEqual({ value: millionths })
  })

  it.each([
    ['33.3333333', 'too-many-decimals'],
    ['-1%', 'negative'],
    ['2000', 'too-large'],
    ['60%%', 'not-a-number'],
  ])('%s is refused as %s', (text, code) => {
    expect(readPercent(text)).toEqual({ code })
  })

  it.each([
    ['36', { value: 36 }],
    ['36.0', { value: 36 }],
    ['１２', { value: 12 }],
    ['0', { code: 'not-above-zero' }],
    ['-3', { code: 'not-above-zero' }],
    ['1.5', { code: 'not-whole' }],
    ['100000', { code: 'too-large' }],
    ['36 months', { code: 'not-a-number' }],
  ])('the count %s gives %o', (text, reading) => {
    expect(readCount(text)).toEqual(reading)
  })

  it('refuses pumped text at once', () => {
    const start = process.threadCpuUsage()
    const long = 100_000
    for (const pumped of ['1,111'.repeat(long), '0'.repeat(long), `${' '.repeat(long)}x`]) {
      expect('code' in readMoney(pumped)).toBe(true)
      expect('code' in readDay(pumped)).toBe(true)
      expect('code' in readPercent(`${pumped}%`)).toBe(true)
    }
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(400)
  })
})

describe('scaling a decimal', () => {
  it.each([
    ['0.1375', '100', undefined, '13.75'],
    ['0.07', '100', undefined, '7'],
    ['18000.0', '10000', 2, '180000000'],
    ['58000.005', '1', 2, '58000.01'],
    ['-1.005', '1', 2, '-1.01'],
    ['12.3', '1', 0, '12'],
    ['3e+05', '1', 2, '300000'],
    ['1.25E-2', '100', undefined, '1.25'],
    ['1e99', '1', undefined, '1e99'],
    ['abc', '100', undefined, 'abc'],
    ['', '100', 2, ''],
  ])('%s × %s to %s decimals is %s', (text, times, decimals, scaled) => {
    expect(scaledText(text, times, decimals)).toBe(scaled)
  })
})
