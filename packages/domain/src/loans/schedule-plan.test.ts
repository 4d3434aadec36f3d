import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { day } from '../calendar.ts'
import { money, parseMoney } from '../money.ts'
import { parseRate } from '../rate.ts'
import {
  buildRows,
  furtherPeriods,
  interestEarned,
  planOf,
  recalculated,
  restOf,
  type SchedulePlan,
} from './schedule-plan.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { isWeekday } from '../working-days.ts'

type TermsText = z.input<typeof ScheduleTerms>

const planFor = (terms: Partial<TermsText> & Pick<TermsText, 'principal' | 'annualRate'>) =>
  planOf(
    ScheduleTerms.parse({ method: 'equal-instalment', disbursedOn: '2024-01-01', ...terms }),
    isWeekday,
  )

const tenYears = planFor({ principal: 100_000, annualRate: 4.9, periods: 120 })
const seven = planFor({ principal: 100, annualRate: 7, periods: 6, rounding: 'half-even' })

const prepaid = (plan: SchedulePlan, on: string, amount: string): SchedulePlan => ({
  ...plan,
  movements: [...plan.movements, { on: day(on), amount: money(-parseMoney(amount)) }],
})

describe('the rest of a plan', () => {
  const rest = restOf(tenYears, 12)

  it('begins with what is owed then', () => {
    expect(rest.opening).toBe(parseMoney('92053.89'))
    expect(rest).toMatchObject({ firstNumber: 13, startOn: '2025-01-01', carriedInterest: 0 })
    expect(restOf(rest, 12)).toBe(rest)
    expect(() => restOf(tenYears, 121)).toThrow(RangeError)
  })

  it('repaid in part over the same term has a smaller instalment', () => {
    const rows = buildRows(prepaid(rest, '2025-01-01', '20000'))
    expect(rows).toHaveLength(108)
    expect(rows[0]).toMatchObject({ number: 13, total: parseMoney('826.39') })
  })

  it('repaid in part at the same instalment ends earlier', () => {
    const rows = buildRows({ ...prepaid(rest, '2025-01-01', '20000'), keeps: 'instalment' })
    expect(rows).toHaveLength(81)
    expect(rows.at(-1)).toMatchObject({ total: parseMoney('173.46'), balance: 0 })
  })

  it('repaid in part within a period earns on both balances', () => {
    const [first] = buildRows(prepaid(rest, '2025-01-15', '20000'))
    // 14 of 31 days on 92,053.89 and 17 on 72,053.89 at a twelfth of 4.9 %.
    expect(first?.interest).toBe(parseMoney('169.76') + parseMoney('161.35'))
  })

  it('cannot repay more than is owed', () => {
    expect(() => buildRows(prepaid(rest, '2025-01-15', '92053.90'))).toThrow(RangeError)
    expect(buildRows({ ...rest, opening: money(0) })).toEqual([])
  })

  it('takes a new rate into a new instalment', () => {
    const reset = { from: day('2025-01-01'), annualRate: parseRate('3.9') }
    const [row] = buildRows({ ...rest, rates: [...rest.rates, reset] })
    expect(row).toMatchObject({ interest: parseMoney('299.18'), total: parseMoney('1012.04') })
  })

  it('extended goes on with the same day of the month', () => {
    const periods = [...rest.periods, ...furtherPeriods(rest, 12)]
    const rows = buildRows(recalculated({ ...rest, periods }))
    expect(rows).toHaveLength(120)
    expect(rows.at(-1)).toMatchObject({ number: 132, dueOn: '2035-01-01', balance: 0 })
    expect(rows[0]?.total).toBeLessThan(parseMoney('1055.77'))
  })

  it('extended moves its new days for holidays', () => {
    const month = planFor({ method: 'bullet', principal: 1, annualRate: 1, periods: 1 })
    const holidays = { rule: 'next', interestFollows: true, isWorkingDay: isWeekday } as const
    const days = furtherPeriods(month, 5, holidays).map(({ dueOn }) => dueOn)
    expect(days).toEqual(['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-03', '2024-07-01'])
  })

  it('carries interest of a grace to the first row that collects', () => {
    const plan = planFor({
      principal: 1000,
      annualRate: 12,
      periods: 4,
      principalGrace: 3,
      interestGrace: 3,
    })
    expect(restOf(plan, 2).carriedInterest).toBe(parseMoney('20.00'))
    expect(buildRows(restOf(plan, 2)).map(({ interest }) => interest)).toEqual([0, 40_00])
  })
})

describe('interest earned', () => {
  it.each([
    ['2024-02-15', 2, '0.24', 'V9'],
    ['2024-01-15', 1, '0.26', 'V10'],
    ['2024-03-01', 2, '0.49', 'the whole period'],
    ['2024-12-01', 2, '0.49', 'and no more'],
    ['2024-01-31', 2, '0.00', 'nothing before it'],
  ])('until %s in row %d is %s: %s', (until, number, expected) => {
    expect(interestEarned(seven, number, day(until))).toBe(parseMoney(expected))
  })

  it('of a flat loan is of its first principal', () => {
    const plan = planFor({ method: 'flat', principal: 1200, annualRate: 12, periods: 12 })
    expect(interestEarned(plan, 12, day('2024-12-16'))).toBe(parseMoney('5.81'))
    expect(() => interestEarned(plan, 13, day('2024-12-16'))).toThrow(RangeError)
  })
})

describe('a plan begun within a period', () => {
  it('earns from its start only', () => {
    const rest = { ...restOf(seven, 1), startOn: day('2024-02-15') }
    expect(buildRows(rest)[0]?.interest).toBe(parseMoney('0.25'))
  })
})
