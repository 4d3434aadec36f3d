import { describe, expect, it } from 'vitest'

import type { ApplicationStatus, ApplicationStep } from './application-status.ts'
import {
  applicationStatuses,
  applicationSteps,
  canTake,
  closedStatuses,
  isEditable,
  statusAfter,
  stepRefusal,
} from './application-status.ts'

const allowed: readonly [ApplicationStatus, ApplicationStep, ApplicationStatus][] = [
  ['draft', 'submit', 'submitted'],
  ['draft', 'withdraw', 'withdrawn'],
  ['submitted', 'start-review', 'in-review'],
  ['submitted', 'withdraw', 'withdrawn'],
  ['in-review', 'pass-review', 'reviewed'],
  ['in-review', 'return', 'returned'],
  ['in-review', 'withdraw', 'withdrawn'],
  ['returned', 'submit', 'submitted'],
  ['returned', 'withdraw', 'withdrawn'],
  ['reviewed', 'score', 'scored'],
  ['reviewed', 'return', 'returned'],
  ['reviewed', 'decline', 'declined'],
  ['reviewed', 'withdraw', 'withdrawn'],
  ['scored', 'score', 'scored'],
  ['scored', 'approve', 'approved'],
  ['scored', 'decline', 'declined'],
  ['scored', 'return', 'returned'],
  ['scored', 'withdraw', 'withdrawn'],
  ['approved', 'contract', 'contracted'],
  ['approved', 'withdraw', 'withdrawn'],
  ['contracted', 'disburse', 'disbursed'],
]

describe('a step of an application', () => {
  it.each(allowed)('from %s by %s ends %s', (from, step, to) => {
    expect(statusAfter(step, from)).toBe(to)
    expect(stepRefusal(step, from)).toBeNull()
  })

  it('is refused with its reason from anywhere else', () => {
    let refused = 0
    for (const status of applicationStatuses) {
      for (const step of applicationSteps) {
        if (allowed.some(([from, taken]) => from === status && taken === step)) continue
        refused += 1
        expect(canTake(step, status)).toBe(false)
        expect(() => statusAfter(step, status)).toThrow(`cannot-${step}-when-${status}`)
      }
    }
    expect(refused).toBe(applicationStatuses.length * applicationSteps.length - allowed.length)
  })

  it.each(closedStatuses)('never leaves %s', (status) => {
    expect(applicationSteps.filter((step) => canTake(step, status))).toEqual([])
  })

  it('is edited only as a draft or when returned', () => {
    expect(applicationStatuses.filter(isEditable)).toEqual(['draft', 'returned'])
  })
})
