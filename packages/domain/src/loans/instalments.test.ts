import { describe, expect, it } from 'vitest'

import { addMonths, day } from '../calendar.ts'
import { money } from '../money.ts'
import { type Instalment, owedOf, standingOf } from './instalments.ts'

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
const paid = { principalPaid: money(100_00), interestPaid: money(10_00) }

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
    const settled = three.map((each) => ({ ...each, ...paid }))
    expect(standingOf(settled, day('2030-01-01'))).toEqual({
      balance: 0,
      overduePrincipal: 0,
      overdueInterest: 0,
      oldestUnpaidOn: null,
    })
  })

  it('asks for what of an instalment is not paid', () => {
    const part = instalment(1, { interestPaid: money(10_00), principalPaid: money(1) })
    expect(owedOf(part)).toEqual({ principal: 99_99, interest: 0, total: 99_99 })
  })
})
