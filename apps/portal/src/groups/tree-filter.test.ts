import { describe, expect, it } from 'vitest'
import { readConditions, writeConditions, type TreeCondition } from './tree-conditions.ts'
import { filterTree, isFiltering, noFilter, type TreeFilter } from './tree-filter.ts'
import { aTree } from './tree-testing.ts'

const view = aTree(
  [
    { name: '华拓控股', depth: 0, tier: 1 },
    { name: '华拓精密', depth: 1, tier: 2, officer: '王敏', own: 800, percent: 60 },
    { name: '苏州拓谷', depth: 2, tier: 1, days: 12, percent: 100 },
    { name: '华拓贸易', depth: 1, tier: 3, days: 40, own: 90, percent: 35 },
    { name: '宁波货运', depth: 2, tier: 3 },
  ],
  { circles: [['华拓精密', '华拓贸易', '外人']], closing: [['苏州拓谷', '华拓控股']] },
)
const nameOf = (key: number) => view.memberAt(key).name
const shown = (filter: Partial<TreeFilter>) =>
  Array.from(filterTree(view, { ...noFilter, ...filter }).lines.keys, nameOf)
const where = (...conditions: TreeCondition[]): Partial<TreeFilter> => ({ conditions })

const overdue = { field: 'days', is: 'least', value: 1 } as const
const substandard = { field: 'tier', is: 'is', value: 'substandard' } as const

describe('a filter within the tree', () => {
  it.each<[string, Partial<TreeFilter>, string[]]>([
    ['a part of a name', { text: '谷' }, ['华拓控股', '华拓精密', '苏州拓谷']],
    ['a number', { text: 'c0000031' }, ['华拓控股', '华拓贸易', '宁波货运']],
    ['an officer', { text: ' 王敏 ' }, ['华拓控股', '华拓精密']],
    ['a class of its own', where(substandard), ['华拓控股', '华拓贸易', '宁波货运']],
    ['days past due', where(overdue), ['华拓控股', '华拓精密', '苏州拓谷', '华拓贸易']],
    ['class and days together', where(substandard, overdue), ['华拓控股', '华拓贸易']],
    [
      'an own balance of at least',
      where({ field: 'own', is: 'least', value: 100 }),
      ['华拓控股', '华拓精密'],
    ],
    [
      'a share of at most, known ones only',
      where({ field: 'direct', is: 'most', value: 35_000_000 }),
      ['华拓控股', '华拓贸易'],
    ],
    [
      'a guarantee circle',
      where({ field: 'mark', is: 'is', value: 'circle' }),
      ['华拓控股', '华拓精密', '华拓贸易'],
    ],
    [
      'either end of a cross-holding',
      where({ field: 'mark', is: 'is', value: 'cross' }),
      ['华拓控股', '华拓精密', '苏州拓谷'],
    ],
    [
      'not that officer',
      where({ field: 'officer', is: 'not', value: '王敏' }),
      ['华拓控股', '华拓精密', '苏州拓谷', '华拓贸易', '宁波货运'],
    ],
    ['nothing that is there', { text: '没有' }, []],
  ])('by %s keeps everyone above a match', (_, filter, expected) => {
    expect(shown(filter)).toEqual(expected)
  })

  it('tells matches from those kept for their sake', () => {
    const { matches, ancestors } = filterTree(view, { ...noFilter, text: '谷' })
    expect([...matches].map(nameOf)).toEqual(['苏州拓谷'])
    expect([...ancestors].map(nameOf).sort()).toEqual(['华拓控股', '华拓精密'].sort())
  })

  it.each<[Partial<TreeFilter>, boolean]>([
    [{}, false],
    [{ text: '  ' }, false],
    [{ text: 'a' }, true],
    [where(overdue), true],
  ])('%j filters: %s', (filter, expected) => {
    expect(isFiltering({ ...noFilter, ...filter })).toBe(expected)
  })
})

describe('conditions in an address', () => {
  it.each<[TreeCondition[]]>([
    [[]],
    [[{ field: 'own', is: 'least', value: 500_000_000 }]],
    [[{ field: 'tier', is: 'not', value: 'normal' }, overdue]],
    [[{ field: 'branch', is: 'is', value: '江北 ~ 支行 & <=1>' }]],
  ])('%j are read back as they were written', (conditions) => {
    expect(readConditions(writeConditions(conditions))).toEqual(conditions)
  })

  it.each([
    'own>=much',
    'own=5',
    'tier=splendid',
    'colour=red',
    'stage!=nowhere',
    'branch=%E5%8C',
    '>=5',
  ])('%s says nothing and is passed over', (text) => {
    expect(readConditions(`${text}~days>=1`)).toEqual([overdue])
  })
})
