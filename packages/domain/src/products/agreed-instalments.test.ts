import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { buildSchedule } from '../loans/schedule.ts'
import type { AgreedInstalment } from '../loans/repayment-terms.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import {
  agreedDrawdownRefusal,
  AgreedInstalments,
  type InstalmentsQuestion,
  instalmentsRefusal,
} from './agreed-instalments.ts'
import { scheduleTermsOf, usualSchedule } from './schedule-options.ts'

const row = (
  dueOn: string,
  principal: number,
  interest: 'due' | 'later' = 'due',
): AgreedInstalment => ({ dueOn: day(dueOn), principal: money(principal), interest })

const rows = [row('2027-01-31', 0), row('2027-06-30', 40_000_00), row('2027-10-15', 60_000_00)]
const question: InstalmentsQuestion = {
  method: 'custom',
  instalments: rows,
  amount: money(100_000_00),
  termMonths: 12,
  signedOn: day('2026-10-15'),
}

describe('instalments agreed by hand', () => {
  it('may be any that repay the loan within its term', () => {
    expect(instalmentsRefusal(question)).toBeNull()
    expect(instalmentsRefusal({ ...question, method: 'bullet', instalments: null })).toBeNull()
  })

  it.each<[string, Partial<InstalmentsQuestion>]>([
    ['instalments-missing', { instalments: null }],
    ['instalments-missing', { instalments: [] }],
    ['instalments-not-for-method', { method: 'equal-principal' }],
    ['instalments-not-in-order', { instalments: rows.toReversed() }],
    [
      'instalments-not-in-order',
      { instalments: [row('2027-01-31', 50_000_00), row('2027-01-31', 50_000_00)] },
    ],
    ['instalments-before-signing', { instalments: [row('2026-10-15', 100_000_00)] }],
    ['instalments-beyond-term', { instalments: [row('2027-10-16', 100_000_00)] }],
    ['instalments-not-the-amount', { instalments: [row('2027-10-15', 99_999_99)] }],
    ['instalments-not-the-amount', { instalments: [row('2027-10-15', 100_000_01)] }],
    ['instalments-leave-interest', { instalments: [row('2027-10-15', 100_000_00, 'later')] }],
  ])('are refused: %s', (reason, change) => {
    expect(instalmentsRefusal({ ...question, ...change })).toBe(reason)
  })

  it('are read strictly', () => {
    expect(AgreedInstalments.safeParse([{ dueOn: '2027-01-31', principal: -1 }]).success).toBe(
      false,
    )
    expect(AgreedInstalments.safeParse([]).success).toBe(false)
    expect(AgreedInstalments.parse([{ dueOn: '2027-01-31', principal: 5 }])).toEqual([
      { dueOn: '2027-01-31', principal: 5, interest: 'due' },
    ])
  })

  it('make the schedule exactly as agreed', () => {
    const terms = scheduleTermsOf(usualSchedule, {
      amount: money(100_000_00),
      annualRate: parseRate('6'),
      periods: 12,
      method: 'custom',
      frequency: 'monthly',
      disbursedOn: day('2026-10-15'),
      instalments: rows,
    })
    const schedule = buildSchedule(terms)
    expect(schedule.rows.map(({ dueOn, principal }) => [dueOn, principal])).toEqual(
      rows.map(({ dueOn, principal }) => [dueOn, principal]),
    )
    expect(schedule.totals.principal).toBe(100_000_00)
  })
})

describe('paying out a loan with rows of its own', () => {
  const terms = { instalments: rows, principal: money(100_000_00) }
  it.each([
    ['2027-01-30', null, null],
    ['2027-01-30', money(100_000_00), null],
    ['2027-01-31', null, 'first-instalment-has-passed'],
    ['2027-01-30', money(99_999_99), 'agreed-rows-are-for-the-whole'],
  ])('on %s of %s: %s', (on, amount, reason) => {
    expect(agreedDrawdownRefusal(terms, { on: day(on), amount })).toBe(reason)
    expect(
      agreedDrawdownRefusal({ principal: terms.principal }, { on: day(on), amount }),
    ).toBeNull()
  })
})
