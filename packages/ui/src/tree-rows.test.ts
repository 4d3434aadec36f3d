import { describe, expect, it } from 'vitest'
import { ancestorIds, isExpandable, outlineOf, subtreeIds, visibleIndexes } from './tree-rows.ts'

const rows = [
  { id: 'holding', depth: 0 },
  { id: 'precision', depth: 1 },
  { id: 'moulds', depth: 2 },
  { id: 'person', depth: 2 },
  { id: 'trade', depth: 1, hasChildren: true },
  { id: 'outsider', depth: 0 },
]
const outline = outlineOf(rows)

describe('laying out a tree', () => {
  it('finds each row its parent, the end of its subtree and its place among siblings', () => {
    expect([...outline.parent]).toEqual([-1, 0, 1, 1, 0, -1])
    expect([...outline.end]).toEqual([5, 4, 3, 4, 5, 6])
    expect([...outline.position]).toEqual([1, 1, 1, 2, 2, 2])
    expect([...outline.setSize]).toEqual([2, 2, 2, 2, 2, 2])
  })

  it('refuses a row that skips a level', () => {
    expect(() =>
      outlineOf([
        { id: 'root', depth: 0 },
        { id: 'lost', depth: 2 },
      ]),
    ).toThrow(RangeError)
  })

  it('lays out nothing', () => {
    expect(visibleIndexes([], outlineOf([]), new Set())).toEqual([])
  })
})

describe('what is on screen', () => {
  it.each([
    { expanded: [], shown: [0, 5] },
    { expanded: ['holding'], shown: [0, 1, 4, 5] },
    { expanded: ['holding', 'precision'], shown: [0, 1, 2, 3, 4, 5] },
    { expanded: ['precision'], shown: [0, 5] },
  ])('shows $shown with $expanded expanded', ({ expanded, shown }) => {
    expect(visibleIndexes(rows, outline, new Set(expanded))).toEqual(shown)
  })

  it('walks ten thousand rows under one collapsed root in one step', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      id: `${index}`,
      depth: index ? 1 : 0,
    }))
    expect(visibleIndexes(many, outlineOf(many), new Set())).toEqual([0])
    expect(visibleIndexes(many, outlineOf(many), new Set(['0']))).toHaveLength(10_000)
  })
})

describe('expanding', () => {
  it('offers it where children are known or still to be fetched', () => {
    expect(rows.map((_, index) => isExpandable(rows, outline, index))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ])
  })

  it('takes the whole subtree and nothing beside it', () => {
    expect(subtreeIds(rows, outline, 0)).toEqual(['holding', 'precision', 'trade'])
    expect(subtreeIds(rows, outline, 1)).toEqual(['precision'])
  })

  it('names the ancestors that must be open, nearest first', () => {
    expect(ancestorIds(rows, outline, 'moulds')).toEqual(['precision', 'holding'])
    expect(ancestorIds(rows, outline, 'unknown')).toEqual([])
  })
})
