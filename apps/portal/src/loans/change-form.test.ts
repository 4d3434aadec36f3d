import { describe, expect, it } from 'vitest'
import { changeOf, type ChangeForm } from './change-form.ts'

const empty = { amount: '', day: '', rate: '' }

describe('a change that is tried on a loan', () => {
  it.each<[Partial<ChangeForm> & Pick<ChangeForm, 'kind'>, unknown]>([
    [
      { kind: 'prepay-same-term', amount: '1,000.50' },
      { kind: 'prepayment', mode: 'same-term', amount: 100_050 },
    ],
    [
      { kind: 'prepay-same-instalment', amount: '20' },
      { kind: 'prepayment', mode: 'same-instalment', amount: 2_000 },
    ],
    [
      { kind: 'repayment', amount: '20' },
      { kind: 'repayment', amount: 2_000 },
    ],
    [
      { kind: 'extension', day: '2027-03-01' },
      { kind: 'extension', maturesOn: '2027-03-01' },
    ],
    [
      { kind: 'rate-reset', day: '2027-01-01', rate: '3.85' },
      { kind: 'rate-reset', from: '2027-01-01', annualRate: 3_850_000 },
    ],
    [{ kind: 'prepay-same-term', amount: '0' }, null],
    [{ kind: 'prepay-same-term', amount: 'much' }, null],
    [{ kind: 'extension', day: '2027-02-30' }, null],
    [{ kind: 'rate-reset', day: '2027-01-01' }, null],
  ])('typed as %o is %o', (typed, change) => {
    expect(changeOf({ ...empty, ...typed })).toEqual(change)
  })
})
