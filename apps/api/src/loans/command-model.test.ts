import { describe, expect, it } from 'vitest'
import { explain, type Model, type Told } from './command-model.ts'

const model: Model = {
  groups: { a: 'G', b: 'G', c: null },
  limits: { G: 100 },
  asked: {
    first: { customer: 'a', amount: 60, state: 'scored' },
    second: { customer: 'b', amount: 60, state: 'scored' },
  },
}

const reserve = (asked: string, outcome: Told['outcome']): Told => ({
  command: { kind: 'reserve', asked },
  outcome,
})

describe('commands given at once', () => {
  it('are explained by an order in which each ends as it did', () => {
    const cut: Told = { command: { kind: 'cut', group: 'G', limit: 50 }, outcome: 'done' }
    const after = explain(model, [cut, reserve('first', 'done'), reserve('second', 'over')])
    expect(after).toMatchObject({ limits: { G: 50 }, asked: { first: { state: 'reserved' } } })
  })

  it.each<[string, Told[]]>([
    [
      'two reservations that pass the limit together',
      [reserve('first', 'done'), reserve('second', 'done')],
    ],
    [
      'two reservations of which neither was made',
      [reserve('first', 'over'), reserve('second', 'over')],
    ],
    ['one that was made twice', [reserve('first', 'done'), reserve('first', 'done')]],
    [
      'a draw before anything was reserved',
      [{ command: { kind: 'draw', asked: 'first' }, outcome: 'done' }],
    ],
  ])('are not explained: %s', (_, told) => {
    expect(explain(model, told)).toBeNull()
  })

  it('weigh what another customer brings into the group', () => {
    const join: Told = { command: { kind: 'join', customer: 'c', group: 'G' }, outcome: 'done' }
    const owing: Model = {
      ...model,
      asked: { ...model.asked, third: { customer: 'c', amount: 50, state: 'owed' } },
    }
    expect(explain(owing, [reserve('first', 'over')])).toBeNull()
    expect(explain(owing, [reserve('first', 'over'), join])).not.toBeNull()
  })
})
