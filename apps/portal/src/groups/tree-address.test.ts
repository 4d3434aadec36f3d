import { describe, expect, it } from 'vitest'
import type { LocationQuery } from 'vue-router'
import {
  firstOpen,
  readAddress,
  readOpen,
  writeAddress,
  writeOpen,
  type TreeAddress,
} from './tree-address.ts'
import { aTree } from './tree-testing.ts'
import { treeView } from './tree-view.ts'

const usual: TreeAddress = {
  node: null,
  open: null,
  filter: { text: '', tier: null, isOverdue: false },
  isPanelShut: false,
}

describe('the address of a tree', () => {
  it.each<[string, TreeAddress]>([
    ['as usual', usual],
    ['with a node', { ...usual, node: 'C0000012' }],
    ['with what is open', { ...usual, open: '~1.a' }],
    [
      'with a filter',
      { ...usual, filter: { text: '华拓 & co', tier: 'doubtful', isOverdue: true } },
    ],
    ['with the panel shut', { ...usual, isPanelShut: true }],
  ])('%s is read back as it was written', (_, address) => {
    const query = new URLSearchParams(writeAddress(address) as Record<string, string>)
    expect(readAddress(Object.fromEntries(query) as LocationQuery)).toEqual(address)
  })

  it('says nothing of what is as usual, and passes over what it does not know', () => {
    expect(writeAddress(usual)).toEqual({})
    expect(readAddress({ class: 'splendid', overdue: 'maybe' })).toEqual(usual)
  })
})

const small = treeView(
  aTree([
    { name: 'root', depth: 0 },
    { name: 'a', depth: 1 },
    { name: 'a1', depth: 2 },
    { name: 'a11', depth: 3 },
    { name: 'b', depth: 1 },
    { name: 'b1', depth: 2 },
    { name: 'c', depth: 1 },
    { name: 'c1', depth: 2 },
  ]),
).rows

describe('what is open in a tree', () => {
  it('is at first as many whole levels as fit a screen, and the one below the top in any case', () => {
    expect([...firstOpen(small)]).toEqual(['id-root', 'id-a', 'id-a1', 'id-b', 'id-c'])
    const wide = (count: number) =>
      treeView(
        aTree([
          { name: 'root', depth: 0 },
          ...Array.from({ length: count }, (_, at) => [
            { name: `n${at}`, depth: 1 },
            { name: `m${at}`, depth: 2 },
          ]).flat(),
        ]),
      ).rows
    expect(firstOpen(wide(19)).size).toBe(20)
    expect([...firstOpen(wide(20))]).toEqual(['id-root'])
    expect([...firstOpen(wide(60))]).toEqual(['id-root'])
  })

  it.each<[string[], string | null]>([
    [['id-root', 'id-a', 'id-a1', 'id-b', 'id-c'], null],
    [[], 'none'],
    [['id-root', 'id-a'], '3.7'],
    [['id-root', 'id-a', 'id-a1'], '~v.e'],
  ])('%j is written as %s and read back', (open, text) => {
    expect(writeOpen(small, new Set(open))).toBe(text)
    expect([...readOpen(small, text)].sort()).toEqual([...open].sort())
  })

  it('is all where all is open and that is more than at first', () => {
    const { rows } = treeView(
      aTree([
        { name: 'root', depth: 0 },
        ...Array.from({ length: 50 }, (_, at) => [
          { name: `n${at}`, depth: 1 },
          { name: `m${at}`, depth: 2 },
        ]).flat(),
      ]),
    )
    const all = readOpen(rows, 'all')
    expect(all.size).toBe(51)
    expect(writeOpen(rows, all)).toBe('all')
  })

  it('passes over customers that have left and letters that mean nothing', () => {
    expect([...readOpen(small, '3.7.zz.??')]).toEqual(['id-root', 'id-a'])
  })
})
