import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { isWeekday } from '../working-days.ts'
import { scheduleAsText } from './schedule-text.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

type TermsText = z.input<typeof ScheduleTerms>

const holidays = new Set(['2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-07'])
const isWorkingDay = (on: Parameters<typeof isWeekday>[0]) => isWeekday(on) && !holidays.has(on)

const scheduleOf = (terms: Partial<TermsText> & Pick<TermsText, 'principal' | 'annualRate'>) =>
  scheduleAsText(
    buildSchedule(
      ScheduleTerms.parse({ method: 'equal-instalment', disbursedOn: '2024-01-01', ...terms }),
      isWorkingDay,
    ),
  )

type Column = 'total' | 'interest' | 'principal' | 'dueOn' | 'balance' | 'fee' | 'capitalised'
const column = ({ rows }: ReturnType<typeof scheduleOf>, name: Column) =>
  rows.map((row) => row[name])
const times = (count: number, amount: string) => new Array<string>(count).fill(amount)

const hundred = { principal: 100, annualRate: 7, periods: 6, rounding: 'half-even' } as const

describe('a rate that changes', () => {
  it('on a due day makes the next instalment anew (V7)', () => {
    const schedule = scheduleOf({
      ...hundred,
      rateChanges: [{ from: '2024-02-01', annualRate: 4 }],
    })

    expect(column(schedule, 'total')).toEqual(['17.01', ...times(4, '16.88'), '16.89'])
    expect(column(schedule, 'interest')).toEqual(['0.58', '0.28', '0.22', '0.17', '0.11', '0.06'])
  })

  it('within a period earns the days before it at the old rate, its own day at the new (V8)', () => {
    const schedule = scheduleOf({
      ...hundred,
      rateChanges: [{ from: '2024-02-15', annualRate: 4 }],
    })

    // 14 of February's 29 days at 7 %, 15 at 4 %; a system that splits 13 and 16 has 0.37.
    expect(column(schedule, 'interest')).toEqual(['0.58', '0.38', '0.22', '0.17', '0.11', '0.06'])
    expect(column(schedule, 'total')).toEqual(['17.01', ...times(4, '16.90'), '16.91'])
  })
})

describe('several drawdowns', () => {
  const at9 = { ...hundred, annualRate: '9.4822' }

  it('within the first period earn from their day (V11)', () => {
    const schedule = scheduleOf({ ...at9, drawdowns: [{ on: '2024-01-08', amount: 200 }] })

    expect(column(schedule, 'total')).toEqual([...times(5, '51.33'), '51.34'])
    expect(column(schedule, 'interest')).toEqual(['2.02', '1.98', '1.59', '1.20', '0.80', '0.40'])
    expect(schedule.totals.principal).toBe('300.00')
  })

  it('on a due day count from the next period', () => {
    const schedule = scheduleOf({ ...at9, drawdowns: [{ on: '2024-03-01', amount: 100 }] })

    expect(column(schedule, 'total')).toEqual(['17.13', '17.13', ...times(3, '42.63'), '42.61'])
    expect(column(schedule, 'balance').slice(0, 3)).toEqual(['83.66', '167.19', '125.88'])
  })
})

describe('an instalment', () => {
  it('is rounded up to whole yuan, the last taking what is left (V15)', () => {
    const schedule = scheduleOf({
      principal: 280_000,
      annualRate: 8.4,
      periods: 20,
      instalmentMultiple: 1,
      multipleRounding: 'up',
    })

    // Printed in whole yuan elsewhere: 13,369 and 1,683 of 15,052, 227,080 left, 301,034 in all.
    expect(schedule.rows[3]).toMatchObject({
      principal: '13368.86',
      interest: '1683.14',
      total: '15052.00',
      balance: '227079.57',
    })
    expect(schedule.totals.total).toBe('301034.06')
  })

  it('agreed by hand repays early where it can, the last taking the rest', () => {
    const { rows } = scheduleOf({ principal: 1000, annualRate: 0, periods: 12, instalment: 300 })

    expect(rows.map(({ total }) => total)).toEqual(['300.00', '300.00', '300.00', '100.00'])
  })

  it('too small to end in time leaves its rest to the last', () => {
    const { rows } = scheduleOf({ principal: 1000, annualRate: 0, periods: 3, instalment: 100 })

    expect(rows.map(({ total }) => total)).toEqual(['100.00', '100.00', '800.00'])
  })
})

describe('a balloon', () => {
  it('pays the instalment of a longer loan and the balance at its end (V30)', () => {
    const schedule = scheduleOf({
      method: 'balloon',
      principal: 100_000,
      annualRate: 6,
      amortiseOver: 36,
      periods: 12,
    })

    expect(column(schedule, 'total')).toEqual([...times(11, '3042.19'), '71682.84'])
    expect(schedule.totals.total).toBe('105146.93')
  })

  it('leaves an agreed residual to the last instalment', () => {
    const schedule = scheduleOf({
      method: 'residual',
      principal: 100_000,
      annualRate: 6,
      residual: 30_000,
      periods: 12,
    })

    // (100,000 − 30,000 ÷ 1.005¹²) × 0.005 ÷ (1 − 1.005⁻¹²) = 6,174.65
    expect(column(schedule, 'total')).toEqual([...times(11, '6174.65'), '36174.64'])
  })
})

describe('a bullet', () => {
  const year = { method: 'bullet', principal: 1_000_000, annualRate: 4.35, periods: 12 } as const

  it.each([
    ['act/360', '44225.00'],
    ['act/365', '43619.18'],
    ['30/360', '43500.00'],
  ] as const)('over a year of %s pays %s of interest at the end', (dayCount, interest) => {
    const { rows } = scheduleOf({ ...year, dayCount })
    expect(rows).toMatchObject([{ dueOn: '2025-01-01', principal: '1000000.00', interest }])
  })

  it.each([
    ['act/360', '1099.58'],
    ['act/365', '1084.52'],
    ['30/360', '1087.50'],
  ] as const)('over three months of %s pays %s', (dayCount, interest) => {
    const terms = { ...year, principal: 100_000, dayCount, disbursedOn: '2024-01-15' } as const
    expect(scheduleOf({ ...terms, periods: 3 }).totals.interest).toBe(interest)
    const byMaturity = scheduleOf({ ...terms, periods: undefined, firstDueOn: '2024-04-15' })
    expect(byMaturity.totals.interest).toBe(interest)
  })
})

describe('stepped instalments', () => {
  it('grow by an amount every so many', () => {
    const { rows } = scheduleOf({
      method: 'stepped',
      principal: 100_000,
      annualRate: 6,
      periods: 6,
      step: { every: 2, amount: 1000 },
    })
    const totals = rows.map(({ total }) => Number(total))

    expect(totals[2]).toBe((totals[0] ?? 0) + 1000)
    expect(totals[4]).toBe((totals[0] ?? 0) + 2000)
    const worth = totals.reduce((sum, total, index) => sum + total / 1.005 ** (index + 1), 0)
    expect(worth).toBeCloseTo(100_000, 1)
  })

  it('fall by a percentage', () => {
    const { rows } = scheduleOf({
      method: 'stepped',
      principal: 100_000,
      annualRate: 6,
      periods: 24,
      step: { every: 12, percent: '-5' },
    })

    expect(rows[0]?.total).toBe('4542.22')
    expect(rows[12]?.total).toBe('4315.11')
    expect(rows.at(-1)?.balance).toBe('0.00')
  })

  it('so steep that an instalment would not pay its interest are refused', () => {
    const terms = { method: 'stepped', principal: 1000, annualRate: 24, periods: 36 } as const
    expect(() => scheduleOf({ ...terms, step: { every: 1, percent: 15 } })).toThrow(RangeError)
    expect(() => scheduleOf({ ...terms, step: { every: 1, amount: -40 } })).toThrow(RangeError)
  })
})

describe('flat interest', () => {
  it('is of the first principal, what rounding leaves in the last row', () => {
    const schedule = scheduleOf({
      method: 'flat',
      principal: 1250,
      annualRate: 15,
      periods: 4,
      rounding: 'half-even',
      instalmentMultiple: 1,
    })

    expect(column(schedule, 'principal')).toEqual([...times(3, '312.38'), '312.86'])
    expect(column(schedule, 'interest')).toEqual([...times(3, '15.62'), '15.64'])
  })
})

describe('fees', () => {
  it('stand in their own column and in the total', () => {
    const schedule = scheduleOf({
      principal: 3000,
      annualRate: 12,
      periods: 3,
      method: 'flat',
      fees: [
        { at: 'disbursement', percent: 1 },
        { at: 'instalment', percent: '1.5', of: 'instalment' },
        { dueOn: '2024-02-15', amount: 20 },
      ],
    })

    expect(column(schedule, 'fee')).toEqual(['15.45', '35.45', '15.45'])
    expect(column(schedule, 'total')).toEqual(['1045.45', '1065.45', '1045.45'])
    expect(schedule.totals).toMatchObject({ fee: '66.35', total: '3156.35' })
    expect(schedule.upfrontFee).toBe('30.00')
  })
})
