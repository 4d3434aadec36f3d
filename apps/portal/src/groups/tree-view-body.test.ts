import { ViewBody } from '@banyan/domain/search/saved-view'
import { describe, expect, it } from 'vitest'
import {
  bodyOfTree,
  changedTreeParts,
  plainTree as plain,
  treeStateOf,
  type TreeState,
} from './tree-view-body.ts'

const whole: TreeState = {
  filter: {
    text: '华拓 & co',
    conditions: [
      { field: 'overdue', is: 'least', value: 100_00 },
      { field: 'branch', is: 'not', value: '南京~分行 (总)' },
      { field: 'tier', is: 'is', value: 'doubtful' },
    ],
  },
  sort: { by: 'balance', direction: 'descending' },
  lens: 'graph',
  graph: { layers: ['ownership', 'guarantee'], way: 'up' },
  layout: {
    columns: [
      { id: 'name', isPinned: true },
      { id: 'balance', width: 120 },
      { id: 'share', isHidden: true },
    ],
    density: 'roomy',
  },
}

describe('a way of reading a tree kept as a view', () => {
  it.each([
    ['with everything', whole],
    ['as a list', { ...plain, lens: 'list' as const }],
    ['as it is at first', plain],
  ])('comes back as it was, %s, by way of the server', (_, state) => {
    expect(treeStateOf(ViewBody.parse(bodyOfTree(state)))).toEqual(state)
  })

  it('is told part by part where it was changed', () => {
    const shown = {
      ...whole,
      filter: { ...whole.filter, text: '' },
      sort: null,
      layout: { columns: [{ id: 'name' }], density: 'compact' as const },
    }
    expect(changedTreeParts(whole, shown)).toEqual(['text', 'sort', 'columns', 'density'])
    expect(changedTreeParts(whole, whole)).toEqual([])
  })

  it('counts another lens or layer as a change, and layers only where they are drawn', () => {
    const graph = { layers: ['control'] as const, way: 'both' as const }
    expect(changedTreeParts(whole, { ...whole, graph })).toEqual(['lens'])
    expect(changedTreeParts(whole, { ...whole, lens: 'tree' })).toEqual(['lens'])
    expect(changedTreeParts(plain, { ...plain, graph })).toEqual([])
  })

  it('does not count columns where the view keeps none', () => {
    expect(changedTreeParts(plain, { ...plain, layout: whole.layout })).toEqual([])
  })
})
