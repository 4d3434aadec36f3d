import { describe, expect, it } from 'vitest'
import { filterTree, isFiltering, noFilter, type TreeFilter } from './tree-filter.ts'
import { aTree } from './tree-testing.ts'
import { treeView } from './tree-view.ts'

const { rows } = treeView(
  aTree([
    { name: '华拓控股', depth: 0, tier: 1 },
    { name: '华拓精密', depth: 1, tier: 2, officer: '王敏' },
    { name: '苏州拓谷', depth: 2, tier: 1, days: 12 },
    { name: '华拓贸易', depth: 1, tier: 3, days: 40 },
    { name: '宁波货运', depth: 2, tier: 3 },
  ]),
)
const shown = (filter: Partial<TreeFilter>) =>
  filterTree(rows, { ...noFilter, ...filter }).rows.map(({ id }) => id.slice(3))

describe('a filter within the tree', () => {
  it.each<[string, Partial<TreeFilter>, string[]]>([
    ['a part of a name', { text: '谷' }, ['华拓控股', '华拓精密', '苏州拓谷']],
    ['a number', { text: 'c0000031' }, ['华拓控股', '华拓贸易', '宁波货运']],
    ['an officer', { text: ' 王敏 ' }, ['华拓控股', '华拓精密']],
    ['a class of its own', { tier: 'substandard' }, ['华拓控股', '华拓贸易', '宁波货运']],
    ['days past due', { isOverdue: true }, ['华拓控股', '华拓精密', '苏州拓谷', '华拓贸易']],
    ['class and days together', { tier: 'substandard', isOverdue: true }, ['华拓控股', '华拓贸易']],
    ['nothing that is there', { text: '没有' }, []],
  ])('by %s keeps everyone above a match', (_, filter, expected) => {
    expect(shown(filter)).toEqual(expected)
  })

  it('tells matches from those kept for their sake', () => {
    const { matches, ancestors } = filterTree(rows, { ...noFilter, text: '谷' })
    expect([...matches]).toEqual(['id-苏州拓谷'])
    expect([...ancestors].sort()).toEqual(['id-华拓控股', 'id-华拓精密'].sort())
  })

  it.each([
    [{}, false],
    [{ text: '  ' }, false],
    [{ text: 'a' }, true],
    [{ isOverdue: true }, true],
  ])('%j filters: %s', (filter, expected) => {
    expect(isFiltering({ ...noFilter, ...filter })).toBe(expected)
  })
})
