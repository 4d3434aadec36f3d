import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { backdatingRefusal } from './backdating.ts'

const asked = {
  businessDay: day('2026-10-31'),
  disbursedOn: day('2026-01-15'),
  isApproved: false,
}

describe('dating money received', () => {
  it.each([
    ['2026-10-31', null],
    ['2026-10-01', null],
    ['2026-09-30', 'too-far-back'],
    ['2026-01-15', 'too-far-back'],
    ['2026-01-14', 'paid-before-disbursement'],
    ['2026-11-01', 'paid-in-the-future'],
  ])('on %s alone: %s', (on, refusal) => {
    expect(backdatingRefusal({ ...asked, on: day(on) })).toBe(refusal)
  })

  it('goes back to the first drawdown when two agree, and no further', () => {
    const together = { ...asked, isApproved: true }
    expect(backdatingRefusal({ ...together, on: day('2026-01-15') })).toBeNull()
    expect(backdatingRefusal({ ...together, on: day('2026-01-14') })).toBe(
      'paid-before-disbursement',
    )
  })
})
