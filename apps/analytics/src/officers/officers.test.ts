import { describe, expect, it } from 'vitest'
import { chartColours } from '../charts/chart-colours.ts'
import { controlLimit, funnelPlot } from './funnel-plot.ts'
import { scaleEnd, verdictOf } from './verdict.ts'

describe('a finding about an officer', () => {
  it.each([
    [{ low: 0.03, high: 0.09 }, 0.026, 'higher'],
    [{ low: 0.002, high: 0.021 }, 0.024, 'lower'],
    [{ low: 0.01, high: 0.04 }, 0.024, 'same'],
    [{ low: 0.024, high: 0.04 }, 0.024, 'same'],
    [null, 0.024, 'few'],
    [{ low: 0.01, high: 0.04 }, null, 'few'],
  ] as const)('of %o where %f is expected is %s', (interval, expected, verdict) => {
    expect(verdictOf(interval, expected)).toBe(verdict)
  })

  it.each([
    [[0.01], 0.04],
    [[0.05, 0.093], 0.1],
    [[0.13], 0.16],
    [[0.31], 0.4],
  ])('is drawn on a scale that holds %o: up to %f', (highs, end) => {
    expect(scaleEnd(highs)).toBeCloseTo(end)
  })
})

describe('the funnel plot', () => {
  it('has limits that narrow with the sample and stay within 0 and 1', () => {
    const [few, many] = [controlLimit(0.02, 20, 1.96), controlLimit(0.02, 500, 1.96)]
    expect(few.low).toBe(0)
    expect(few.high).toBeGreaterThan(many.high)
    expect(many.low).toBeCloseTo(0.02 - 1.96 * Math.sqrt((0.02 * 0.98) / 500))
  })

  it('names only those whom their interval sets apart', () => {
    const officers = [
      { id: '1', name: '甲', n: 300, defaultRate: 0.055, verdict: 'higher' },
      { id: '2', name: '乙', n: 200, defaultRate: 0.02, verdict: 'same' },
    ] as const
    const { series } = funnelPlot(chartColours(false), {
      officers,
      expected: 0.024,
      rowsOf: ({ id }) => ({ kind: 'loans', officerId: id }),
      names: { sample: 'n', whole: '整体' },
      summary: '',
    })
    const points = series.at(-1) as { data: { label: { show: boolean }; rows: unknown }[] }
    expect(points.data.map(({ label }) => label.show)).toEqual([true, false])
    expect(points.data[1]?.rows).toEqual({ kind: 'loans', officerId: '2' })
  })
})
