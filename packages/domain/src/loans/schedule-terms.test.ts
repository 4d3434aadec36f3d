import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { money } from '../money.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

type TermsText = z.input<typeof ScheduleTerms>

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

describe('terms that contradict each other', () => {
  const least = { principal: 1000, annualRate: 5, periods: 12, disbursedOn: '2024-01-31' }

  it.each([
    [{ method: 'balloon' }, 'amortiseOver', 'missing'],
    [{ method: 'residual', residual: 1000 }, 'residual', 'not-below-principal'],
    [{ method: 'stepped' }, 'step', 'missing'],
    [{ method: 'custom' }, 'instalments', 'missing'],
    [{ step: { every: 1, percent: 1 } }, 'step', 'not-for-equal-instalment'],
    [{ method: 'balloon', amortiseOver: 12 }, 'amortiseOver', 'not-longer-than-periods'],
    [{ frequency: 'days' }, 'every', 'missing'],
    [{ frequency: { everyDays: 3 }, every: 3 }, 'every', 'given-by-the-frequency'],
    [{ periods: undefined }, 'periods', 'missing'],
    [{ principalGrace: 12 }, 'principalGrace', 'not-shorter-than-the-loan'],
    [
      { interestGrace: 1, graceInterest: 'capitalised' },
      'interestGrace',
      'beyond-the-principal-grace',
    ],
    [{ graceInterest: 'later' }, 'graceInterest', 'without-interest-grace'],
    [{ multipleRounding: 'up' }, 'multipleRounding', 'without-a-multiple'],
    [{ interestFollows: true }, 'interestFollows', 'without-a-holiday-rule'],
    [{ frequency: 'weekly', monthEnd: 'stay' }, 'monthEnd', 'not-for-weekly'],
    [{ method: 'bullet', principalGrace: 1 }, 'principalGrace', 'not-for-bullet'],
    [{ drawdowns: [{ on: '2025-01-31', amount: 1 }] }, 'drawdowns', 'outside-the-loan'],
    [{ rateChanges: [{ from: '2024-01-31', annualRate: 4 }] }, 'rateChanges', 'outside-the-loan'],
    [{ fees: [{ dueOn: '2025-02-01', amount: 1 }] }, 'fees', 'outside-the-loan'],
  ])('%j: %s %s', (change, term, problem) => {
    const parsed = ScheduleTerms.safeParse({ method: 'equal-instalment', ...least, ...change })
    const found = parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])
    expect(found).toEqual([[term, problem]])
  })

  it.each([
    [[{ dueOn: '2024-03-01', principal: 1 }, { dueOn: '2024-02-01' }], 'not-in-order'],
    [[{ dueOn: '2024-03-01' }, { dueOn: '2024-04-01', principal: 1 }], 'rest-before-the-last'],
    [[{ dueOn: '2024-03-01', principal: 999 }], 'not-the-principal'],
    [[{ dueOn: '2024-03-01', principal: 1001 }, { dueOn: '2024-04-01' }], 'not-the-principal'],
    [[{ dueOn: '2024-03-01', interest: 'later' }], 'interest-never-due'],
  ])('instalments %j: %s', (instalments, problem) => {
    const terms = { ...least, periods: undefined, method: 'custom', instalments }
    const parsed = ScheduleTerms.safeParse(terms)
    expect(parsed.error?.issues.map(({ message }) => message)).toContain(problem)
  })

  it('are read as numbers or text, and never as a number that cannot be written plainly', () => {
    const read = (principal: unknown) =>
      ScheduleTerms.safeParse({ method: 'bullet', ...least, principal }).data?.principal
    expect([read(1000.5), read('1000.5'), read(1e21), read(0.001), read(Number.NaN)]).toEqual([
      100_050,
      100_050,
      undefined,
      undefined,
      undefined,
    ])
  })
})
