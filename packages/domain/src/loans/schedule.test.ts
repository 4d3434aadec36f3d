import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'
import { scheduleAsText } from './schedule-text.ts'

type TermsText = z.input<typeof ScheduleTerms>

const scheduleOf = (terms: Omit<TermsText, 'disbursedOn' | 'method'> & Partial<TermsText>) =>
  scheduleAsText(
    buildSchedule(
      ScheduleTerms.parse({ method: 'equal-instalment', disbursedOn: '2024-01-01', ...terms }),
    ),
  )

const column = (
  { rows }: ReturnType<typeof scheduleOf>,
  name: 'total' | 'interest' | 'principal' | 'dueOn',
) => rows.map((row) => row[name])

describe('a schedule of equal instalments', () => {
  it('agrees with the calculators on 100,000 at 4.9 % over ten years (V1)', () => {
    const { rows, totals } = scheduleOf({ principal: '100000', annualRate: '4.9', periods: 120 })

    expect(rows[0]).toMatchObject({ total: '1055.77', interest: '408.33', principal: '647.44' })
    expect(rows[1]).toMatchObject({ total: '1055.77', interest: '405.69', principal: '650.08' })
    expect(rows.at(-1)).toMatchObject({ total: '1056.38', balance: '0.00' })
    // Calculators print 1055.77 × 120 − 100,000 = 26,692.40; the schedule adds up its own rows.
    expect(totals).toEqual({ principal: '100000.00', interest: '26693.01', total: '126693.01' })
  })

  it('agrees to the fen under 30/360 and half-even (V5)', () => {
    const schedule = scheduleOf({
      principal: '100',
      annualRate: '9.4822',
      periods: 6,
      rounding: 'half-even',
    })

    expect(column(schedule, 'total')).toEqual(new Array(6).fill('17.13'))
    expect(column(schedule, 'interest')).toEqual(['0.79', '0.66', '0.53', '0.40', '0.27', '0.13'])
    expect(column(schedule, 'principal')).toEqual([
      '16.34',
      '16.47',
      '16.60',
      '16.73',
      '16.86',
      '17.00',
    ])
  })

  it('earns a broken first month by its actual days (V13)', () => {
    const schedule = scheduleOf({
      principal: '192.22',
      annualRate: '9.99',
      periods: 6,
      disbursedOn: '2024-01-15',
      firstDueOn: '2024-02-01',
      rounding: 'half-even',
    })

    expect(column(schedule, 'total')).toEqual([...new Array(5).fill('32.85'), '32.87'])
    expect(column(schedule, 'interest')).toEqual(['0.88', '1.33', '1.07', '0.81', '0.54', '0.27'])
    expect(column(schedule, 'principal')).toEqual([
      '31.97',
      '31.52',
      '31.78',
      '32.04',
      '32.31',
      '32.60',
    ])
  })

  it('divides a loan without interest (V14)', () => {
    const schedule = scheduleOf({ principal: '1000', annualRate: '0', periods: 4 })

    expect(column(schedule, 'total')).toEqual(new Array(4).fill('250.00'))
    expect(schedule.totals.interest).toBe('0.00')
  })

  it('lets the last row take the rest over thirty years (V27)', () => {
    const { rows, totals } = scheduleOf({ principal: '1000000', annualRate: '4.9', periods: 360 })

    expect([rows[0]?.total, rows.at(-1)?.total]).toEqual(['5307.27', '5305.19'])
    expect(totals.interest).toBe('910615.12')
  })

  it('agrees on 300,000 at 4.35 % over three years (V29)', () => {
    const { rows, totals } = scheduleOf({ principal: '300000', annualRate: '4.35', periods: 36 })

    expect(rows[0]).toMatchObject({ total: '8903.98', interest: '1087.50', principal: '7816.48' })
    expect(rows[1]).toMatchObject({ interest: '1059.17', principal: '7844.81' })
    expect(rows.at(-1)?.total).toBe('8904.01')
    expect(totals.interest).toBe('20543.31')
  })

  it('counts actual days under act/365', () => {
    const schedule = scheduleOf({
      principal: '100',
      annualRate: '15.678',
      periods: 6,
      dayCount: 'act/365',
      rounding: 'half-even',
    })

    expect(column(schedule, 'total')).toEqual([...new Array(5).fill('17.43'), '17.47'])
    expect(column(schedule, 'interest')).toEqual(['1.33', '1.05', '0.90', '0.66', '0.46', '0.22'])
  })

  it('takes a week as one fifty-second of a year under 30/360', () => {
    const schedule = scheduleOf({
      principal: '100',
      annualRate: '9.4822',
      periods: 6,
      frequency: 'weekly',
      rounding: 'half-even',
    })

    expect(column(schedule, 'total')).toEqual([...new Array(5).fill('16.77'), '16.78'])
    expect(column(schedule, 'dueOn').slice(0, 2)).toEqual(['2024-01-08', '2024-01-15'])
  })
})

describe('a schedule of equal principal', () => {
  it('rounds the share once and corrects it last (V3)', () => {
    const { rows, totals } = scheduleOf({
      principal: '100000',
      annualRate: '4.9',
      periods: 180,
      method: 'equal-principal',
    })

    expect(rows[0]).toMatchObject({ principal: '555.56', interest: '408.33', total: '963.89' })
    expect(rows.at(-1)?.principal).toBe('554.76')
    // The closed form without rounding is 36,954.17.
    expect(totals.interest).toBe('36953.89')
  })

  it('starts as the calculators do over thirty years (V27)', () => {
    const { rows, totals } = scheduleOf({
      principal: '1000000',
      annualRate: '4.9',
      periods: 360,
      method: 'equal-principal',
    })

    expect(rows[0]?.total).toBe('6861.11')
    expect(Math.abs(Number(totals.interest) - 737_041.67)).toBeLessThan(1)
  })
})

describe('a schedule of interest only', () => {
  it('repays the principal at the end', () => {
    const schedule = scheduleOf({
      principal: '120000',
      annualRate: '6',
      periods: 4,
      method: 'interest-only',
      frequency: 'quarterly',
    })

    expect(column(schedule, 'total')).toEqual(['1800.00', '1800.00', '1800.00', '121800.00'])
    expect(column(schedule, 'dueOn')).toEqual([
      '2024-04-01',
      '2024-07-01',
      '2024-10-01',
      '2025-01-01',
    ])
  })
})

describe('due days', () => {
  it('return to the agreed day after a shorter month', () => {
    const schedule = scheduleOf({
      principal: '1000',
      annualRate: '5',
      periods: 4,
      disbursedOn: '2026-01-31',
    })

    expect(column(schedule, 'dueOn')).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ])
  })

  it('count a long first period as whole months and a broken rest', () => {
    const { rows } = scheduleOf({
      principal: '31000',
      annualRate: '12',
      periods: 2,
      method: 'interest-only',
      disbursedOn: '2026-01-10',
      firstDueOn: '2026-03-01',
    })

    // One month of February and 22 of the 31 days of January, at 1 % a month.
    expect(rows.map(({ interest }) => interest)).toEqual(['530.00', '310.00'])
  })

  it('keep a row to interest where the first period earns more than an instalment', () => {
    const { rows } = scheduleOf({
      principal: '1000',
      annualRate: '24',
      periods: 12,
      disbursedOn: '2020-01-01',
      firstDueOn: '2026-01-01',
    })

    expect(rows[0]).toMatchObject({ principal: '0.00', interest: '1440.00', balance: '1000.00' })
    expect(rows.at(-1)?.balance).toBe('0.00')
  })
})

describe('the functions of spreadsheets', () => {
  const loan = (principal: number, annualRate: number, periods: number, frequency = 'monthly') =>
    scheduleOf({ principal, annualRate, periods, frequency: frequency as 'monthly' })
  const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + Number(text), 0)

  it('agree on payments and their parts (V16, V18, V19)', () => {
    // 401.722 there; here 1,110.06 − 708.33, each rounded first.
    expect(loan(100_000, 8.5, 144).rows[0]?.principal).toBe('401.73')
    expect(loan(200_000, 7.5, 180).rows[0]?.total).toBe('1854.02')
    expect(loan(10_000, 8, 10).rows[0]?.total).toBe('1037.03')
    expect(loan(2000, 10, 24).rows[0]?.principal).toBe('75.62')
    expect(loan(8000, 10, 36).rows[0]?.interest).toBe('66.67')
    // 27,598.05 there; here the last row takes what rounding nine instalments up has saved.
    expect(loan(200_000, 8, 10, 'yearly').rows.at(-1)?.principal).toBe('27598.02')
  })

  it('agree on a year of interest and principal, but for the rounding of each row', () => {
    const year = loan(125_000, 9, 360).rows.slice(12, 24)
    expect(sum(year.map(({ interest }) => interest))).toBeCloseTo(11_135.23, 1)
    expect(sum(year.map(({ principal }) => principal))).toBeCloseTo(934.11, 0)
  })
})
