import { inInstitution, type Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { BenchBank } from './bench-bank.ts'

/** Seconds that each step of a closed day worked. */
export async function nightStepSeconds(
  tx: Tx,
  institutionId: string,
  on: Day,
): Promise<Record<string, number>> {
  const rows = await tx
    .selectFrom('closeStep')
    .select(['step', 'workedMs'])
    .where('institutionId', '=', institutionId)
    .where('day', '=', on)
    .orderBy('position')
    .execute()
  return Object.fromEntries(rows.map(({ step, workedMs }) => [step, workedMs / 1000]))
}

/** Count and sum over both tables, as the serving role behind the wall. */
export function scanSeconds({ world, institution }: BenchBank): Promise<number> {
  return inInstitution(world.db, institution.id, async (tx) => {
    const started = performance.now()
    for (const [table, amount] of [
      ['loan', 'balance'],
      ['instalment', 'principal'],
    ] as const) {
      await tx
        .selectFrom(table)
        .select(({ fn }) => [fn.countAll().as('count'), fn.sum(amount as 'principal').as('sum')])
        .where('institutionId', '=', institution.id)
        .execute()
    }
    return (performance.now() - started) / 1000
  })
}
