import { describe, expect, it } from 'vitest'
import { type ActForm, actKinds, askOf, claimText, emptyAct } from './act-form.ts'

const restructured = {
  kind: 'restructuring',
  day: '2026-12-10',
  rate: '4.2',
  periods: '24',
} as const satisfies Partial<ActForm>

describe('an act that is asked for', () => {
  it.each<[Partial<ActForm> & Pick<ActForm, 'kind'>, unknown]>([
    [
      { kind: 'extension', day: '2027-03-01' },
      { kind: 'extension', maturesOn: '2027-03-01' },
    ],
    [
      { kind: 'extension', day: '2027-03-01', rate: '5' },
      { kind: 'extension', maturesOn: '2027-03-01', annualRate: 5_000_000 },
    ],
    [
      { kind: 'rate-reset', day: '2027-01-01', rate: '3.1' },
      { kind: 'rate-reset', from: '2027-01-01', annualRate: 3_100_000 },
    ],
    [
      { kind: 'waiver', amount: '12.34', part: 'compound' },
      { kind: 'waiver', part: 'compound', amount: 1_234 },
    ],
    [
      { kind: 'waiver', amount: '1', part: 'penalty', only: claimText({ number: 3 }) },
      { kind: 'waiver', part: 'penalty', amount: 100, only: { number: 3 } },
    ],
    [
      {
        kind: 'waiver',
        amount: '1',
        part: 'fee',
        only: claimText({ eventId: 'e1', code: 'visit' }),
      },
      { kind: 'waiver', part: 'fee', amount: 100, only: { eventId: 'e1', code: 'visit' } },
    ],
    [
      { kind: 'misuse', day: '2026-08-01', amount: '2,000' },
      { kind: 'misuse', from: '2026-08-01', isOver: false, amount: 200_000 },
    ],
    [
      { kind: 'refund', amount: '1' },
      { kind: 'refund', amount: 100 },
    ],
    [
      { kind: 'backdated', day: '2026-08-01', amount: '5' },
      { kind: 'backdated', paidOn: '2026-08-01', amount: 500 },
    ],
    [
      { kind: 'misuse', day: '2026-08-01', isOver: true },
      { kind: 'misuse', from: '2026-08-01', isOver: true },
    ],
    [{ kind: 'write-off' }, { kind: 'write-off' }],
    [
      { ...restructured, capitalises: ['compound', 'interest'], grace: '3' },
      {
        kind: 'restructuring',
        terms: {
          method: 'equal-instalment',
          frequency: 'monthly',
          periods: 24,
          firstDueOn: '2026-12-10',
          annualRate: 4_200_000,
          principalGrace: 3,
        },
        capitalises: ['interest', 'compound'],
        isInDifficulty: true,
      },
    ],
  ])('typed as %o is %o', (typed, ask) => {
    expect(askOf({ ...emptyAct, ...typed })).toEqual(ask)
  })

  it.each(actKinds.filter((kind) => kind !== 'write-off'))(
    'is nothing while what %s needs is missing',
    (kind) => {
      expect(askOf({ ...emptyAct, kind })).toBeNull()
      expect(askOf({ ...emptyAct, kind, day: 'soon', rate: 'x', amount: '-1' })).toBeNull()
    },
  )

  it.each<Partial<ActForm>>([
    { periods: '' },
    { periods: '0' },
    { periods: '2.5' },
    { rate: '' },
    { day: '' },
    { grace: '-1' },
  ])('of new terms is nothing with %o', (missing) => {
    expect(askOf({ ...emptyAct, ...restructured, ...missing })).toBeNull()
  })

  it('takes no amount of a misuse that cannot be read', () => {
    expect(askOf({ ...emptyAct, kind: 'misuse', day: '2026-08-01', amount: 'some' })).toBeNull()
  })

  it('leaves an empty grace out of the new terms', () => {
    expect(askOf({ ...emptyAct, ...restructured })).not.toHaveProperty('terms.principalGrace')
  })
})
