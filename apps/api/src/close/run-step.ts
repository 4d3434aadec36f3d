import { setTimeout as sleep } from 'node:timers/promises'
import type { Day } from '@banyan/domain/calendar'
import type { Closer, CloseStep } from './close-step.ts'
import { advanceStep, insertStep, lockStep, type StepPlace } from './close-step.queries.ts'

/** Runs something in a transaction of its own. */
export type Within = <T>(run: (closer: Closer) => Promise<T>) => Promise<T>

const rowsAtOnce = 5_000
const waitMs = 100

/**
 * Carries a step to its end for a day, portion by portion, from wherever it stands. Of two who do it at
 * once each portion falls to one; both return when the step is done.
 */
export async function runStep(
  within: Within,
  day: Day,
  { step, position }: { step: CloseStep; position: number },
  rowsPerPortion = rowsAtOnce,
): Promise<void> {
  await within(({ tx, institution, now }) =>
    insertStep(tx, { ...placeOf(institution.id), position, startedAt: now() }),
  )
  for (;;) {
    const outcome = await within((closer) => runPortion(closer, step, day, rowsPerPortion))
    if (outcome === 'done') return
    if (outcome === 'taken') await sleep(waitMs)
  }

  function placeOf(institutionId: string): StepPlace {
    return { institutionId, day, step: step.name }
  }
}

async function runPortion(
  closer: Closer,
  step: CloseStep,
  day: Day,
  limit: number,
): Promise<'done' | 'more' | 'taken'> {
  const { tx, institution, now } = closer
  const place: StepPlace = { institutionId: institution.id, day, step: step.name }
  const held = await lockStep(tx, place)
  if (!held) return 'taken'
  if (held.finishedAt) return 'done'
  const begun = performance.now()
  const { rows, next } = await step.run(closer, day, { after: held.checkpoint, limit })
  await advanceStep(tx, place, {
    rows,
    workedMs: Math.round(performance.now() - begun),
    checkpoint: next,
    finishedAt: next === null ? now() : null,
  })
  return next === null ? 'done' : 'more'
}
