import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subtreeMaxima, subtreeSums } from './subtree-sums.ts'

// root ─ a ─ b, c ; root ─ d
const sizes = [5, 3, 1, 1, 1]

describe('what a subtree adds up to', () => {
  it('counts the node itself and everything below it once', () => {
    expect(subtreeSums([1, 10, 100, 1_000, 10_000], sizes)).toEqual([
      11_111, 1_110, 100, 1_000, 10_000,
    ])
  })

  it('finds the worst below each node', () => {
    expect(subtreeMaxima([0, 2, 7, 1, 4], sizes)).toEqual([7, 7, 7, 1, 4])
  })

  it('equals a plain walk on any tree', () => {
    const parentsOf = fc.array(fc.nat(), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(parentsOf, (choices) => {
        const depths = choices.reduce<number[]>(
          (all, choice) => [...all, all.length === 0 ? 0 : (choice % ((all.at(-1) ?? 0) + 1)) + 1],
          [],
        )
        const below = depths.map((depth, i) => {
          const next = depths.findIndex((other, j) => j > i && other <= depth)
          return (next === -1 ? depths.length : next) - i
        })
        const walked = below.map((size, i) =>
          choices.slice(i, i + size).reduce((sum, value) => sum + (value % 1000), 0),
        )
        const own = choices.map((value) => value % 1000)
        expect(subtreeSums(own, below)).toEqual(walked)
      }),
    )
  })
})
