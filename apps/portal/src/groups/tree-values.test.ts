import { outlineOf, sortedLines } from '@banyan/ui/tree-rows'
import { describe, expect, it } from 'vitest'
import { sumsOf } from './tree-sums.ts'
import { aTree } from './tree-testing.ts'
import { compareBy } from './tree-values.ts'

const view = aTree(
  [
    { name: 'root', depth: 0, own: 1 },
    { name: 'a', depth: 1, own: 30, percent: 10, tier: 2 },
    { name: 'a1', depth: 2, own: 5, percent: 20 },
    { name: 'b', depth: 1, own: 200, reserved: 9 },
    { name: 'c', depth: 1, own: 4, percent: 90, tier: 1 },
  ],
  { closing: [['root', 'root']] },
)
function sorted(by: string, direction: 'ascending' | 'descending') {
  const { keys } = sortedLines(
    view.lines,
    outlineOf(view.lines),
    compareBy(view, { by, direction }),
  )
  return Array.from(keys, (key) => {
    const row = view.rowOf(key)
    return row.type === 'member' ? row.name : 'stub'
  })
}

describe('sorting a tree by a column', () => {
  it('orders siblings, and everyone keeps those below', () => {
    expect(sorted('own', 'descending')).toEqual(['root', 'b', 'a', 'a1', 'c', 'stub'])
    expect(sorted('own', 'ascending')).toEqual(['root', 'c', 'a', 'a1', 'b', 'stub'])
  })

  it('puts what is not known last either way, and closing edges after it', () => {
    expect(sorted('direct', 'ascending')).toEqual(['root', 'a', 'a1', 'c', 'b', 'stub'])
    expect(sorted('direct', 'descending')).toEqual(['root', 'c', 'a', 'a1', 'b', 'stub'])
  })
})

describe('the sums at the foot', () => {
  it('add each customer’s own figures once and pass over closing edges', () => {
    expect(sumsOf(view.data, view.lines.keys)).toEqual({
      count: 5,
      own: 240,
      reserved: 9,
      overdue: 0,
      guaranteed: 0,
      limits: 0,
    })
  })

  it('are of those that match while something is filtered', () => {
    expect(sumsOf(view.data, new Set([2, 4]))).toMatchObject({ count: 2, own: 9 })
  })
})
