import { day } from '@banyan/domain/calendar'
import { describe, expect, it } from 'vitest'
import { lastClosedDay, monthsBack, monthWithin, periodOf } from './period.ts'

const asOf = day('2026-10-14')

describe('a period of months', () => {
  it.each([
    ['2026-01', '2026-03', '2026-01-01', '2026-03-31'],
    ['2026-09', '2026-10', '2026-09-01', '2026-10-14'],
    ['2026-05', '2026-03', '2026-03-01', '2026-03-31'],
    ['yesterday', '2026-02', '2026-02-01', '2026-02-28'],
    ['2026-08', '2026-13', '2026-08-01', '2026-10-14'],
  ])('from %s to %s is %s to %s', (from, to, first, last) => {
    expect(periodOf(from, to, asOf)).toEqual({ from: first, to: last })
  })

  it('has months that do not reach beyond it', () => {
    const period = { from: day('2026-08-01'), to: asOf }
    expect(monthWithin('2026-10', period)).toEqual({ from: '2026-10-01', to: '2026-10-14' })
    expect(monthWithin('2026-09', period)).toEqual({ from: '2026-09-01', to: '2026-09-30' })
  })

  it('is offered month by month, the newest first', () => {
    expect(monthsBack(asOf, 3)).toEqual(['2026-10', '2026-09', '2026-08'])
    expect(lastClosedDay('2026-11-01')).toBe('2026-10-31')
  })
})
