import { describe, expect, it } from 'vitest'
import { aTree } from './tree-testing.ts'
import { treeView } from './tree-view.ts'

describe('the rows of a tree', () => {
  it('puts a closing edge under its holder, after everything below the holder', () => {
    const { rows } = treeView(
      aTree(
        [
          { name: 'root', depth: 0 },
          { name: 'a', depth: 1 },
          { name: 'leaf', depth: 2 },
          { name: 'b', depth: 1 },
        ],
        { closing: [['a', 'root']] },
      ),
    )
    expect(rows.map(({ id, depth }) => [id, depth])).toEqual([
      ['id-root', 0],
      ['id-a', 1],
      ['id-leaf', 2],
      ['id-a>id-root', 2],
      ['id-b', 1],
    ])
    expect(rows[3]).toMatchObject({ type: 'stub', heldName: 'root', heldNumber: 'C0000003' })
  })

  it('keeps the deeper stub first where two end at one place, so that levels never skip', () => {
    const { rows } = treeView(
      aTree(
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
      ),
    )
    expect(rows.map(({ id, depth }) => [id, depth]).slice(3)).toEqual([
      ['id-leaf>id-root', 3],
      ['id-a>id-root', 2],
    ])
  })

  it('multiplies shares along the chain and stops at an unknown link', () => {
    const { members } = treeView(
      aTree([
        { name: 'root', depth: 0 },
        { name: 'a', depth: 1, percent: 60 },
        { name: 'b', depth: 2, percent: 50 },
        { name: 'c', depth: 1 },
        { name: 'd', depth: 2, percent: 80 },
      ]),
    )
    expect(members.map(({ through }) => through)).toEqual([
      null,
      60_000_000,
      30_000_000,
      null,
      null,
    ])
  })

  it('adds own balances by class, each once', () => {
    const { tierSums } = treeView(
      aTree([
        { name: 'root', depth: 0, own: 500, tier: 1 },
        { name: 'a', depth: 1, own: 30, tier: 4 },
        { name: 'b', depth: 1, own: 7, tier: 1 },
        { name: 'c', depth: 1 },
      ]),
    )
    expect(tierSums).toEqual([507, 0, 0, 30, 0])
  })

  it('marks those in a guarantee circle with its size', () => {
    const { members } = treeView(
      aTree(
        [
          { name: 'root', depth: 0 },
          { name: 'a', depth: 1 },
          { name: 'b', depth: 1 },
        ],
        { circles: [['a', 'b', 'outside']] },
      ),
    )
    expect(members.map(({ circle }) => circle)).toEqual([0, 3, 3])
  })
})
