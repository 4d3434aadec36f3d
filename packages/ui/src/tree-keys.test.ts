import { describe, expect, it } from 'vitest'
import { treeMove } from './tree-keys.ts'
import { outlineOf, visibleIndexes } from './tree-rows.ts'

const rows = [
  { id: 'holding', depth: 0 },
  { id: 'precision', depth: 1 },
  { id: 'moulds', depth: 2 },
  { id: 'trade', depth: 1 },
]
const outline = outlineOf(rows)

function view(active: number, expandedIds: string[]) {
  const expanded = new Set(expandedIds)
  return {
    rows,
    outline,
    expanded,
    active,
    pageSize: 2,
    visible: visibleIndexes(rows, outline, expanded),
  }
}

describe('keys in a tree', () => {
  it.each([
    { key: 'ArrowDown', active: 0, expanded: ['holding'], move: { do: 'go', index: 1 } },
    { key: 'ArrowDown', active: 1, expanded: ['holding'], move: { do: 'go', index: 3 } },
    { key: 'ArrowDown', active: 3, expanded: ['holding'], move: { do: 'go', index: 3 } },
    { key: 'ArrowUp', active: 3, expanded: ['holding'], move: { do: 'go', index: 1 } },
    { key: 'ArrowRight', active: 1, expanded: ['holding'], move: { do: 'expand', index: 1 } },
    { key: 'ArrowRight', active: 0, expanded: ['holding'], move: { do: 'go', index: 1 } },
    { key: 'ArrowRight', active: 3, expanded: ['holding'], move: null },
    { key: 'ArrowLeft', active: 0, expanded: ['holding'], move: { do: 'collapse', index: 0 } },
    { key: 'ArrowLeft', active: 3, expanded: ['holding'], move: { do: 'go', index: 0 } },
    { key: 'ArrowLeft', active: 0, expanded: [], move: null },
    { key: '*', active: 0, expanded: [], move: { do: 'expand-subtree', index: 0 } },
    { key: 'Enter', active: 1, expanded: ['holding'], move: { do: 'open', index: 1 } },
    { key: 'PageDown', active: 0, expanded: ['holding'], move: { do: 'go', index: 3 } },
    { key: 'End', active: 0, expanded: ['holding'], move: { do: 'go', index: 3 } },
    { key: 'q', active: 0, expanded: [], move: null },
  ])('$key at row $active with $expanded expanded', ({ key, active, expanded, move }) => {
    expect(treeMove(key, view(active, expanded))).toEqual(move)
  })

  it('starts at the first row when no row is active', () => {
    expect(treeMove('ArrowDown', view(-1, []))).toEqual({ do: 'go', index: 0 })
    expect(treeMove('Enter', view(-1, []))).toBeNull()
  })
})
