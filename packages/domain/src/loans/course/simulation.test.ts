import { describe, expect, it } from 'vitest'

import { simulateBook } from './simulated-book.ts'

describe('five years of a thousand loans', () => {
  it.each([1, 2, 3])(
    'keep every rule on every day, seed %i',
    (seed) => {
      const { violations, loans, events } = simulateBook(seed, 1000)
      expect(violations).toEqual([])
      expect(events).toBeGreaterThan(10_000)
      const statuses = loans.map(({ course }) => course.state.status)
      expect(statuses).toEqual(expect.arrayContaining(['active', 'settled', 'written-off']))
    },
    120_000,
  )
})
