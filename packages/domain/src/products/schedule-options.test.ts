import { describe, expect, it } from 'vitest'

import { periodsIn } from '../applications/application.ts'
import { day } from '../calendar.ts'
import type { Frequency, RepaymentMethod } from '../loans/repayment-terms.ts'
import { frequencies, repaymentMethods } from '../loans/repayment-terms.ts'
import { termsProblems } from '../loans/schedule-contradictions.ts'
import { buildSchedule } from '../loans/schedule.ts'
import type { ServicingFee } from '../loans/servicing-terms.ts'
import { money } from '../money.ts'
import { parseRate, rate } from '../rate.ts'
import { isWeekday } from '../working-days.ts'
import {
  type AgreedLoan,
  scheduleFees,
  ScheduleOptions,
  scheduleTermsOf,
  usualSchedule,
} from './schedule-options.ts'

const loan: AgreedLoan = {
  amount: money(100_000_00),
  annualRate: parseRate('4.9'),
  periods: 12,
  method: 'equal-instalment',
  frequency: 'monthly',
  disbursedOn: day('2026-01-31'),
}
/** Every option says something. */
const rich: ScheduleOptions = {
  ...usualSchedule,
  dayCount: 'act/360',
  rounding: 'half-even',
  monthEnd: 'stay',
  holidayRule: 'next',
  interestFollows: true,
  principalGrace: 2,
  interestGrace: 1,
  graceInterest: 'capitalised',
  instalmentMultiple: money(100),
  multipleRounding: 'up',
  everyDays: 15,
  balloonPeriods: 1200,
  residualShare: rate(30_000_000),
  step: { every: 6, percent: 1_000_000 },
}
const offered = repaymentMethods.filter((method) => method !== 'custom')

describe('the schedule of a loan of a product', () => {
  it('is the usual one where the options say nothing', () => {
    expect(scheduleTermsOf(usualSchedule, loan)).toEqual({
      method: 'equal-instalment',
      principal: money(100_000_00),
      annualRate: parseRate('4.9'),
      periods: 12,
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
      disbursedOn: '2026-01-31',
      firstDueOn: '2026-02-28',
    })
  })

  it.each(
    offered.flatMap((method) =>
      frequencies.map((frequency): [RepaymentMethod, Frequency] => [method, frequency]),
    ),
  )(
    'by %s, %s, takes only the options that go with it, and repays the loan',
    (method, frequency) => {
      for (const options of [usualSchedule, rich]) {
        if (options === usualSchedule && ['balloon', 'residual', 'stepped'].includes(method))
          continue
        if (options === usualSchedule && frequency === 'days') continue
        const periods = periodsIn(36, frequency, 15)
        const terms = scheduleTermsOf(options, { ...loan, method, frequency, periods })
        expect(termsProblems(terms)).toEqual([])
        const { totals, rows } = buildSchedule(terms, isWeekday)
        const capitalised = rows.reduce((sum, row) => sum + (row.capitalised ?? 0), 0)
        expect(totals.principal - capitalised).toBe(100_000_00)
      }
    },
  )

  it('leaves a share of the loan to the end of a residual loan', () => {
    const terms = scheduleTermsOf(rich, { ...loan, method: 'residual' })
    expect(terms.residual).toBe(30_000_00)
  })

  it('drops a grace as long as the loan', () => {
    const { principalGrace } = scheduleTermsOf(rich, { ...loan, periods: 2 })
    expect(principalGrace).toBeUndefined()
    expect(scheduleTermsOf(rich, { ...loan, periods: 3 }).principalGrace).toBe(2)
  })
})

describe('the charges of a schedule', () => {
  const fee = (charged: ServicingFee['charged'], basis: ServicingFee['basis']): ServicingFee => ({
    code: 'service',
    name: '服务费',
    payee: '贷款人',
    charged,
    basis,
  })
  const amount = { kind: 'amount', amount: money(100_00) } as const
  const share = { kind: 'share', share: parseRate('0.5') } as const

  it('are those at drawdown and with each instalment, not those made by hand', () => {
    expect(
      scheduleFees([
        fee('at-drawdown', amount),
        fee('at-drawdown', share),
        fee('each-instalment', amount),
        fee('each-instalment', share),
        fee('by-hand', amount),
        fee('at-drawdown', { kind: 'amount', amount: money(0) }),
        fee('each-instalment', { kind: 'share', share: rate(0) }),
      ]),
    ).toEqual([
      { at: 'disbursement', amount: 100_00 },
      { at: 'disbursement', percent: 500_000, of: 'principal' },
      { at: 'instalment', amount: 100_00 },
      { at: 'instalment', percent: 500_000, of: 'balance' },
    ])
  })
})

describe('options as they travel', () => {
  it.each([
    { monthEnd: 'maybe' },
    { principalGrace: -1 },
    { everyDays: 0 },
    { instalmentMultiple: 0 },
    { step: { every: 0, percent: 1 } },
    { unknown: 1 },
  ])('are refused with %j', (change) => {
    expect(ScheduleOptions.safeParse(rich).success).toBe(true)
    expect(ScheduleOptions.safeParse({ ...rich, ...change }).success).toBe(false)
  })
})
