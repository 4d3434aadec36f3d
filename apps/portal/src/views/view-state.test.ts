import { describe, expect, it } from 'vitest'
import { isSameState, plainState, type ListState } from '../search/list-state.ts'
import { bodyOf, stateOf } from './view-state.ts'

const state: ListState = {
  text: '华拓 状态:逾期',
  filter: { any: [{ field: 'balance', is: 'at-least', value: 5 }] },
  chosen: { kind: ['company'], tier: ['loss', 'none'] },
  sort: '-balance',
  columns: [
    { id: 'name', isPinned: true },
    { id: 'balance', width: 120 },
    { id: 'sex', isHidden: true },
  ],
  density: 'roomy',
}

describe('a list kept as a view', () => {
  it.each([
    ['with everything', state],
    ['as it is at first', plainState],
  ])('comes back as it was, %s', (_, given) => {
    expect(isSameState(stateOf(bodyOf(given)), given)).toBe(true)
    expect(stateOf(bodyOf(given))).toEqual(given)
  })

  it('does not keep what cannot be read again', () => {
    expect(() => bodyOf({ ...state, chosen: { kind: ['planet'] } })).toThrow(/kind/)
  })
})
