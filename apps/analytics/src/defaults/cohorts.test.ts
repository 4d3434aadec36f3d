import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { cohortRates } from './cohort-rates.ts'
import { cohortsOf, highlighted, quarterOf, shareOf, type Vintage } from './cohorts.ts'
import { heatStep } from './heat-step.ts'
import { vintageCurves } from './vintage-curves.ts'

const month = (cohort: string, loans: number, bad: number) => ({
  cohort,
  loans,
  amount: loans * 100,
  bad,
  badAmount: bad * 300,
  isMature: true,
  interval: null,
})
const vintage: Vintage = {
  asOf: '2026-10-14' as Vintage['asOf'],
  definition: { moreThanDaysPastDue: 90, withinMonths: 12 },
  cohorts: [month('2025-07', 10, 1), month('2025-08', 20, 3), month('2025-10', 30, 0)],
  curves: [
    { cohort: '2025-07', monthsOnBook: 5, bad: 1, badAmount: 300 },
    { cohort: '2025-08', monthsOnBook: 4, bad: 2, badAmount: 600 },
    { cohort: '2025-08', monthsOnBook: 12, bad: 1, badAmount: 300 },
    { cohort: '2025-08', monthsOnBook: 13, bad: 1, badAmount: 300 },
  ],
}
const colours = chartColours(false)

describe('cohorts by quarter of disbursement', () => {
  const [third, fourth] = cohortsOf(vintage, 'quarter')

  it('are the sums of their months', () => {
    expect(quarterOf('2025-09')).toBe('2025Q3')
    expect(third).toMatchObject({
      name: '2025Q3',
      from: '2025-07-01',
      to: '2025-09-30',
      paidOut: { loans: 30, amount: 3_000 },
      bad: { loans: 4, amount: 1_200 },
      isMature: true,
    })
  })

  it('add up by months on book and never fall', () => {
    expect(third?.badWithin.slice(3, 6)).toEqual([
      { loans: 0, amount: 0 },
      { loans: 2, amount: 600 },
      { loans: 3, amount: 900 },
    ])
  })

  it('have no figure, not zero, where not all loans have been so long on book', () => {
    expect(third?.badWithin[12]).toEqual({ loans: 4, amount: 1_200 })
    expect(third?.badWithin[13]).toBeNull()
    expect(fourth?.badWithin[9]).toEqual({ loans: 0, amount: 0 })
    expect(fourth?.badWithin[10]).toBeNull()
    expect(fourth?.isMature).toBe(false)
  })

  it('have a share by count and by amount', () => {
    if (!third) throw new Error('no third quarter')
    expect(shareOf(third.bad, third.paidOut, 'count')).toBeCloseTo(4 / 30)
    expect(shareOf(third.bad, third.paidOut, 'amount')).toBeCloseTo(0.4)
  })
})

describe('the curves', () => {
  const cohorts = cohortsOf(vintage, 'month')
  const option = vintageCurves(colours, {
    cohorts,
    basis: 'count',
    highlights: ['2025-08'],
    rowsOf: ({ from, to }, badWithinMonths) => ({ kind: 'loans', from, to, badWithinMonths }),
    names: { monthsOnBook: '账龄', definition: '12 个月' },
    summary: '',
  })

  it('end where the cohort is not complete any more', () => {
    expect(option.series.map(({ data }) => data.length)).toEqual([15, 14, 12])
    expect(option.series[1]?.data[12]?.value).toEqual([12, 0.15])
  })

  it('are grey and without a label unless highlighted', () => {
    expect(option.series.map(({ endLabel }) => endLabel.show)).toEqual([false, true, false])
    expect(option.series[0]?.lineStyle.color).toBe(colours.rest)
  })

  it('open the loans that went bad up to the point', () => {
    expect(option.series[1]?.data[6]?.rows).toEqual({
      kind: 'loans',
      from: '2025-08-01',
      to: '2025-08-31',
      badWithinMonths: 6,
    })
  })

  it('are all highlighted when few, and at most five when many', () => {
    expect(highlighted(cohorts, 'count')).toEqual(['2025-07', '2025-08', '2025-10'])
    const many = Array.from({ length: 12 }, (_, at) =>
      month(`2025-${String(at + 1).padStart(2, '0')}`, 10 + at, 0),
    )
    const chosen = highlighted(
      cohortsOf({ ...vintage, cohorts: many, curves: [] }, 'month'),
      'count',
    )
    expect(chosen.length).toBeLessThanOrEqual(5)
    expect(chosen).toContain('2025-09')
  })
})

describe('the rate of each cohort', () => {
  const cohorts = cohortsOf(vintage, 'month')
  const rates = (basis: 'count' | 'amount') =>
    cohortRates(colours, {
      cohorts,
      basis,
      rowsOf: () => ({ kind: 'loans' }),
      names: { rate: '违约率', interval: '95% 区间' },
      summary: '',
    })

  it('is drawn for mature cohorts only', () => {
    expect(rates('count').xAxis.data).toEqual(['2025-07', '2025-08'])
  })

  it('has an interval by count and none by amount', () => {
    expect(rates('count').series.map(({ type }) => type)).toEqual(['custom', 'scatter'])
    expect(rates('amount').series.map(({ type }) => type)).toEqual(['scatter'])
  })
})

describe('the steps of the heat', () => {
  it.each([
    [0, 0.06, 0],
    [0.001, 0.06, 1],
    [0.03, 0.06, 3],
    [0.06, 0.06, 6],
    [0, 0, 0],
  ])('of %f up to %f is %i', (share, most, step) => {
    expect(heatStep(share, most)).toBe(step)
  })
})
