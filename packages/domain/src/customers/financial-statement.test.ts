import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { financialRatios } from './financial-ratios.ts'
import {
  type StatementFigures,
  statementLines,
  statementRefusal,
  statementWarnings,
  StatementFigures as Schema,
} from './financial-statement.ts'

const nothing = Object.fromEntries(statementLines.map((name) => [name, null])) as StatementFigures
const figures = (given: Partial<Record<(typeof statementLines)[number], number>>) =>
  ({
    ...nothing,
    ...Object.fromEntries(Object.entries(given).map(([name, amount]) => [name, money(amount)])),
  }) as StatementFigures

const sound = figures({
  revenue: 1_000_000,
  costOfSales: 600_000,
  operatingProfit: 150_000,
  interestExpense: 30_000,
  incomeTax: 30_000,
  depreciation: 50_000,
  netProfit: 90_000,
  cash: 80_000,
  receivables: 200_000,
  inventory: 100_000,
  currentAssets: 450_000,
  totalAssets: 1_200_000,
  payables: 150_000,
  currentLiabilities: 300_000,
  interestBearingDebt: 400_000,
  totalLiabilities: 700_000,
  netAssets: 500_000,
  operatingCashFlow: 120_000,
  principalRepaid: 50_000,
})

describe('ratios', () => {
  it('are exact, in millionths of a percent', () => {
    expect(financialRatios({ period: 'year', figures: sound }, null)).toEqual({
      currentRatio: 150_000_000,
      quickRatio: 116_666_667,
      cashRatio: 26_666_667,
      debtToAssets: 58_333_333,
      debtToEquity: 140_000_000,
      interestBearingDebtToAssets: 33_333_333,
      interestCover: 500_000_000,
      cashInterestCover: 666_666_667,
      debtServiceCover: 212_500_000,
      grossMargin: 40_000_000,
      netMargin: 9_000_000,
      returnOnEquity: 18_000_000,
      returnOnAssets: 7_500_000,
      cashFlowToCurrentLiabilities: 40_000_000,
      revenueGrowth: null,
      profitGrowth: null,
      assetGrowth: null,
      receivableDays: 72,
      inventoryDays: 60,
      payableDays: 90,
    })
  })

  it('use the average of two balances and grow from the year before', () => {
    const before = figures({ revenue: 800_000, netProfit: 100_000, netAssets: 400_000 })
    const ratios = financialRatios({ period: 'year', figures: sound }, before)
    expect(ratios).toMatchObject({
      returnOnEquity: 20_000_000,
      revenueGrowth: 25_000_000,
      profitGrowth: -10_000_000,
      assetGrowth: null,
    })
  })

  it('count a quarter four times where a result stands against a balance', () => {
    const quarter = financialRatios({ period: 'quarter', figures: sound }, null)
    expect(quarter).toMatchObject({ returnOnEquity: 72_000_000, receivableDays: 18 })
    expect(quarter.netMargin).toBe(9_000_000)
  })

  it('say nothing over a base of nought, below nought, or not known', () => {
    const broken = { ...sound, netAssets: money(-1), currentLiabilities: money(0) }
    expect(financialRatios({ period: 'year', figures: broken }, null)).toMatchObject({
      debtToEquity: null,
      returnOnEquity: null,
      currentRatio: null,
    })
    const empty = Object.values(financialRatios({ period: 'year', figures: nothing }, null))
    expect(empty.every((value) => value === null)).toBe(true)
  })

  it('stay exact for the largest amounts', () => {
    const large = figures({ revenue: Number.MAX_SAFE_INTEGER, netProfit: Number.MAX_SAFE_INTEGER })
    expect(financialRatios({ period: 'year', figures: large }, null).netMargin).toBe(100_000_000)
  })
})

describe('a statement', () => {
  const today = day('2026-10-15')
  const of = (periodEnd: string, period: 'year' | 'half' | 'quarter') =>
    statementRefusal({ periodEnd: day(periodEnd), period, figures: sound }, today)

  it.each([
    ['2025-12-31', 'year', null],
    ['2026-06-30', 'half', null],
    ['2026-09-30', 'quarter', null],
    ['2026-12-31', 'year', 'in-the-future'],
    ['2026-09-30', 'half', 'not-a-period-end'],
    ['2026-06-30', 'year', 'not-a-period-end'],
    ['2026-10-14', 'quarter', 'not-a-period-end'],
  ] as const)('to %s of a %s: %s', (periodEnd, period, refusal) => {
    expect(of(periodEnd, period)).toBe(refusal)
  })

  it('has at least one figure', () => {
    const blank = { periodEnd: day('2025-12-31'), period: 'year', figures: nothing } as const
    expect(statementRefusal(blank, today)).toBe('statement-is-empty')
  })

  it('may show a loss, but no revenue below nought', () => {
    expect(Schema.safeParse({ ...sound, netProfit: -5 }).success).toBe(true)
    expect(Schema.safeParse({ ...sound, revenue: -5 }).success).toBe(false)
  })

  it('warns where its lines do not add up', () => {
    expect(statementWarnings(sound, null)).toEqual([])
    const odd = { ...sound, netAssets: money(400_000), currentAssets: money(300_000) }
    expect(statementWarnings(odd, null)).toEqual([
      'assets-are-not-liabilities-and-net-assets',
      'parts-above-current-assets',
    ])
    const flows = { investingCashFlow: money(-50_000), financingCashFlow: money(0) }
    const before = { ...sound, cash: money(10_000) }
    expect(statementWarnings({ ...sound, ...flows }, before)).toEqual([])
    expect(statementWarnings({ ...sound, ...flows }, { ...before, cash: money(0) })).toEqual([
      'flows-are-not-the-change-of-cash',
    ])
  })
})
