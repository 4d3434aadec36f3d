import { describe, expect, it } from 'vitest'
import { findingsFor, topicsLeft } from './report-form.ts'

describe('the report of an inspection', () => {
  it('opens with what the plan asks for, in the order of topics', () => {
    const topics = findingsFor(['operation', 'repayment']).map(({ topic }) => topic)
    expect(topics).toEqual(['repayment', 'operation'])
  })

  it('opens with a free topic when the plan asks for nothing', () => {
    expect(findingsFor([])).toEqual([{ topic: 'other', isAbnormal: false, note: '' }])
  })

  it('offers each topic once', () => {
    expect(topicsLeft(findingsFor(['repayment', 'collateral']))).not.toContain('repayment')
    expect(topicsLeft(findingsFor(['repayment', 'collateral']))).toHaveLength(8)
  })
})
