import { describe, expect, it } from 'vitest'
import { aTree } from './tree-testing.ts'
import type { TreeView } from './tree-view.ts'

const lined = ({ lines, rowOf }: TreeView) =>
  Array.from(lines.keys, (key, place) => {
    const row = rowOf(key)
    return [row.type === 'member' ? row.name : `→ ${row.heldName}`, lines.depths[place]]
  })
const members = (view: TreeView) =>
  Array.from({ length: view.data.count }, (_, key) => view.memberAt(key))

describe('the rows of a tree', () => {
  it('puts a closing edge under its holder, after everything below the holder', () => {
    const view = aTree(
      [
        { name: 'root', depth: 0 },
        { name: 'a', depth: 1 },
        { name: 'leaf', depth: 2 },
        { name: 'b', depth: 1 },
      ],
      { closing: [['a', 'root']] },
    )
    expect(lined(view)).toEqual([
      ['root', 0],
      ['a', 1],
      ['leaf', 2],
      ['→ root', 2],
      ['b', 1],
    ])
    expect(view.rowOf(4)).toMatchObject({ type: 'stub', heldKey: 0, holderKey: 1 })
  })

  it('keeps the deeper stub first where two end at one place, so that levels never skip', () => {
    const view = aTree(
      [
        { name: 'root', depth: 0 },
        { name: 'a', depth: 1 },
        { name: 'leaf', depth: 2 },
      ],
      {
        closing: [
          ['a', 'root'],
          ['leaf', 'root'],
        ],
      },
    )
    expect(lined(view).slice(3)).toEqual([
      ['→ root', 3],
      ['→ root', 2],
    ])
  })

  it('shows shares as they came, unknown as none, and none at the top', () => {
    const view = aTree([
      { name: 'root', depth: 0, through: 100 },
      { name: 'a', depth: 1, percent: 60, through: 60 },
      { name: 'b', depth: 2, percent: 50, through: 30 },
      { name: 'c', depth: 1 },
    ])
    expect(members(view).map(({ percent, through }) => [percent, through])).toEqual([
      [null, null],
      [60_000_000, 60_000_000],
      [50_000_000, 30_000_000],
      [null, null],
    ])
  })

  it('adds own balances by class, each once', () => {
    const { tierSums } = aTree([
      { name: 'root', depth: 0, own: 500, tier: 1 },
      { name: 'a', depth: 1, own: 30, tier: 4 },
      { name: 'b', depth: 1, own: 7, tier: 1 },
      { name: 'c', depth: 1 },
    ])
    expect(tierSums).toEqual([507, 0, 0, 30, 0])
  })

  it('marks those in a guarantee circle with its size', () => {
    const view = aTree(
      [
        { name: 'root', depth: 0 },
        { name: 'a', depth: 1 },
        { name: 'b', depth: 1 },
      ],
      { circles: [['a', 'b', 'outside']] },
    )
    expect(members(view).map(({ circle }) => circle)).toEqual([0, 3, 3])
  })

  it('makes a row once, and finds it by id and by number', () => {
    const view = aTree([
      { name: 'root', depth: 0 },
      { name: 'a', depth: 1 },
    ])
    expect(view.memberAt(1)).toBe(view.rowOf(1))
    expect(view.keyOf('id-a')).toBe(1)
    expect(view.keyOfNumber('C0000010')).toBe(1)
    expect(view.keyOf('id-gone')).toBeNull()
    expect(view.keyOfNumber('C9')).toBeNull()
  })
})
