import { simulateBook } from './simulated-book.ts'

/** What a process is asked to live through. */
export interface AskedSeed {
  seed: number
  loans: number
}

/** What it tells of a book it has lived through. */
export interface LivedSeed {
  seed: number
  events: number
  violations: string[]
}

/** Lives through one book for each seed it is asked for, and tells what was wrong. */
process.on('message', ({ seed, loans }: AskedSeed) => {
  const { events, violations } = simulateBook(seed, loans)
  const lived: LivedSeed = { seed, events, violations }
  process.send?.(lived)
})
