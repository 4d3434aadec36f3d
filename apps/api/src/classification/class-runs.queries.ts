import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

/** Loans that are owed, in ascending id. */
export async function listOwedLoans(
  tx: Tx,
  institutionId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('loan')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'active')
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Counts a portion of the look at the whole book; the first one begins it. */
export async function addToRun(
  tx: Tx,
  place: { institutionId: string; periodEnd: Day },
  portion: { looked: number; tiersChanged: number; at: Date },
): Promise<void> {
  const { looked, tiersChanged, at } = portion
  await tx
    .insertInto('classRun')
    .values({ ...place, looked, tiersChanged, startedAt: at })
    .onConflict((conflict) =>
      conflict.columns(['institutionId', 'periodEnd']).doUpdateSet({
        looked: sql`class_run.looked + excluded.looked`,
        tiersChanged: sql`class_run.tiers_changed + excluded.tiers_changed`,
      }),
    )
    .execute()
}

/** The look has come to its end: how many loans there were to look at. */
export async function finishRun(
  tx: Tx,
  { institutionId, periodEnd }: { institutionId: string; periodEnd: Day },
  at: Date,
): Promise<{ looked: number; loans: number }> {
  const row = await tx
    .updateTable('classRun')
    .set({
      finishedAt: at,
      loans: sql<number>`(select count(*)::int from loan
        where loan.institution_id = ${institutionId} and loan.status = 'active')`,
    })
    .where('institutionId', '=', institutionId)
    .where('periodEnd', '=', periodEnd)
    .returning(['looked', 'loans'])
    .executeTakeFirstOrThrow()
  return { looked: row.looked, loans: row.loans ?? 0 }
}

/** The latest first. */
export function listRuns(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('classRun')
    .select(['periodEnd', 'looked', 'tiersChanged', 'startedAt', 'finishedAt', 'loans'])
    .where('institutionId', '=', institutionId)
    .orderBy('periodEnd', 'desc')
    .limit(40)
    .execute()
}
