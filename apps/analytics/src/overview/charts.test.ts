import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { lprHeadroom, lprMarks, monthsBetween } from '../charts/month-axis.ts'
import { qualityLines } from './quality-lines.ts'
import { tierBar } from './tier-bar.ts'

const colours = chartColours(false)

describe('the lines of NPL and overdue', () => {
  const months = [
    { day: '2024-09-30', nonPerformingRatio: 0.01, overdue30Ratio: 0.03 },
    { day: '2024-10-31', nonPerformingRatio: null, overdue30Ratio: 0.02 },
    { day: '2024-11-14', nonPerformingRatio: 0.0148, overdue30Ratio: 0.0231 },
  ]
  const option = qualityLines(colours, {
    months,
    part: { product: 'business' },
    names: { nonPerforming: '不良率', overdue30: '逾期 30+' },
    summary: '',
  })

  it('have a point for each month and a gap where there is no book', () => {
    expect(option.xAxis.data).toEqual(['2024-09', '2024-10', '2024-11'])
    expect(option.series[1]?.data.map(({ value }) => value)).toEqual([0.01, null, 0.0148])
  })

  it('are labelled at their end', () => {
    expect(option.series.map(({ endLabel }) => endLabel.formatter)).toEqual([
      '{name|逾期 30+}\n{value|2.31%}',
      '{name|不良率}\n{value|1.48%}',
    ])
  })

  it('open the loans of the day of the point, with the same filter', () => {
    expect(option.series[0]?.data[2]?.rows).toEqual({
      kind: 'loans',
      on: '2024-11-14',
      state: 'overdue-30',
      product: 'business',
    })
  })

  it('show where the one-year rate changed', () => {
    expect(option.series[0]).toMatchObject({
      markLine: { data: [{ xAxis: '2024-10', label: { formatter: 'LPR\n3.10%', distance: 2 } }] },
    })
  })
})

describe('changes of the one-year rate', () => {
  it('that follow close behind another are written a step higher', () => {
    const year = monthsBetween('2023-11', '2026-10')
    const { data } = lprMarks(colours, year)
    expect(data.map(({ xAxis, label }) => [xAxis, label.distance])).toEqual([
      ['2024-07', 2],
      ['2024-10', 30],
      ['2025-05', 2],
    ])
    expect(lprHeadroom(year)).toBeGreaterThan(lprHeadroom(['2024-07', '2024-08']))
    expect(lprHeadroom(['2024-08'])).toBeLessThan(20)
  })
})

describe('the bar of tiers', () => {
  const names = {
    normal: '正常',
    'special-mention': '关注',
    substandard: '次级',
    doubtful: '可疑',
    loss: '损失',
  }
  const rowsOf = (tier: 'normal' | 'special-mention' | 'substandard' | 'doubtful' | 'loss') =>
    ({ kind: 'loans', state: tier }) as const

  it('is the whole balance in parts, labelled only where the label fits', () => {
    const tiers = [
      { tier: 'normal', loans: 9, balance: 9_500 },
      { tier: 'loss', loans: 1, balance: 500 },
    ] as const
    const { series } = tierBar(colours, { tiers, names, rowsOf, summary: '' })
    expect(series.map(({ data }) => data[0]?.value)).toEqual([0.95, 0.05])
    expect(series.map(({ label }) => label.show)).toEqual([true, false])
    expect(series[1]?.data[0]?.rows).toEqual({ kind: 'loans', state: 'loss' })
  })

  it('of an empty book has no shares', () => {
    const tiers = [{ tier: 'normal', loans: 0, balance: 0 }] as const
    expect(tierBar(colours, { tiers, names, rowsOf, summary: '' }).series[0]?.data[0]?.value).toBe(
      0,
    )
  })
})
