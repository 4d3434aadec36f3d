import { day } from '@banyan/domain/calendar'
import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { monthsBetween } from '../charts/month-axis.ts'
import { cycleLines } from './cycle-lines.ts'
import { everyMonth } from './every-month.ts'
import { monthBars } from './month-bars.ts'
import { partBars } from './part-bars.ts'

const colours = chartColours(false)
const period = { from: '2025-05-01', to: '2025-06-30' }
const rowsOf = (key: string, outcome?: 'approved' | 'declined') =>
  ({ kind: 'applications', ...period, product: key, ...(outcome ? { outcome } : {}) }) as const

describe('approvals by month', () => {
  const months = [
    { key: '2025-05', approved: 3, declined: 1, rate: 0.75 },
    { key: '2025-06', approved: 0, declined: 0, rate: null },
  ]
  const names = { approved: '批准', declined: '否决', rate: '批准率' }
  const { series, xAxis } = monthBars(colours, { months, names, rowsOf, summary: '' })

  it('have a bar for each outcome and a line for the rate', () => {
    expect(xAxis.data).toEqual(['2025-05', '2025-06'])
    expect(series.map(({ data }) => data.map(({ value }) => value))).toEqual([
      [3, 0],
      [1, 0],
      [0.75, null],
    ])
  })

  it('open the decisions of the mark', () => {
    expect(series[1]?.data[0]?.rows).toMatchObject({ product: '2025-05', outcome: 'declined' })
    expect(series[2]?.data[0]?.rows).not.toHaveProperty('outcome')
  })

  it('show the cut of the one-year rate in May 2025', () => {
    expect(series[0]).toMatchObject({ markLine: { data: [{ xAxis: '2025-05' }] } })
  })
})

describe('every month of a period', () => {
  it('is there, also across a year and where nothing was decided', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ])
    const told = {
      key: '2025-06',
      approved: 1,
      declined: 0,
      approvedAmount: 5,
      requestedAmount: 5,
      medianDays: 2,
      p90Days: 2,
      rate: 1,
    }
    const all = everyMonth([told], { from: day('2025-05-01'), to: day('2025-06-30') })
    expect(all).toMatchObject([{ key: '2025-05', approved: 0, rate: null }, told])
  })
})

describe('approvals by branch or product', () => {
  it('keep their order and write the rate at the end', () => {
    const parts = [
      { key: 'b', name: '乙', approved: 1, declined: 1, rate: 0.5 },
      { key: 'a', name: '甲', approved: 4, declined: 0, rate: 1 },
    ]
    const option = partBars(colours, {
      parts,
      names: { approved: '批准', declined: '否决' },
      rowsOf,
      summary: '',
    })
    expect(option.yAxis.data).toEqual(['乙', '甲'])
    const { label } = option.series[1] as {
      label: { formatter: (mark: { dataIndex: number }) => string }
    }
    expect(label.formatter({ dataIndex: 0 })).toBe('50.0%')
    expect(option.series[0]?.data[1]?.rows).toMatchObject({ product: 'a', outcome: 'approved' })
  })
})

describe('days to decide', () => {
  it('are labelled with the last month that has any', () => {
    const months = [
      { key: '2025-05', medianDays: 3, p90Days: 8.5 },
      { key: '2025-06', medianDays: null, p90Days: null },
    ]
    const names = { median: '中位', p90: 'P90', days: '天' }
    const { series } = cycleLines(colours, { months, names, rowsOf, summary: '' })
    expect(series.map(({ endLabel }) => endLabel.formatter)).toEqual([
      '{name|P90}\n{value|8.5 天}',
      '{name|中位}\n{value|3.0 天}',
    ])
    expect(series[1]?.data[1]?.value).toBeNull()
  })
})
