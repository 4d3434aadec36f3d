import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { daysPastDue } from './days-past-due.ts'
import type { LoanStatus, LoanStep } from './loan-status.ts'
import { loanStatusAfter, loanStatuses, loanStepRefusal, loanSteps } from './loan-status.ts'

const allowed: readonly [LoanStatus, LoanStep, LoanStatus][] = [
  ['active', 'repay', 'active'],
  ['active', 'settle', 'settled'],
  ['active', 'write-off', 'written-off'],
  ['active', 'transfer', 'transferred'],
  ['active', 'cancel', 'cancelled'],
  ['settled', 'reopen', 'active'],
  ['written-off', 'repay', 'written-off'],
  ['written-off', 'settle', 'settled'],
  ['written-off', 'transfer', 'transferred'],
]

describe('a step of a loan', () => {
  it.each(allowed)('from %s by %s ends %s', (from, step, to) => {
    expect(loanStatusAfter(step, from)).toBe(to)
    expect(loanStepRefusal(step, from)).toBeNull()
  })

  it('is refused with its reason from anywhere else', () => {
    let refused = 0
    for (const status of loanStatuses) {
      for (const step of loanSteps) {
        if (allowed.some(([from, taken]) => from === status && taken === step)) continue
        refused += 1
        expect(loanStepRefusal(step, status)).toBe(`cannot-${step}-when-${status}`)
        expect(() => loanStatusAfter(step, status)).toThrow(`cannot-${step}-when-${status}`)
      }
    }
    expect(refused).toBe(loanStatuses.length * loanSteps.length - allowed.length)
  })
})

describe('days past due', () => {
  it.each([
    [null, 0],
    ['2026-03-01', 0],
    ['2026-02-28', 0],
    ['2026-02-27', 1],
    ['2025-11-30', 90],
  ])('with %s unpaid are %d on 2026-02-28', (oldest, days) => {
    expect(daysPastDue(oldest === null ? null : day(oldest), day('2026-02-28'))).toBe(days)
  })
})
