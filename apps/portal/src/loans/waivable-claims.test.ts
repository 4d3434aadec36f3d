import { describe, expect, it } from 'vitest'
import { waivableClaims } from './waivable-claims.ts'

const row = (number: number, dueOn: string, rest: Record<string, number>) => ({
  ...{ number, version: 1, dueOn, principal: 100, interest: 10, fee: 0, total: 110 },
  ...{ paid: 0, principalPaid: 0, interestPaid: 0, feePaid: 0, penaltyPaid: 0, compoundPaid: 0 },
  ...{ penalty: 0, compound: 0, settledOn: null, state: 'open', ...rest },
})
const charge = { code: 'visit', dueOn: '2026-10-01', amount: 50, paid: 0, waived: 0 }
const loan = {
  asOf: '2026-11-01',
  schedule: [
    row(1, '2026-09-20', { penalty: 7, interestPaid: 10, fee: 3 }),
    row(2, '2026-10-20', { penalty: 2, interestPaid: 4 }),
    row(3, '2026-11-20', {}),
  ],
  charges: [
    { ...charge, eventId: 'e1', name: 'Visit', owed: 50 },
    { ...charge, eventId: 'e2', name: null, owed: 0 },
  ],
} as unknown as Parameters<typeof waivableClaims>[0]

const shown = (part: Parameters<typeof waivableClaims>[1]) =>
  waivableClaims(loan, part).map(({ number, name, owed }) => [number ?? name, owed])

describe('the claims that may be waived', () => {
  it('are of the instalments that are due and owe something', () => {
    expect(shown('penalty')).toEqual([
      [1, 7],
      [2, 2],
    ])
    expect(shown('interest')).toEqual([[2, 6]])
  })

  it('are of the charges too, where fees are waived', () => {
    expect(shown('fee')).toEqual([
      ['Visit', 50],
      [1, 3],
    ])
  })
})
