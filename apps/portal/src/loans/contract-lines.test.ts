import { describe, expect, it } from 'vitest'
import { contractLines } from './contract-lines.ts'

describe('setting a contract on paper', () => {
  it('keeps every line and gives the schedule as rows', () => {
    const text = [
      '借款合同',
      '合同编号：HT1',
      '',
      '附表：还款计划',
      '期次\t到期日',
      '1\t2026-11-15',
      '合计\t',
    ].join('\n')
    expect(contractLines(text)).toEqual({
      title: '借款合同',
      lines: ['合同编号：HT1', '', '附表：还款计划'],
      schedule: {
        head: ['期次', '到期日'],
        rows: [
          ['1', '2026-11-15'],
          ['合计', ''],
        ],
      },
    })
  })
})
