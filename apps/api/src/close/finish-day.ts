import { addDays, type Day } from '@banyan/domain/calendar'
import { recordAudit } from '../audit/record-audit.ts'
import { closeExposures } from '../exposure/close-exposures.ts'
import { closeProvisions } from '../provisions/close-provisions.ts'
import { bookNight } from './book-night.ts'
import { takeNames } from '../products/products.queries.ts'
import type { Closer, CloseStep } from './close-step.ts'
import { advanceStep, insertStep } from './close-step.queries.ts'
import { lockOpenDay, openNextDay, touchTurning } from './close.queries.ts'

const isLastOfMonth = (day: Day) => addDays(day, 1).endsWith('-01')

/**
 * The end of a day, in one transaction that holds it: what changed since the steps is looked at once more,
 * accrued interest and allowance are booked, and the next day opens. False when the day is no longer open.
 */
export async function finishDay(
  closer: Closer,
  { day, isLast, steps }: { day: Day; isLast: boolean; steps: readonly CloseStep[] },
): Promise<boolean> {
  const { tx, institution, now } = closer
  if ((await lockOpenDay(tx, institution.id)) !== day) return false
  const next = addDays(day, 1)
  for (const step of steps.filter(({ again }) => again)) await runAgain(closer, step, day)
  const parts: { name: string; run: () => Promise<number> }[] = [
    { name: 'accruals', run: () => bookNight(closer, day) },
    ...(isLastOfMonth(day)
      ? [{ name: 'provisions', run: () => closeProvisions(closer, day) }]
      : []),
    {
      name: 'exposures',
      run: async () => (isLast || isLastOfMonth(day) ? closeExposures(closer, day) : 0),
    },
    {
      name: 'open-next-day',
      run: async () => {
        await openNextDay(tx, institution.id, { day, next, at: now() })
        await takeNames(closer, next)
        return touchTurning(tx, institution.id, { day, next })
      },
    },
  ]
  for (const [index, { name, run }] of parts.entries()) {
    const place = { institutionId: institution.id, day, step: name }
    await insertStep(tx, { ...place, position: steps.length + index + 1, startedAt: now() })
    const begun = performance.now()
    const rows = await run()
    const workedMs = Math.round(performance.now() - begun)
    await advanceStep(tx, place, { rows, workedMs, checkpoint: null, finishedAt: now() })
  }
  await recordAudit(
    { ...closer, businessDay: day },
    { entity: 'institution', id: institution.id, action: 'close-day', detail: { day } },
  )
  return true
}

async function runAgain(closer: Closer, step: CloseStep, day: Day): Promise<void> {
  const { tx, institution } = closer
  const place = { institutionId: institution.id, day, step: step.name }
  let after: string | null = null
  do {
    const begun = performance.now()
    const progress = await step.run(closer, day, { after, limit: 5_000 })
    after = progress.next
    const workedMs = Math.round(performance.now() - begun)
    const { rows } = progress
    await advanceStep(tx, place, { rows, workedMs, checkpoint: null, finishedAt: closer.now() })
  } while (after !== null)
}
