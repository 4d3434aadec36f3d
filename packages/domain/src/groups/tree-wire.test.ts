import { describe, expect, it } from 'vitest'
import { joinTexts } from './tree-texts.ts'
import { decodeTree, emptyTree, encodeTree, nowhere, type TreeNumbers, unset } from './tree-wire.ts'

/** 0 over 1 over 2; 3 beside 1; 4 a root of its own. */
function aTree(): TreeNumbers {
  const tree = emptyTree(5)
  tree.parents.set([-1, 0, 1, 0, -1])
  tree.balances.set([100, 20, 3, 4000, 9_007_199_254_740_991])
  tree.days.set([0, 5, 91, 2, 0])
  tree.tiers.set([1, 1, 3, 2, 0])
  tree.loans.set([1, 1, 2, 1, 0])
  tree.limits.set([-1, 5_000, -1, 0, -1])
  tree.branches.set([0, 1, 0, nowhere, 2])
  tree.stages.fill(unset)
  tree.ids.set(Array.from({ length: 80 }, (_, i) => i))
  return tree
}

const texts = {
  names: joinTexts(['树根', '二', '', '𠮷田', 'Ω']),
  numbers: joinTexts(['C1', 'C2', 'C3', 'C4', 'C5']),
  codes: joinTexts(['', '', '', '', '']),
  initials: new Uint8Array(0),
}
const sent = (numbers = aTree(), head: unknown = { group: '大树' }) =>
  decodeTree<{ group: string }>(encodeTree({ head, numbers, texts }).buffer)

describe('a tree on the wire', () => {
  it('arrives as it left', () => {
    const tree = sent()

    expect(tree.head).toEqual({ group: '大树' })
    expect(tree.count).toBe(5)
    for (const [name, column] of Object.entries(aTree()))
      expect(tree[name as keyof TreeNumbers], name).toEqual(column)
    expect(tree.names).toEqual(['树根', '二', '', '𠮷田', 'Ω'])
    expect(tree.numbers).toEqual(['C1', 'C2', 'C3', 'C4', 'C5'])
    expect(tree.codes).toEqual(['', '', '', '', ''])
    expect(tree.initials).toEqual([])
  })

  it('tells depths, sizes and totals of every subtree', () => {
    const { depths, sizes, sums } = sent()

    expect([...depths]).toEqual([0, 1, 2, 1, 0])
    expect([...sizes]).toEqual([4, 2, 1, 1, 1])
    expect([...sums.balances]).toEqual([4_123, 23, 3, 4_000, 9_007_199_254_740_991])
    expect([...sums.loans]).toEqual([5, 3, 2, 1, 0])
    expect([...sums.days]).toEqual([91, 91, 91, 2, 0])
    expect([...sums.tiers]).toEqual([3, 3, 3, 2, 0])
  })

  it('finds a member by its id', () => {
    const tree = sent()

    expect(tree.idAt(1)).toBe('10111213-1415-1617-1819-1a1b1c1d1e1f')
    expect(tree.indexOf('40414243-4445-4647-4849-4a4b4c4d4e4f')).toBe(4)
    expect(tree.indexOf('40414243-4445-4647-4849-4a4b4c4d4e40')).toBe(-1)
    expect(tree.indexOf('no such id')).toBe(-1)
  })

  it('finds every member, however many are asked for', () => {
    const tree = sent()
    const places = [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]

    expect(places.map((place) => tree.indexOf(tree.idAt(place)))).toEqual(places)
    expect(tree.indexOf('40414243-4445-4647-4849-4a4b4c4d4e40')).toBe(-1)
  })

  it.each([
    ['a head of any length', emptyTree(0), { group: 'x'.repeat(13) }],
    ['one member', emptyTree(1), { group: '' }],
  ])('carries %s', (_, numbers, head) => {
    expect(sent(numbers, head)).toMatchObject({ head, count: numbers.parents.length })
  })

  it('refuses bytes that are no tree', () => {
    expect(() => decodeTree(new ArrayBuffer(8))).toThrow('not a tree')
    expect(() => decodeTree(new ArrayBuffer(64))).toThrow('not a tree')
  })

  it('reads a hundred thousand members in a blink', () => {
    const count = 100_000
    const numbers = emptyTree(count)
    numbers.parents.forEach((_, i) => (numbers.parents[i] = i === 0 ? -1 : Math.floor((i - 1) / 3)))
    const names = joinTexts(Array.from({ length: count }, (_, i) => `江宁机械制造有限公司${i}`))
    const { buffer } = encodeTree({ head: {}, numbers, texts: { ...texts, names } })

    const started = process.threadCpuUsage()
    const tree = decodeTree(buffer)
    expect(tree.names).toHaveLength(count)
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(300)
  })
})
