import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import {
  StatementFigures,
  type StatementLine,
  statementLines,
} from '../customers/financial-statement.ts'
import {
  decideResolutionRefusal,
  lastDeliveryMissed,
  measureOfCovenant,
  proposeResolutionRefusal,
  testCovenant,
  unitOfMeasure,
} from './covenant.ts'

const figures = (lines: Partial<Record<StatementLine, number>>) =>
  StatementFigures.parse(
    Object.fromEntries(statementLines.map((line) => [line, lines[line] ?? null])),
  )

describe('a covenant', () => {
  it.each([
    ['at-most', 70_000_000, 'met'],
    ['at-most', 70_000_001, 'breached'],
    ['at-least', 70_000_000, 'met'],
    ['at-least', 69_999_999, 'breached'],
    ['at-least', null, 'unknown'],
  ] as const)('%s 70 %% with %s is %s', (operator, value, outcome) => {
    expect(testCovenant({ operator, threshold: 70_000_000 }, value)).toBe(outcome)
  })

  it('measures ratios, days and lines', () => {
    const statement = {
      period: 'year',
      figures: figures({
        totalAssets: 1_000,
        totalLiabilities: 700,
        revenue: 3_600,
        receivables: 100,
        netAssets: 300,
      }),
    } as const
    expect(measureOfCovenant('debtToAssets', statement, null)).toBe(70_000_000)
    expect(measureOfCovenant('receivableDays', statement, null)).toBe(10)
    expect(measureOfCovenant('netAssets', statement, null)).toBe(300)
    expect(measureOfCovenant('revenueGrowth', statement, figures({ revenue: 3_000 }))).toBe(
      20_000_000,
    )
    expect(measureOfCovenant('revenueGrowth', statement, null)).toBe(null)
    expect(
      ['debtToAssets', 'receivableDays', 'netAssets'].map((each) =>
        unitOfMeasure(each as 'netAssets'),
      ),
    ).toEqual(['rate', 'days', 'money'])
  })

  const yearly = {
    period: 'year',
    deliverWithinDays: 120,
    validFrom: day('2025-01-01'),
    validTo: null,
  } as const
  it.each([
    ['2026-04-30', null],
    ['2026-05-01', '2025-12-31'],
    ['2027-04-30', '2025-12-31'],
    ['2027-05-01', '2026-12-31'],
  ])('on %s misses the statement of %s', (on, expected) => {
    expect(lastDeliveryMissed(yearly, day(on))).toBe(expected)
  })

  it('asks for nothing before it begins or after it has ended', () => {
    const on = day('2026-05-01')
    expect(lastDeliveryMissed({ ...yearly, validFrom: day('2026-01-01') }, on)).toBe(null)
    expect(lastDeliveryMissed({ ...yearly, validTo: day('2025-12-30') }, on)).toBe(null)
    expect(lastDeliveryMissed({ ...yearly, period: 'quarter', deliverWithinDays: 30 }, on)).toBe(
      '2026-03-31',
    )
  })

  const breach = {
    outcome: 'breached',
    resolution: null,
    waivedUntil: null,
    proposedBy: null,
  } as const
  const today = day('2026-10-15')
  const waived = { ...breach, resolution: 'waived' } as const
  it.each([
    [breach, { kind: 'cured', until: null }, null],
    [breach, { kind: 'waived', until: day('2026-10-16') }, null],
    [breach, { kind: 'waived', until: today }, 'waiver-needs-an-end'],
    [{ ...breach, outcome: 'met' }, { kind: 'cured', until: null }, 'not-a-breach'],
    [{ ...breach, resolution: 'cured' }, { kind: 'cured', until: null }, 'already-resolved'],
    [{ ...waived, waivedUntil: today }, { kind: 'cured', until: null }, 'already-resolved'],
    [{ ...waived, waivedUntil: day('2026-10-14') }, { kind: 'cured', until: null }, null],
    [
      { ...breach, resolution: 'waiver-proposed' },
      { kind: 'cured', until: null },
      'resolution-is-proposed',
    ],
  ] as const)('%j, %j: %s', (test, asked, reason) => {
    expect(proposeResolutionRefusal(test, asked, today)).toBe(reason)
  })

  it('is decided by another person, once something is proposed', () => {
    const proposed = { ...breach, resolution: 'cure-proposed', proposedBy: 'a' } as const
    expect(decideResolutionRefusal(proposed, 'a')).toBe('own-proposal')
    expect(decideResolutionRefusal(proposed, 'b')).toBe(null)
    expect(decideResolutionRefusal(breach, 'b')).toBe('nothing-proposed')
  })
})
