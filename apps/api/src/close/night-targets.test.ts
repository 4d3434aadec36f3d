import { describe, expect, it } from 'vitest'
import { type Booked, nightPostings, type NightSum } from './night-targets.ts'

const place = { branchId: 'north', product: 'working-capital', currency: 'CNY' }
const sum = (figures: Partial<NightSum>): NightSum => ({
  ...place,
  isAccruing: true,
  accrued: 0,
  allowance: 0,
  ...figures,
})
const booked = (role: Booked['role'], balance: number): Booked => ({ ...place, role, balance })

describe('what a night books', () => {
  it('is the interest earned since the last night, as income', () => {
    expect(
      nightPostings([sum({ accrued: 1_250 })], [booked('interest-receivable', 1_000)]),
    ).toEqual([
      {
        kind: 'accrual',
        debit: 'interest-receivable',
        credit: 'interest-income',
        amount: 250,
        ...place,
      },
    ])
  })

  it('is nothing when the books say what the loans say', () => {
    const sums = [sum({ accrued: 5 }), sum({ isAccruing: false, accrued: 7, allowance: 9 })]
    const books = [
      booked('interest-receivable', 5),
      booked('off-balance-interest', 7),
      booked('allowance', 9),
    ]
    expect(nightPostings(sums, books)).toEqual([])
  })

  it('takes back income when a loan stops accruing, and shows its interest off balance', () => {
    const postings = nightPostings(
      [sum({ isAccruing: false, accrued: 900 })],
      [booked('interest-receivable', 880)],
    )
    expect(
      postings.map(({ kind, debit, credit, amount }) => [kind, debit, credit, amount]),
    ).toEqual([
      ['accrual', 'interest-income', 'interest-receivable', 880],
      ['off-balance-accrual', 'off-balance-interest', 'off-balance-interest-contra', 900],
    ])
  })

  it.each([
    [100, 60, 'impairment-loss', 'allowance', 40],
    [60, 100, 'allowance', 'impairment-loss', 40],
  ])(
    'brings an allowance of %i booked at %i to its target',
    (target, stands, debit, credit, amount) => {
      expect(
        nightPostings([sum({ allowance: target })], [booked('allowance', stands)]),
      ).toMatchObject([{ kind: 'allowance', debit, credit, amount }])
    },
  )

  it('clears an account where no loan is left', () => {
    expect(nightPostings([], [booked('interest-receivable', 33)])).toMatchObject([
      { debit: 'interest-income', credit: 'interest-receivable', amount: 33 },
    ])
  })

  it('keeps branches, products and currencies apart', () => {
    const postings = nightPostings(
      [
        sum({ accrued: 1 }),
        sum({ accrued: 2, branchId: 'south' }),
        sum({ accrued: 3, product: 'mortgage' }),
        sum({ accrued: 4, currency: 'USD' }),
      ],
      [],
    )
    expect(postings.map(({ amount }) => amount).toSorted()).toEqual([1, 2, 3, 4])
  })
})
