import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'

export interface StepPlace {
  institutionId: string
  day: Day
  step: string
}

/** The row of a step, there before its first portion so that others can see that it is taken. */
export async function insertStep(
  tx: Tx,
  place: StepPlace & { position: number; startedAt: Date },
): Promise<void> {
  await tx
    .insertInto('closeStep')
    .values(place)
    .onConflict((c) => c.columns(['institutionId', 'day', 'step']).doNothing())
    .execute()
}

/** Holds a step for one portion; undefined while another worker holds it. */
export function lockStep(tx: Tx, { institutionId, day, step }: StepPlace) {
  return tx
    .selectFrom('closeStep')
    .select(['checkpoint', 'finishedAt'])
    .where('institutionId', '=', institutionId)
    .where('day', '=', day)
    .where('step', '=', step)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function advanceStep(
  tx: Tx,
  { institutionId, day, step }: StepPlace,
  portion: { rows: number; workedMs: number; checkpoint: string | null; finishedAt: Date | null },
): Promise<void> {
  const { rows, workedMs, checkpoint, finishedAt } = portion
  await tx
    .updateTable('closeStep')
    .set((eb) => ({
      rows: eb('rows', '+', rows),
      workedMs: eb('workedMs', '+', workedMs),
      checkpoint,
      finishedAt,
    }))
    .where('institutionId', '=', institutionId)
    .where('day', '=', day)
    .where('step', '=', step)
    .execute()
}
