import { describe, expect, it } from 'vitest'
import { stormCommands } from './command-storm.ts'

describe('reserving, drawing, settling, taking back, cutting and regrouping at once', () => {
  it('ends as some order of the commands would, and leaves the books of that order', async () => {
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1)
    const { divergences, commands, outcomes } = await stormCommands(seeds)
    expect(divergences).toEqual([])
    expect(commands).toBe(160)
    expect(outcomes.done).toBeGreaterThan(40)
    expect(outcomes.over).toBeGreaterThan(0)
  }, 180_000)
})
