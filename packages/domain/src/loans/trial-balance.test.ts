import { describe, expect, it } from 'vitest'
import { trialBalance } from './trial-balance.ts'

const account = (
  code: string,
  debit: number,
  credit: number,
  own: Partial<Parameters<typeof trialBalance>[0][number]> = {},
) => ({
  code,
  currency: 'CNY',
  class: 'asset' as const,
  normalSide: 'debit' as const,
  debit,
  credit,
  ...own,
})

describe('a trial balance', () => {
  it('puts each balance on its side, and both sides are equal', () => {
    const { rows, totals } = trialBalance([
      account('1303', 1000, 400),
      account('2011', 450, 1000, { class: 'liability', normalSide: 'credit' }),
      account('6011', 0, 50, { class: 'income', normalSide: 'credit' }),
    ])
    expect(rows.map(({ code, balance, side }) => [code, balance, side])).toEqual([
      ['1303', 600, 'debit'],
      ['2011', 550, 'credit'],
      ['6011', 50, 'credit'],
    ])
    expect(totals).toEqual([{ currency: 'CNY', debit: 600, credit: 600 }])
  })

  it('keeps memorandum accounts and currencies apart', () => {
    const memorandum = { class: 'memorandum' as const }
    const { totals, memorandum: apart } = trialBalance([
      account('1303', 10, 0),
      account('2011', 0, 10),
      account('1303', 7, 0, { currency: 'USD' }),
      account('2011', 0, 7, { currency: 'USD' }),
      account('9111', 99, 0, memorandum),
      account('9112', 0, 99, memorandum),
    ])
    expect(totals.map(({ currency, debit, credit }) => [currency, debit, credit])).toEqual([
      ['CNY', 10, 10],
      ['USD', 7, 7],
    ])
    expect(apart).toEqual([{ currency: 'CNY', debit: 99, credit: 99 }])
  })

  it('shows an account that is even on its own side', () => {
    const { rows } = trialBalance([account('2241', 5, 5, { normalSide: 'credit' })])
    expect(rows[0]).toMatchObject({ balance: 0, side: 'credit' })
  })
})
