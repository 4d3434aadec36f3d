import { describe, expect, it } from 'vitest'
import { type ActForm, actKinds, askOf, emptyAct } from './act-form.ts'

describe('an act that is asked for', () => {
  it.each<[Partial<ActForm> & Pick<ActForm, 'kind'>, unknown]>([
    [
      { kind: 'extension', day: '2027-03-01' },
      { kind: 'extension', maturesOn: '2027-03-01' },
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
      { kind: 'refund', amount: '1' },
      { kind: 'refund', amount: 100 },
    ],
    [
      { kind: 'backdated', day: '2026-08-01', amount: '5' },
      { kind: 'backdated', paidOn: '2026-08-01', amount: 500 },
    ],
    [
      { kind: 'misuse', day: '2026-08-01' },
      { kind: 'misuse', from: '2026-08-01', isOver: false },
    ],
    [{ kind: 'write-off' }, { kind: 'write-off' }],
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
})
