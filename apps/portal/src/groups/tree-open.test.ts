import { describe, expect, it } from 'vitest'
import { firstOpen, readOpen, writeOpen } from './tree-open.ts'
import { aTree } from './tree-testing.ts'

const [root, a, a1, b, c] = [0, 1, 2, 4, 6]
const small = aTree([
  { name: 'root', depth: 0 },
  { name: 'a', depth: 1 },
  { name: 'a1', depth: 2 },
  { name: 'a11', depth: 3 },
  { name: 'b', depth: 1 },
  { name: 'b1', depth: 2 },
  { name: 'c', depth: 1 },
  { name: 'c1', depth: 2 },
])
const wide = (count: number) =>
  aTree([
    { name: 'root', depth: 0 },
    ...Array.from({ length: count }, (_, at) => [
      { name: `n${at}`, depth: 1 },
      { name: `m${at}`, depth: 2 },
    ]).flat(),
  ])

describe('what is open in a tree', () => {
  it('is at first as many whole levels as fit a screen, and the one below the top in any case', () => {
    expect([...firstOpen(small)]).toEqual([root, a, a1, b, c])
    expect(firstOpen(wide(19)).size).toBe(20)
    expect([...firstOpen(wide(20))]).toEqual([root])
    expect([...firstOpen(wide(60))]).toEqual([root])
  })

  it.each<[number[], string | null]>([
    [[root, a, a1, b, c], null],
    [[], 'none'],
    [[root, a], '3.7'],
    [[root, a, a1], '~v.e'],
  ])('%j is written as %s and read back', (open, text) => {
    expect(writeOpen(small, new Set(open))).toBe(text)
    expect([...readOpen(small, text)].sort()).toEqual([...open].sort())
  })

  it('is all where all is open and that is more than at first', () => {
    const view = wide(50)
    const all = readOpen(view, 'all')
    expect(all.size).toBe(51)
    expect(writeOpen(view, all)).toBe('all')
  })

  it('passes over customers that have left and letters that mean nothing', () => {
    expect([...readOpen(small, '3.7.zz.??')]).toEqual([root, a])
  })
})
