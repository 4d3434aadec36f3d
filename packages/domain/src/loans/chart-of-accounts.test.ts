import { describe, expect, it } from 'vitest'

import { accountRoles, startingChart } from './chart-of-accounts.ts'

describe('the chart an institution starts with', () => {
  it.each(['city-bank', 'rural-credit-union', 'micro-lender'] as const)(
    'has one account of its own for every role of a %s',
    (kind) => {
      const chart = startingChart(kind)
      expect(new Set(accountRoles.map((role) => chart[role].code)).size).toBe(accountRoles.length)
    },
  )

  it('pays out of deposits, or out of the bank account of a lender that takes none', () => {
    expect(startingChart('city-bank').money).toMatchObject({ code: '2011', class: 'liability' })
    expect(startingChart('micro-lender').money).toMatchObject({ code: '1002', class: 'asset' })
  })

  it('keeps what is off the balance sheet in memorandum accounts with a contra each', () => {
    const chart = startingChart('city-bank')
    const memorandum = accountRoles.filter((role) => chart[role].class === 'memorandum')
    expect(memorandum).toEqual([
      'off-balance-interest',
      'off-balance-interest-contra',
      'written-off-claims',
      'written-off-claims-contra',
    ])
  })
})
