import { describe, expect, it } from 'vitest'
import { businessTime } from './business-time.ts'

describe('the span of the books', () => {
  it.each([
    ['2026-10', '2023-11-01', '2026-10-31', '2026-11-01'],
    ['2024-02', '2021-03-01', '2024-02-29', '2024-03-01'],
  ])('of %s is 36 months up to its last day', (given, first, last, open) => {
    const time = businessTime(given, new Date('2020-01-01'))
    expect(time).toMatchObject({ first, last, open })
    expect(time.months).toHaveLength(36)
  })

  it('ends with the month before today’s where none is given', () => {
    expect(businessTime(null, new Date('2026-03-31T12:00:00Z')).last).toBe('2026-02-28')
    expect(() => businessTime('2026-13', new Date())).toThrow(RangeError)
  })
})
