import type { Column } from '@banyan/ui/column'
import { uiWords } from '@banyan/ui/words'
import { describe, expect, it } from 'vitest'
import type { CellReading } from './tree-cells.ts'
import { checksumOf, csvText, shownKeys, treeSheet } from './tree-sheet.ts'
import { aTree } from './tree-testing.ts'

const view = aTree(
  [
    { name: '=华拓,控股', depth: 0, own: 123_456_789, tier: 1 },
    { name: '精密', depth: 1, own: 5, percent: 62.5, days: 3 },
    { name: '贸易', depth: 1 },
  ],
  { closing: [['精密', '=华拓,控股']] },
)
const columns: Column[] = ['name', 'direct', 'own', 'tier', 'days'].map((id) => ({ id, label: id }))
const reading: CellReading = {
  unit: 'wan',
  limit: null,
  classes: uiWords.zh.classes,
  stages: uiWords.zh.stages,
  states: uiWords.zh.states,
  alerts: () => [],
  crossHolding: (held) => `↺ ${held}`,
}
const from = { view, columns, reading, locale: 'zh', levelHead: '层级' } as const

describe('the rows of a tree as a file', () => {
  it('has the columns on screen, the level, and amounts exact in the unit on screen', () => {
    const { heads, rows } = treeSheet(from, shownKeys(view.lines, new Set(), true))
    expect(heads).toEqual(['层级', 'name', 'direct', 'own（万元）', 'tier', 'days'])
    expect(rows).toEqual([
      [1, '=华拓,控股', null, 123.456789, '正常', 3],
      [2, '精密', 62.5, 0.000005, null, 3],
      [3, '↺ =华拓,控股', null, '', '', ''],
      [2, '贸易', null, 0, null, 0],
    ])
  })

  it('takes the lines that are open and no more', () => {
    expect(shownKeys(view.lines, new Set(), false).keys).toEqual([0])
    expect(shownKeys(view.lines, new Set([0]), false).keys).toEqual([0, 1, 2])
  })

  it('quotes what holds a comma and disarms what looks like a formula', () => {
    const text = csvText(treeSheet(from, { keys: [0], depths: [0] }))
    expect(text).toBe(
      '层级,name,direct,own（万元）,tier,days\r\n1,"\'=华拓,控股",,123.456789,正常,3',
    )
  })

  it('has a checksum that any tool can make again', async () => {
    expect(await checksumOf('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
