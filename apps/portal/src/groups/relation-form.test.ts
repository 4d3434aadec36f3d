import { describe, expect, it } from 'vitest'
import {
  emptyRelation,
  relationEntry,
  relationFormProblems,
  type RelationForm,
} from './relation-form.ts'

const holding: RelationForm = { ...emptyRelation('2026-10-15'), otherId: 'other', percent: '51.5' }

describe('a relation as it is entered', () => {
  it('goes from this customer to the other, or the other way round', () => {
    expect(relationEntry('me', holding)).toMatchObject({
      from: 'me',
      to: 'other',
      percent: 51_500_000,
      votingPercent: null,
      amount: null,
      validFrom: '2026-10-15',
    })
    expect(relationEntry('me', { ...holding, direction: 'inward' })).toMatchObject({
      from: 'other',
      to: 'me',
    })
  })

  it('has one direction where both mean the same', () => {
    const family: RelationForm = { ...holding, kind: 'family', direction: 'inward' }
    expect(relationEntry('me', family)).toMatchObject({ from: 'me', to: 'other', percent: null })
  })

  it('takes the shares and the role of its kind, and no others', () => {
    const trade: RelationForm = {
      ...holding,
      kind: 'trade',
      role: 'income',
      dependencePercent: '55',
      incomePercent: '10',
    }
    expect(relationEntry('me', trade)).toMatchObject({
      role: 'income',
      percent: null,
      incomePercent: null,
      dependencePercent: 55_000_000,
    })
    expect(relationEntry('me', { ...trade, kind: 'ownership' })).toMatchObject({
      role: null,
      percent: 51_500_000,
      incomePercent: 10_000_000,
      dependencePercent: null,
    })
  })

  it('carries the reason for closing a ring, where one is given', () => {
    const guarantee: RelationForm = { ...holding, kind: 'guarantee', amount: '100' }
    expect(relationEntry('me', guarantee)).not.toHaveProperty('confirmsRing')
    expect(relationEntry('me', guarantee, ' sound ')).toMatchObject({
      confirmsRing: { reason: 'sound' },
    })
  })

  it.each<[string, Partial<RelationForm>, object]>([
    ['nobody chosen', { otherId: null }, { otherId: 'chooseCustomer' }],
    ['more than the whole', { percent: '100.1' }, { percent: 'badPercent' }],
    ['a guarantee of nothing', { kind: 'guarantee' }, { amount: 'badAmount' }],
    ['a guarantee of zero', { kind: 'guarantee', amount: '0' }, { amount: 'badAmount' }],
    ['no such day', { validFrom: '2026-02-30' }, { validFrom: 'bad-input' }],
    ['an unknown share', { percent: '' }, {}],
    ['a share where none is asked', { kind: 'trade', percent: 'x' }, {}],
    [
      'a dependence above the whole',
      { kind: 'trade', dependencePercent: '101' },
      { dependencePercent: 'badPercent' },
    ],
  ])('%s: %j', (_, change, problems) => {
    const form = { ...holding, ...change }
    expect(relationFormProblems(form)).toEqual(problems)
    expect(relationEntry('me', form) === null).toBe(Object.keys(problems).length > 0)
  })
})
