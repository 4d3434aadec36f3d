import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { buildAssetQuality } from './asset-quality.ts'
import type { ReportCell } from './cells.ts'
import { buildMicroLenderPack } from './micro-lender-pack.ts'
import { buildMigration } from './migration.ts'
import { type ReportCode, reportCodes } from './report-kinds.ts'
import { reportLayout } from './report-layout.ts'

const cellsOf: Record<ReportCode, ReportCell[]> = {
  'asset-quality': buildAssetQuality([]).cells,
  migration: buildMigration([], day('2026-12-31')).cells,
  'micro-lender-pack': buildMicroLenderPack([], { netAssets: null, lending: [], collections: [] })
    .cells,
}

describe('the layout of a report', () => {
  it.each(reportCodes)('%s names every row and column its figures have', (code) => {
    const { rows, columns } = reportLayout(code)
    const used = (part: 'row' | 'column') => new Set(cellsOf[code].map((cell) => cell[part]))

    expect(new Set(rows.map(({ row }) => row))).toEqual(used('row'))
    expect(new Set(columns.map(({ column }) => column))).toEqual(used('column'))
  })

  it.each(reportCodes)('%s says each row in Chinese', (code) => {
    for (const { name } of reportLayout(code).rows) expect(name.zh).toMatch(/\p{Script=Han}/u)
  })

  it('sets personal loans last', () => {
    expect(reportLayout('asset-quality').rows.at(-1)).toMatchObject({
      row: '2.21',
      name: { zh: '个人贷款' },
    })
  })
})
