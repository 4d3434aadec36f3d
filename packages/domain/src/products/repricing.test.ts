import { describe, expect, it } from 'vitest'

import { parseRate } from '../rate.ts'
import {
  defaultRepricingRules,
  gradesFallen,
  repricingRefusal,
  RepricingRules,
  suggestedRate,
} from './repricing.ts'

const order = ['A', 'B', 'C', 'D']

describe('a fall of grade', () => {
  it.each([
    ['A', 'B', 1],
    ['A', 'D', 3],
    ['B', 'B', 0],
    ['C', 'A', 0],
    ['X', 'B', 0],
    ['A', 'X', 0],
  ])('from %s to %s is %d', (before, after, fallen) => {
    expect(gradesFallen(order, before, after)).toBe(fallen)
  })
})

describe('the rate to suggest', () => {
  const loan = { annualRate: parseRate('4.35'), highest: parseRate('5.5') }

  it.each([
    [0, null],
    [1, '4.85'],
    [2, '5.35'],
    [3, '5.5'],
  ])('for %d grades is %s', (fallen, expected) => {
    expect(suggestedRate(loan, fallen, defaultRepricingRules)).toBe(
      expected === null ? null : parseRate(expected),
    )
  })

  it('is none where the loan is as dear as its product allows', () => {
    expect(
      suggestedRate({ ...loan, annualRate: parseRate('5.5') }, 1, defaultRepricingRules),
    ).toBeNull()
    expect(
      suggestedRate({ ...loan, annualRate: parseRate('6') }, 1, defaultRepricingRules),
    ).toBeNull()
  })
})

describe('the rules', () => {
  it('stand as delivered with nothing confirmed, and another step gives another rate', () => {
    expect(RepricingRules.safeParse(defaultRepricingRules).success).toBe(true)
    expect(defaultRepricingRules.isConfirmed).toBe(false)
    const loan = { annualRate: parseRate('4.35'), highest: parseRate('10') }
    expect(suggestedRate(loan, 2, { basisPointsPerGrade: 25 })).toBe(parseRate('4.85'))
    expect(suggestedRate(loan, 2, { basisPointsPerGrade: 0 })).toBeNull()
  })

  it.each([
    { basisPointsPerGrade: -1 },
    { basisPointsPerGrade: 501 },
    { answerWithinDays: 0 },
    { source: '' },
  ])('refuse %j', (change) => {
    expect(RepricingRules.safeParse({ ...defaultRepricingRules, ...change }).success).toBe(false)
  })
})

describe('acting on it', () => {
  it.each([
    ['open', true, null],
    ['open', false, 'contract-allows-no-repricing'],
    ['dismissed', true, 'repricing-is-closed'],
    ['adopted', true, 'repricing-is-closed'],
  ] as const)(
    'when %s, and the contract allows it: %s, is %s',
    (status, allowsRepricing, reason) => {
      expect(repricingRefusal({ status, allowsRepricing })).toBe(reason)
    },
  )
})
