import { describe, expect, it } from 'vitest'

import { simulateBook } from './simulated-book.ts'

describe('five years of a thousand loans, two hundred times', () => {
  it.each(Array.from({ length: 200 }, (_, index) => index + 1))(
    'keep every rule, seed %i',
    (seed) => {
      expect(simulateBook(seed, 1000).violations).toEqual([])
    },
  )
})
