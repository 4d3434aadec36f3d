import type { Tx } from '@banyan/database'
import { type Day, day as asDay } from '@banyan/domain/calendar'
import type { TierCourse, TierState } from '@banyan/domain/classification/tier-course'
import { sql } from 'kysely'
import { setRows } from '../loans/bulk-rows.queries.ts'
import { setTiers } from '../loans/loans.queries.ts'

/** Holds the open business day: everything that posts to it waits, or has finished. */
export async function lockOpenDay(tx: Tx, institutionId: string): Promise<Day> {
  const row = await tx
    .selectFrom('institutionState')
    .select('businessDay')
    .where('institutionId', '=', institutionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return asDay(row.businessDay)
}

export interface LoanAtBoundary extends TierState {
  id: string
}

/** Loans whose days past due reach a step of the tiers at the close of the day, in ascending id. */
export async function lockLoansAtBoundary(
  tx: Tx,
  institutionId: string,
  { day, limit }: { day: Day; limit: number },
): Promise<LoanAtBoundary[]> {
  const rows = await tx
    .selectFrom('loan')
    .select(['id', 'tier', 'oldestUnpaidOn', 'nextTierOn', 'defaultedOn'])
    .where('institutionId', '=', institutionId)
    .where('nextTierOn', '<=', day)
    .where('status', '=', 'active')
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute()
  return rows as LoanAtBoundary[]
}

/** The new states, and for changed tiers the end of one row of history and the start of the next. */
export async function setTiersAtClose(
  tx: Tx,
  institutionId: string,
  close: {
    day: Day
    at: Date
    courses: readonly (LoanAtBoundary & TierCourse & { isChanged: boolean })[]
  },
): Promise<void> {
  const { day, at, courses } = close
  const key = { institutionId: 'uuid', id: 'uuid' }
  const set = { tier: 'text', nextTierOn: 'date', defaultedOn: 'date' }
  const rows = courses.map((course) => ({ institutionId, ...course }))
  await setRows(tx, 'loan', { key, set }, rows)

  const changed = courses.filter(({ isChanged }) => isChanged)
  if (changed.length === 0) return
  await tx
    .updateTable('loanTier')
    .set({ validTo: day })
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${changed.map(({ id }) => id)}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
  const history = changed.map(({ id, tier, daysPastDue }) => ({
    institutionId,
    loanId: id,
    validFrom: day,
    knownFrom: at,
    validTo: null,
    knownTo: null,
    tier,
    daysPastDue,
    basis: 'by-days' as const,
  }))
  await setTiers(tx, history)
}

/** Approvals not drawn by the close of their last day hold the limits no longer. */
export async function expireReservations(tx: Tx, institutionId: string, day: Day): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('reservation')
    .set({ status: 'void' })
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'open')
    .where('expiresOn', '<=', day)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function openNextDay(
  tx: Tx,
  institutionId: string,
  { day, next, at }: { day: Day; next: Day; at: Date },
): Promise<void> {
  await tx
    .insertInto('businessDay')
    .values([
      { institutionId, day, closedAt: at },
      { institutionId, day: next, closedAt: null },
    ])
    .onConflict((c) =>
      c.columns(['institutionId', 'day']).doUpdateSet((eb) => ({
        closedAt: eb.ref('excluded.closedAt'),
      })),
    )
    .execute()
  await tx
    .updateTable('institutionState')
    .set({ businessDay: next })
    .where('institutionId', '=', institutionId)
    .execute()
}
