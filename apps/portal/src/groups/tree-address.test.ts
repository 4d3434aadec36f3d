import { describe, expect, it } from 'vitest'
import type { LocationQuery } from 'vue-router'
import { readAddress, writeAddress, type TreeAddress } from './tree-address.ts'

const usual: TreeAddress = {
  node: null,
  open: null,
  filter: { text: '', conditions: [] },
  sort: null,
  lens: 'tree',
  isPanelShut: false,
  tab: 'overview',
  since: null,
  on: null,
  known: null,
  view: null,
}

describe('the address of a tree', () => {
  it.each<[string, TreeAddress]>([
    ['as usual', usual],
    ['with a node', { ...usual, node: 'C0000012' }],
    ['with what is open', { ...usual, open: '~1.a' }],
    [
      'with a filter',
      {
        ...usual,
        filter: {
          text: '华拓 & co',
          conditions: [
            { field: 'tier', is: 'is', value: 'doubtful' },
            { field: 'free', is: 'most', value: 0 },
          ],
        },
      },
    ],
    ['sorted', { ...usual, sort: { by: 'balance', direction: 'descending' } }],
    ['as a graph', { ...usual, lens: 'graph' }],
    ['between two days', { ...usual, since: '2026-08-31', on: '2026-10-31' }],
    ['as it was known on a day', { ...usual, on: '2026-10-31', known: '2026-11-02' }],
    ['as a saved view', { ...usual, view: '01929b3c-0000-7000-8000-000000000000' }],
    ['with a part of the panel', { ...usual, tab: 'guarantees' }],
    ['with the panel shut', { ...usual, isPanelShut: true }],
  ])('%s is read back as it was written', (_, address) => {
    const query = new URLSearchParams(writeAddress(address) as Record<string, string>)
    expect(readAddress(Object.fromEntries(query) as LocationQuery)).toEqual(address)
  })

  it('says nothing of what is as usual, and passes over what it does not know', () => {
    expect(writeAddress(usual)).toEqual({})
    const strange = { class: 'splendid', overdue: 'maybe', sort: 'colour', as: 'cloud', on: 'now' }
    expect(readAddress(strange)).toEqual(usual)
  })

  it('says the usual lens beside a view, which may keep another', () => {
    expect(writeAddress({ ...usual, view: 'v' })).toEqual({ view: 'v', as: 'tree' })
  })

  it('understands how other pages ask for a class or for those overdue', () => {
    expect(readAddress({ class: 'loss', overdue: '1' }).filter.conditions).toEqual([
      { field: 'tier', is: 'is', value: 'loss' },
      { field: 'days', is: 'least', value: 1 },
    ])
  })
})
