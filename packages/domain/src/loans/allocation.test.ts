import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addMonths, day } from '../calendar.ts'
import { money, sumMoney } from '../money.ts'
import { allocateRepayment, repaymentRefusal } from './allocation.ts'
import type { Instalment } from './instalments.ts'
import { owedOf, standingOf, unpaidInstalments } from './instalments.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

const instalment = (number: number, parts: Partial<Instalment> = {}): Instalment => ({
  number,
  dueOn: addMonths(day('2026-01-10'), number),
  principal: money(100_00),
  interest: money(10_00),
  principalPaid: money(0),
  interestPaid: money(0),
  ...parts,
})

const three = [instalment(1), instalment(2), instalment(3)]

describe('allocating a repayment', () => {
  it('pays the interest of the oldest instalment before its principal', () => {
    const { allocations, oldestUnpaidOn } = allocateRepayment(three, money(30_00))

    expect(allocations).toEqual([{ number: 1, interest: 10_00, principal: 20_00 }])
    expect(oldestUnpaidOn).toBe('2026-02-10')
  })

  it('goes on to the next instalment, due or not', () => {
    const { allocations, oldestUnpaidOn } = allocateRepayment(three, money(115_00))

    expect(allocations).toEqual([
      { number: 1, interest: 10_00, principal: 100_00 },
      { number: 2, interest: 5_00, principal: 0 },
    ])
    expect(oldestUnpaidOn).toBe('2026-03-10')
  })

  it('goes by due day, whatever order it is given', () => {
    const { allocations } = allocateRepayment(three.toReversed(), money(10_00))

    expect(allocations).toEqual([{ number: 1, interest: 10_00, principal: 0 }])
  })

  it('passes over what is paid already', () => {
    const paid = instalment(1, { principalPaid: money(100_00), interestPaid: money(10_00) })

    const { allocations } = allocateRepayment([paid, instalment(2)], money(1))

    expect(allocations).toEqual([{ number: 2, interest: 1, principal: 0 }])
  })

  it('settles the loan with the last fen', () => {
    expect(allocateRepayment(three, money(330_00))).toMatchObject({
      isSettled: true,
      oldestUnpaidOn: null,
    })
    expect(allocateRepayment(three, money(329_99)).isSettled).toBe(false)
  })

  it.each([
    [330_01, 'more-than-owed'],
    [0, 'nothing-paid'],
    [-1, 'nothing-paid'],
  ])('refuses %d fen: %s', (amount, reason) => {
    expect(repaymentRefusal(three, money(amount))).toBe(reason)
    expect(() => allocateRepayment(three, money(amount))).toThrow(reason)
  })

  it('refuses anything once nothing is owed', () => {
    const { instalments } = allocateRepayment(three, money(330_00))

    expect(repaymentRefusal(instalments, money(1))).toBe('nothing-owed')
  })

  it('spends exactly what was paid, however it is split', () => {
    const { rows, totals } = buildSchedule(
      ScheduleTerms.parse({
        method: 'equal-instalment',
        principal: '10000',
        annualRate: '12',
        periods: 12,
        disbursedOn: '2026-01-10',
      }),
    )
    const fresh = unpaidInstalments(rows)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: totals.total - 1 }),
        fc.integer({ min: 1, max: 1000 }),
        (first, share) => {
          const second = Math.max(1, Math.floor(((totals.total - first) * share) / 1000))
          const once = allocateRepayment(fresh, money(first + second))
          const twice = allocateRepayment(
            allocateRepayment(fresh, money(first)).instalments,
            money(second),
          )

          expect(twice.instalments).toEqual(once.instalments)
          const owed = sumMoney(once.instalments.map((each) => owedOf(each).total))
          expect(owed).toBe(totals.total - first - second)
        },
      ),
    )
  })
})

describe('where a loan stands', () => {
  it('counts as overdue only what was due before the day', () => {
    expect(standingOf(three, day('2026-03-10'))).toEqual({
      balance: 300_00,
      overduePrincipal: 100_00,
      overdueInterest: 10_00,
      oldestUnpaidOn: '2026-02-10',
    })
    expect(standingOf(three, day('2026-03-11')).overduePrincipal).toBe(200_00)
  })

  it('has no unpaid day once settled', () => {
    const { instalments } = allocateRepayment(three, money(330_00))

    expect(standingOf(instalments, day('2030-01-01'))).toEqual({
      balance: 0,
      overduePrincipal: 0,
      overdueInterest: 0,
      oldestUnpaidOn: null,
    })
  })
})
