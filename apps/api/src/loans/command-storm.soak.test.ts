import { expect, it } from 'vitest'
import { stormCommands } from './command-storm.ts'

const sequences = 10_000

it('ten thousand sequences of commands given at once end as some order of them would', async () => {
  const seeds = Array.from({ length: sequences }, (_, index) => 1_000 + index)
  const storm = await stormCommands(seeds)
  const { done, over, refused } = storm.outcomes
  console.info(
    `commands: ${storm.sequences} sequences, ${storm.commands} commands, ${done} done, ` +
      `${over} over the limit, ${refused} refused, ${storm.divergences.length} divergences`,
  )
  expect(storm.divergences).toEqual([])
})
