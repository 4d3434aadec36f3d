import { describe, expect, it } from 'vitest'
import { detailLines } from './detail-lines.ts'

describe('the detail of an event', () => {
  it('sets a changed value beside what it was', () => {
    expect(detailLines({ before: ['auditor'], after: [] })).toEqual({
      lines: [{ field: '', before: ['auditor'], after: [] }],
      isChange: true,
    })
  })

  it('compares two records field by field, also where one side lacks a field', () => {
    const { lines } = detailLines({
      before: { tier: 'normal', branchId: 'a' },
      after: { tier: 'special-mention', oldestUnpaidOn: '2026-10-01' },
    })

    expect(lines).toEqual([
      { field: 'tier', before: 'normal', after: 'special-mention' },
      { field: 'branchId', before: 'a', after: undefined },
      { field: 'oldestUnpaidOn', before: undefined, after: '2026-10-01' },
    ])
  })

  it('states what is no change, taking a record apart once', () => {
    expect(detailLines({ reason: 'left', counts: { rows: 3 }, numbers: ['C1', 'C2'] })).toEqual({
      lines: [
        { field: 'reason', after: 'left' },
        { field: 'counts.rows', after: 3 },
        { field: 'numbers', after: ['C1', 'C2'] },
      ],
      isChange: false,
    })
  })

  it('does not call it a change when nothing was there before', () => {
    expect(detailLines({ before: undefined, after: 5 }).isChange).toBe(false)
    expect(detailLines({ before: null, after: 5 }).isChange).toBe(true)
  })

  it('is empty for an event that says no more than its action', () => {
    expect(detailLines({})).toEqual({ lines: [], isChange: false })
  })
})
