import { describe, expect, it } from 'vitest'
import {
  ancestorKeys,
  isExpandable,
  keptLines,
  keysToLevel,
  outlineOf,
  shownAt,
  sortedLines,
  subtreeKeys,
  visiblePlaces,
  type TreeLines,
} from './tree-rows.ts'

const linesOf = (pairs: readonly (readonly [key: number, depth: number])[]): TreeLines => ({
  keys: Int32Array.from(pairs, ([key]) => key),
  depths: Int32Array.from(pairs, ([, depth]) => depth),
})

const [holding, precision, moulds, person, trade, outsider] = [10, 11, 12, 13, 14, 15]
const lines = linesOf([
  [holding, 0],
  [precision, 1],
  [moulds, 2],
  [person, 2],
  [trade, 1],
  [outsider, 0],
])
const outline = outlineOf(lines)

describe('laying out a tree', () => {
  it('finds each line its parent, the end of its subtree and its number among siblings', () => {
    expect([...outline.parent]).toEqual([-1, 0, 1, 1, 0, -1])
    expect([...outline.end]).toEqual([5, 4, 3, 4, 5, 6])
    expect([...outline.position]).toEqual([1, 1, 1, 2, 2, 2])
    expect([...outline.setSize]).toEqual([2, 2, 2, 2, 2, 2])
  })

  it('refuses a line that skips a level', () => {
    expect(() =>
      outlineOf(
        linesOf([
          [1, 0],
          [2, 2],
        ]),
      ),
    ).toThrow(RangeError)
  })

  it('lays out nothing', () => {
    const none = linesOf([])
    expect([...visiblePlaces(none, outlineOf(none), new Set())]).toEqual([])
  })
})

describe('what is on screen', () => {
  it.each([
    { expanded: [], shown: [0, 5] },
    { expanded: [holding], shown: [0, 1, 4, 5] },
    { expanded: [holding, precision], shown: [0, 1, 2, 3, 4, 5] },
    { expanded: [precision], shown: [0, 5] },
  ])('shows $shown with $expanded expanded', ({ expanded, shown }) => {
    expect([...visiblePlaces(lines, outline, new Set(expanded))]).toEqual(shown)
  })

  it('walks ten thousand lines under one collapsed root in one step', () => {
    const many = linesOf(Array.from({ length: 10_000 }, (_, at) => [at, at ? 1 : 0] as const))
    const all = outlineOf(many)
    expect([...visiblePlaces(many, all, new Set())]).toEqual([0])
    expect(visiblePlaces(many, all, new Set([0]))).toHaveLength(10_000)
  })

  it.each([
    { place: 0, at: 0 },
    { place: 4, at: 2 },
    { place: 5, at: 3 },
    { place: 2, at: -1 },
    { place: -1, at: -1 },
  ])('finds place $place at $at on screen', ({ place, at }) => {
    expect(shownAt(visiblePlaces(lines, outline, new Set([holding])), place)).toBe(at)
  })
})

describe('expanding', () => {
  it('offers it where there is something below', () => {
    expect([0, 1, 2, 3, 4, 5].map((place) => isExpandable(outline, place))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('takes the whole subtree and nothing beside it', () => {
    expect(subtreeKeys(lines, outline, 0)).toEqual([holding, precision])
    expect(subtreeKeys(lines, outline, 4)).toEqual([])
  })

  it('opens down to a level', () => {
    expect([...keysToLevel(lines, outline, 0)]).toEqual([holding])
    expect([...keysToLevel(lines, outline, 1)]).toEqual([holding, precision])
  })

  it('names the ancestors that must be open, nearest first', () => {
    expect(ancestorKeys(lines, outline, moulds)).toEqual([precision, holding])
    expect(ancestorKeys(lines, outline, 99)).toEqual([])
  })
})

describe('sorting inside the tree', () => {
  it('orders siblings and keeps everyone below their parent', () => {
    const sorted = sortedLines(lines, outline, (one, other) => other - one)
    expect([...sorted.keys]).toEqual([outsider, holding, trade, precision, person, moulds])
    expect([...sorted.depths]).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('keeps the order of equal siblings', () => {
    expect([...sortedLines(lines, outline, () => 0).keys]).toEqual([...lines.keys])
  })
})

describe('filtering inside the tree', () => {
  it('keeps what matches with everything above it', () => {
    const kept = keptLines(lines, outline, (key) => key === person || key === outsider)
    expect([...kept.lines.keys]).toEqual([holding, precision, person, outsider])
    expect([...kept.lines.depths]).toEqual([0, 1, 2, 0])
    expect([...kept.matches]).toEqual([person, outsider])
    expect([...kept.ancestors]).toEqual([precision, holding])
  })

  it('keeps nothing when nothing matches', () => {
    expect(keptLines(lines, outline, () => false).lines.keys).toHaveLength(0)
  })
})
