import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { accruedInterest, advanceAccrual } from './accrual.ts'

const february = {
  accruedFrom: day('2026-02-01'),
  accruesTo: day('2026-03-01'),
  periodInterest: money(10_000),
  interestDue: money(0),
}
const following = [
  { from: day('2026-02-01'), dueOn: day('2026-03-01'), interest: money(10_000) },
  { from: day('2026-03-01'), dueOn: day('2026-04-01'), interest: money(9_000) },
  { from: day('2026-04-01'), dueOn: day('2026-05-01'), interest: money(8_000) },
]

describe('accrued interest', () => {
  it.each([
    { on: '2026-01-20', accrued: 0 },
    { on: '2026-02-01', accrued: 0 },
    { on: '2026-02-02', accrued: 357 },
    { on: '2026-02-15', accrued: 5_000 },
    { on: '2026-03-01', accrued: 10_000 },
    { on: '2026-06-01', accrued: 10_000 },
  ])('is $accrued before $on', ({ on, accrued }) => {
    expect(accruedInterest(february, day(on))).toBe(accrued)
  })

  it('goes up at half a fen', () => {
    const odd = { ...february, periodInterest: money(14) }
    expect(accruedInterest(odd, day('2026-02-02'))).toBe(1)
  })

  it('counts what is due from earlier periods, and stands alone when nothing accrues', () => {
    const due = { ...february, interestDue: money(77) }
    expect(accruedInterest(due, day('2026-02-15'))).toBe(5_077)
    expect(accruedInterest({ ...due, accruedFrom: null, accruesTo: null }, day('2026-02-15'))).toBe(
      77,
    )
  })

  it('may be below zero when interest was paid ahead', () => {
    expect(accruedInterest({ ...february, interestDue: money(-10_000) }, day('2026-02-15'))).toBe(
      -5_000,
    )
  })
})

describe('the close of periods', () => {
  it('leaves the columns alone while the period is open', () => {
    expect(advanceAccrual(february, following, day('2026-02-28'))).toBe(february)
  })

  it('opens the next period, whatever was missed in between', () => {
    expect(advanceAccrual(february, following, day('2026-03-01'))).toEqual({
      accruedFrom: '2026-03-01',
      accruesTo: '2026-04-01',
      periodInterest: 9_000,
      interestDue: 10_000,
    })
    expect(advanceAccrual(february, following, day('2026-04-20')).interestDue).toBe(19_000)
  })

  it('ends with the last period', () => {
    expect(advanceAccrual(february, following, day('2026-05-01'))).toEqual({
      accruedFrom: null,
      accruesTo: null,
      periodInterest: 0,
      interestDue: 27_000,
    })
  })
})
