import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { addDays, dayFromNumber } from '../calendar.ts'
import { divideRounded, money, roundings, sumMoney } from '../money.ts'
import { rate } from '../rate.ts'
import { dayCounts } from './day-count.ts'
import { instalmentAmounts } from './instalment-amounts.ts'
import { levelInstalment } from './level-instalment.ts'
import { frequencies, onePeriodAfter, repaymentMethods, ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule, scheduleAsText } from './schedule.ts'

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

describe('terms', () => {
  const least: TermsText = {
    method: 'equal-instalment',
    principal: '1000',
    annualRate: '5',
    periods: 12,
    disbursedOn: '2026-01-31',
  }

  it('fill in what is usual', () => {
    expect(ScheduleTerms.parse(least)).toMatchObject({
      principal: 100_000,
      annualRate: 5_000_000,
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
      firstDueOn: '2026-02-28',
    })
  })

  it.each([
    [{ principal: '0' }],
    [{ principal: '-5' }],
    [{ principal: '1.005' }],
    [{ annualRate: '5%' }],
    [{ periods: 0 }],
    [{ periods: 1201 }],
    [{ periods: 1.5 }],
    [{ disbursedOn: '2026-02-30' }],
    [{ firstDueOn: '2026-01-31' }],
    [{ frequency: 'daily' }],
    [{ dayCout: 'act/365' }],
  ])('refuse %j', (change) => {
    expect(ScheduleTerms.safeParse({ ...least, ...change }).success).toBe(false)
  })

  it('are checked again before a schedule is built', () => {
    const terms = ScheduleTerms.parse(least)
    expect(() => buildSchedule({ ...terms, principal: money(0) })).toThrow(RangeError)
    expect(() => buildSchedule({ ...terms, periods: 0 })).toThrow(RangeError)
    expect(() => buildSchedule({ ...terms, firstDueOn: terms.disbursedOn })).toThrow(RangeError)
  })
})

const anyTerms = fc
  .record({
    method: fc.constantFrom(...repaymentMethods),
    principal: fc.integer({ min: 1, max: 10_000_000_000 }).map(money),
    annualRate: fc.integer({ min: 0, max: 36_000_000 }).map(rate),
    periods: fc.integer({ min: 1, max: 60 }),
    frequency: fc.constantFrom(...frequencies),
    dayCount: fc.constantFrom(...dayCounts),
    rounding: fc.constantFrom(...roundings),
    disbursedOn: fc.integer({ min: 10_000, max: 25_000 }).map(dayFromNumber),
    wait: fc.option(fc.integer({ min: 1, max: 150 })),
  })
  .map(({ wait, ...terms }): ScheduleTerms => {
    const usual = onePeriodAfter(terms.disbursedOn, terms.frequency)
    if (wait === null) return { ...terms, firstDueOn: usual }
    return { ...terms, firstDueOn: addDays(terms.disbursedOn, wait) }
  })

describe('every schedule', () => {
  it('repays exactly the principal, with no part negative and no day twice', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { rows, totals } = buildSchedule(terms)

        expect(rows).toHaveLength(terms.periods)
        expect(sumMoney(rows.map(({ principal }) => principal))).toBe(terms.principal)
        expect(sumMoney(rows.map(({ total }) => total))).toBe(totals.total)
        expect(totals.total).toBe(totals.principal + totals.interest)
        expect(rows.at(-1)?.balance).toBe(0)
        expect(rows.every((row) => row.principal >= 0 && row.interest >= 0)).toBe(true)
        expect(
          rows.every(({ dueOn }, index) => index === 0 || dueOn > (rows[index - 1]?.dueOn ?? '')),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('takes the same interest by the fast way and by exact fractions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.integer({ min: 0, max: 240_000 }),
        fc.constantFrom(...roundings),
        fc.constantFrom(1, 28, 31),
        (principal, hundredths, rounding, parts) => {
          const partsOfYear = parts === 1 ? 12 : 365
          const { interest } = instalmentAmounts(
            {
              method: 'interest-only',
              principal: money(principal),
              annualRate: rate(hundredths * 100),
              rounding,
            },
            { parts: [parts], partsOfYear },
          )
          const exact = divideRounded(
            BigInt(principal) * BigInt(hundredths * 100 * parts),
            100_000_000n * BigInt(partsOfYear),
            rounding,
          )
          expect(interest[0]).toBe(Number(exact))
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    [50, 'half-up', 1],
    [50, 'half-even', 0],
    [150, 'half-even', 2],
    [250, 'half-up', 3],
    [250, 'half-even', 2],
    [249, 'half-up', 2],
  ] as const)('earns on %d fen at one percent a month, %s, %d fen', (fen, rounding, interest) => {
    const terms = {
      method: 'interest-only',
      principal: money(fen),
      annualRate: rate(12_000_000),
    } as const
    const lengths = { parts: [1], partsOfYear: 12 }
    expect(instalmentAmounts({ ...terms, rounding }, lengths).interest[0]).toBe(interest)
  })

  it('has the level instalment of the closed form, P·r·(1+r)ⁿ ÷ ((1+r)ⁿ − 1)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.integer({ min: 1, max: 360 }),
        fc.constantFrom(...roundings),
        (principal, basisPoints, periods, rounding) => {
          const unit = 120_000n
          const grown = (unit + BigInt(basisPoints)) ** BigInt(periods)
          const whole = unit ** BigInt(periods)
          const exact = divideRounded(
            BigInt(principal) * BigInt(basisPoints) * grown,
            unit * (grown - whole),
            rounding,
          )
          const lengths = { parts: new Array<number>(periods).fill(1), partsOfYear: 12 }

          const instalment = levelInstalment(
            money(principal),
            rate(basisPoints * 10_000),
            lengths,
            rounding,
          )

          expect(instalment).toBe(Number(exact))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('rounds a level instalment that ends on exactly half a fen as told', () => {
    const lengths = { parts: [1, 1], partsOfYear: 12 }

    expect(levelInstalment(money(5), rate(0), lengths, 'half-up')).toBe(3)
    expect(levelInstalment(money(5), rate(0), lengths, 'half-even')).toBe(2)
    expect(levelInstalment(money(7), rate(0), lengths, 'half-even')).toBe(4)
  })
})
