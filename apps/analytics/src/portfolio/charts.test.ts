import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { bandBars } from './band-bars.ts'
import { shareOfTier, tierMonths } from './tier-months.ts'

const colours = chartColours(true)
const names = {
  normal: '正常',
  'special-mention': '关注',
  substandard: '次级',
  doubtful: '可疑',
  loss: '损失',
}

describe('the tiers by month', () => {
  const months = [
    { day: '2026-08-31', balance: 0, tiers: [] },
    {
      day: '2026-09-30',
      balance: 1_000,
      tiers: [
        { tier: 'normal', loans: 9, balance: 900 },
        { tier: 'loss', loans: 1, balance: 100 },
      ],
    },
  ] as const

  it('are shares of the balance, and a gap where there is none', () => {
    expect(shareOfTier(months[1], 'loss')).toBe(0.1)
    expect(shareOfTier(months[1], 'doubtful')).toBe(0)
    expect(shareOfTier(months[0], 'loss')).toBeNull()
  })

  it('leave out the normal one and open the loans of the day', () => {
    const { series } = tierMonths(colours, {
      months,
      names,
      rowsOf: (on, state) => ({ kind: 'loans', on, state }),
      summary: '',
    })
    expect(series.map(({ name }) => name)).toEqual(['关注', '次级', '可疑', '损失'])
    expect(series[3]?.data[1]).toEqual({
      value: 0.1,
      rows: { kind: 'loans', on: '2026-09-30', state: 'loss' },
    })
  })
})

describe('the bands of days past due', () => {
  it('say amount and number at the end of each bar', () => {
    const bands = [
      { band: '1-30', loans: 12, balance: 12_345_000_000 },
      { band: '31-60', loans: 0, balance: 0 },
    ] as const
    const { series, yAxis } = bandBars(colours, {
      bands,
      unit: 'wan',
      rowsOf: (band) => ({ kind: 'loans', band }),
      names: { balance: '余额', loans: (count) => `${count} 笔` },
      summary: '',
    })
    expect(yAxis.data).toEqual(['1-30', '31-60'])
    const label = series[0]?.label.formatter
    expect([label?.({ dataIndex: 0 }), label?.({ dataIndex: 1 })]).toEqual([
      '12,345 · 12 笔',
      '– · 0 笔',
    ])
    expect(series[0]?.data[0]?.rows).toEqual({ kind: 'loans', band: '1-30' })
  })
})
