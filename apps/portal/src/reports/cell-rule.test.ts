import { reportLayout } from '@banyan/domain/reports/report-layout'
import { describe, expect, it } from 'vitest'
import { cellRule } from './cell-rule.ts'

const asOf = '2026-10-31'

describe('the rule of a cell', () => {
  it('says industry, tier and day', () => {
    expect(cellRule('asset-quality', { row: '2.3', column: 'G' }, { locale: 'zh', asOf })).toEqual({
      measure: 'Σ 贷款余额',
      conditions: ['贷款投向 = 制造业', '五级分类 ∈ 可疑', '截至 = 2026-10-31 日终'],
    })
  })

  it.each([
    ['2', 'A', ['as of close of 2026-10-31']],
    [
      '2.21',
      'E',
      ['borrower = person', 'tier ∈ Substandard, Doubtful, Loss', 'as of close of 2026-10-31'],
    ],
    ['2', 'I', ['overdue ≥ 1 day', 'as of close of 2026-10-31']],
  ])('of %s.%s has the conditions %j', (row, column, conditions) => {
    const rule = cellRule('asset-quality', { row, column }, { locale: 'en', asOf })
    expect(rule.conditions).toEqual(conditions)
  })

  it('is there for every cell of the micro-lender', () => {
    const { rows, columns } = reportLayout('micro-lender-pack')
    for (const { row } of rows) {
      for (const { column } of columns) {
        const rule = cellRule('micro-lender-pack', { row, column }, { locale: 'zh', asOf })
        expect(rule.measure).not.toBe('')
        expect(rule.conditions.at(-1)).toContain(asOf)
      }
    }
  })
})
