import { describe, expect, it } from 'vitest'

import { money, zero } from '../money.ts'
import { type ClaimPart, claimParts } from './servicing-terms.ts'
import { spendMoney } from './waterfall.ts'

function owing(number: number, owed: Partial<Record<ClaimPart, number>>) {
  const none = { fee: zero, penalty: zero, compound: zero, interest: zero, principal: zero }
  const parts = Object.entries(owed).map(([part, amount]) => [part, money(amount)])
  return { number, owed: { ...none, ...Object.fromEntries(parts) } }
}

const claims = [
  owing(1, { penalty: 5, interest: 20, principal: 100 }),
  owing(2, { fee: 3, interest: 18, principal: 102 }),
]

function spent(
  amount: number,
  spends: 'instalment-first' | 'part-first',
  order: readonly ClaimPart[] = claimParts,
) {
  const { spent: shares, left } = spendMoney(claims, money(amount), { order, spends })
  return {
    shares: shares.map(({ claim, part, amount: share }) => [claim.number, part, share]),
    left,
  }
}

describe('spending money on claims', () => {
  it('clears the oldest claim, part by part, before the next', () => {
    expect(spent(130, 'instalment-first')).toEqual({
      shares: [
        [1, 'penalty', 5],
        [1, 'interest', 20],
        [1, 'principal', 100],
        [2, 'fee', 3],
        [2, 'interest', 2],
      ],
      left: 0,
    })
  })

  it('clears a part across all claims before the next part', () => {
    expect(spent(40, 'part-first').shares).toEqual([
      [2, 'fee', 3],
      [1, 'penalty', 5],
      [1, 'interest', 20],
      [2, 'interest', 12],
    ])
  })

  it('takes the parts in the order that is agreed', () => {
    expect(
      spent(101, 'instalment-first', ['principal', 'interest', 'fee', 'penalty', 'compound'])
        .shares,
    ).toEqual([
      [1, 'principal', 100],
      [1, 'interest', 1],
    ])
  })

  it('leaves what no claim asks for', () => {
    expect(spent(500, 'part-first').left).toBe(252)
    expect(spendMoney([], money(9), { order: claimParts, spends: 'part-first' })).toEqual({
      spent: [],
      left: 9,
    })
  })
})
