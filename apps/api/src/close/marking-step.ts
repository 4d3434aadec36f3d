import { setTimeout as sleep } from 'node:timers/promises'
import type { CloseStep } from './close-step.ts'
import { nameBranches } from './testing.queries.ts'

/** A step whose work can be counted afterwards: it adds a mark to the name of every branch, slowly. */
export function markingStep(mark: string, milliseconds: number): CloseStep {
  return {
    name: 'marking',
    run: async ({ tx, institution }, _, { after, limit }) => {
      const ids = await nameBranches(tx, institution.id, { mark, after, limit })
      await sleep(milliseconds)
      return { rows: ids.length, next: ids.length === limit ? (ids.at(-1) ?? null) : null }
    },
  }
}
