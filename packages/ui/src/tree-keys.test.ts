import { describe, expect, it } from 'vitest'
import { treeMove } from './tree-keys.ts'
import { outlineOf, visiblePlaces } from './tree-rows.ts'

const holding = 10
const lines = {
  keys: Int32Array.of(holding, 11, 12, 13),
  depths: Int32Array.of(0, 1, 2, 1),
}
const outline = outlineOf(lines)

function view(active: number, open: number[]) {
  const expanded = new Set(open)
  const visible = visiblePlaces(lines, outline, expanded)
  return { lines, outline, expanded, active, pageSize: 2, visible }
}

describe('keys in a tree', () => {
  it.each([
    { key: 'ArrowDown', active: 0, open: [holding], move: { do: 'go', place: 1 } },
    { key: 'ArrowDown', active: 1, open: [holding], move: { do: 'go', place: 3 } },
    { key: 'ArrowDown', active: 3, open: [holding], move: { do: 'go', place: 3 } },
    { key: 'ArrowUp', active: 3, open: [holding], move: { do: 'go', place: 1 } },
    { key: 'ArrowRight', active: 1, open: [holding], move: { do: 'expand', place: 1 } },
    { key: 'ArrowRight', active: 0, open: [holding], move: { do: 'go', place: 1 } },
    { key: 'ArrowRight', active: 3, open: [holding], move: null },
    { key: 'ArrowLeft', active: 0, open: [holding], move: { do: 'collapse', place: 0 } },
    { key: 'ArrowLeft', active: 3, open: [holding], move: { do: 'go', place: 0 } },
    { key: 'ArrowLeft', active: 0, open: [], move: null },
    { key: '*', active: 0, open: [holding], move: { do: 'expand-subtree', place: 0 } },
    { key: 'x', active: 1, open: [holding], move: { do: 'select', place: 1 } },
    { key: 'Enter', active: 1, open: [holding], move: { do: 'open', place: 1 } },
    { key: 'PageDown', active: 0, open: [holding], move: { do: 'go', place: 3 } },
    { key: 'End', active: 0, open: [holding], move: { do: 'go', place: 3 } },
    { key: 'q', active: 0, open: [], move: null },
  ])('$key at row $active with $open expanded', ({ key, active, open, move }) => {
    expect(treeMove(key, view(active, open))).toEqual(move)
  })

  it('starts at the first row when no row is active', () => {
    expect(treeMove('ArrowDown', view(-1, []))).toEqual({ do: 'go', place: 0 })
    expect(treeMove('Enter', view(-1, []))).toBeNull()
  })
})
