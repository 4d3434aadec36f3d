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

describe('due days', () => {
  const loan = { method: 'interest-only', principal: 36_500, annualRate: 10 } as const

  it.each([
    ['return', ['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31']],
    ['stay', ['2024-02-29', '2024-03-29', '2024-04-29', '2024-05-29']],
    ['roll', ['2024-03-01', '2024-03-31', '2024-05-01', '2024-05-31']],
  ] as const)('of the 31st %s after shorter months', (monthEnd, expected) => {
    const schedule = scheduleOf({ ...loan, periods: 4, disbursedOn: '2024-01-31', monthEnd })
    expect(column(schedule, 'dueOn')).toEqual(expected)
    expect(new Set(column(schedule, 'interest'))).toEqual(new Set(['304.17']))
  })

  it.each([
    ['next', ['2024-09-02', '2024-10-08', '2024-11-01']],
    ['previous', ['2024-08-30', '2024-09-30', '2024-11-01']],
    ['modified-next', ['2024-09-02', '2024-10-08', '2024-11-01']],
  ] as const)('on closed days move to the %s', (holidayRule, expected) => {
    const schedule = scheduleOf({
      ...loan,
      dayCount: 'act/365',
      periods: 3,
      disbursedOn: '2024-08-01',
      holidayRule,
    })
    expect(column(schedule, 'dueOn')).toEqual(expected)
    // Interest keeps to the agreed days: 31, 30 and 31 of ten yuan each.
    expect(column(schedule, 'interest')).toEqual(['310.00', '300.00', '310.00'])
  })

  it('that a closed day moved past the next ones still leave a balloon to be worked out', () => {
    const schedule = scheduleOf({
      method: 'balloon',
      principal: 100_000,
      annualRate: 4.35,
      dayCount: 'act/365',
      frequency: 'days',
      every: 1,
      periods: 3,
      amortiseOver: 30,
      disbursedOn: '2024-08-28',
      holidayRule: 'next',
      interestFollows: true,
    })
    // The last, a Saturday, falls due on Monday; Sunday, the first of the further days, lies before that.
    expect(column(schedule, 'dueOn')).toEqual(['2024-08-29', '2024-08-30', '2024-09-02'])
    // Of one day, one day and three.
    expect(column(schedule, 'interest')).toEqual(['11.92', '11.52', '33.37'])
  })

  it('that would leave their month turn back under modified-next', () => {
    const terms = { ...loan, periods: 2, disbursedOn: '2024-07-31' } as const
    const schedule = scheduleOf({ ...terms, holidayRule: 'modified-next' })
    expect(column(schedule, 'dueOn')).toEqual(['2024-08-30', '2024-09-30'])
  })

  it('may take the interest with them', () => {
    const schedule = scheduleOf({
      ...loan,
      dayCount: 'act/365',
      periods: 3,
      disbursedOn: '2024-08-01',
      holidayRule: 'next',
      interestFollows: true,
    })
    expect(column(schedule, 'interest')).toEqual(['320.00', '360.00', '240.00'])
  })

  it('need a calendar where they move', () => {
    const terms = {
      method: 'bullet',
      principal: 1,
      annualRate: 1,
      disbursedOn: '2024-01-01',
    } as const
    const parsed = ScheduleTerms.parse({ ...terms, holidayRule: 'next' })
    expect(() => buildSchedule(parsed)).toThrow(RangeError)
    expect(() => buildSchedule(parsed, () => false)).toThrow(RangeError)
  })

  it.each([
    [{ frequency: 'half-yearly' }, '2024-07-01', '1825.00'],
    [{ frequency: 'yearly' }, '2025-01-01', '3650.00'],
    [{ frequency: 'monthly', every: 2 }, '2024-03-01', '608.33'],
    [{ frequency: 'weekly', every: 2 }, '2024-01-15', '140.38'],
    [{ frequency: { everyDays: 15 } }, '2024-01-16', '152.08'],
    [{ frequency: 'days', every: 15 }, '2024-01-16', '152.08'],
  ] as const)('come %j', (rhythm, dueOn, interest) => {
    expect(scheduleOf({ ...loan, periods: 2, ...rhythm }).rows[0]).toMatchObject({
      dueOn,
      interest,
    })
  })
})

describe('grace', () => {
  const loan = { principal: 5000, annualRate: 12, periods: 18, instalmentMultiple: 1 } as const

  it('on principal pays interest first and repays in the periods left', () => {
    const { rows } = scheduleOf({ ...loan, principalGrace: 3 })

    expect(rows.slice(0, 4).map(({ total }) => total)).toEqual([...times(3, '50.00'), '361.00'])
    expect(rows.at(-1)?.total).toBe('354.87')
  })

  it('on interest collects it with the first instalment after', () => {
    const schedule = scheduleOf({ ...loan, principalGrace: 6, interestGrace: 3 })

    const expected = ['0.00', '0.00', '0.00', '200.00', '50.00', '50.00']
    expect(column(schedule, 'interest').slice(0, 6)).toEqual(expected)
    expect(schedule.rows[6]?.principal).toBe('394.00')
  })

  it('on interest may add it to the principal', () => {
    const schedule = scheduleOf({
      principal: 1000,
      annualRate: 12,
      periods: 4,
      principalGrace: 2,
      interestGrace: 2,
      graceInterest: 'capitalised',
    })

    expect(column(schedule, 'capitalised')).toEqual(['10.00', '10.10', undefined, undefined])
    expect(column(schedule, 'balance').slice(0, 2)).toEqual(['1010.00', '1020.10'])
    expect(schedule.totals.principal).toBe('1020.10')
  })

  it('on interest may waive it', () => {
    const terms = { principal: 1000, annualRate: 12, periods: 2 } as const
    const schedule = scheduleOf({ ...terms, interestGrace: 1, graceInterest: 'waived' })

    expect(column(schedule, 'interest')).toEqual(['0.00', '4.98'])
  })
})

describe('interest by one rhythm and principal by another', () => {
  it('interest monthly, principal quarterly', () => {
    const schedule = scheduleOf({
      method: 'equal-principal',
      principal: 1200,
      annualRate: 12,
      periods: 6,
      principalEvery: 3,
    })

    expect(column(schedule, 'principal')).toEqual([
      '0.00',
      '0.00',
      '600.00',
      '0.00',
      '0.00',
      '600.00',
    ])
    expect(column(schedule, 'interest')).toEqual([...times(3, '12.00'), ...times(3, '6.00')])
  })

  it('principal monthly, interest quarterly', () => {
    const schedule = scheduleOf({
      method: 'equal-principal',
      principal: 1200,
      annualRate: 12,
      periods: 4,
      interestEvery: 3,
    })

    expect(column(schedule, 'interest')).toEqual(['0.00', '0.00', '27.00', '3.00'])
  })

  it('by agreed instalments', () => {
    const schedule = scheduleOf({
      method: 'custom',
      principal: 1000,
      annualRate: 12,
      instalments: [
        { dueOn: '2024-01-01', principal: 100 },
        { dueOn: '2024-03-01', principal: 0, interest: 'later' },
        { dueOn: '2024-05-16', principal: '400.00' },
        { dueOn: '2024-12-01' },
      ],
    })

    // Two months of 900; then with them 2 15/31 months of 900; then 6 15/30 months of 500 by halves of May.
    expect(column(schedule, 'interest')).toEqual(['0.00', '0.00', '40.35', '32.58'])
    expect(column(schedule, 'principal')).toEqual(['100.00', '0.00', '400.00', '500.00'])
  })
})
