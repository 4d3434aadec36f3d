import type { Tx } from '@banyan/database'
import { type Day, day as asDay } from '@banyan/domain/calendar'
import type { TierCourse, TierState } from '@banyan/domain/classification/tier-course'
import { sql } from 'kysely'
import { setRows } from '../loans/bulk-rows.queries.ts'
import { setTiers } from '../loans/loans.queries.ts'
import { touch } from '../touched.ts'

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
  touch(
    tx,
    'loan',
    rows.map(({ id }) => id),
  )
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
  const expired = await tx
    .updateTable('reservation')
    .set({ status: 'void' })
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'open')
    .where('expiresOn', '<=', day)
    .returning('customerId')
    .execute()
  touch(
    tx,
    'customer',
    expired.map(({ customerId }) => customerId),
  )
  return expired.length
}

/**
 * Whoever owes something else, by the calendar alone, when the next day opens: instalments of the closed day
 * are then past due, guarantees and limits begin and end, and rates of the day count.
 */
export async function touchTurning(
  tx: Tx,
  institutionId: string,
  { day, next }: { day: Day; next: Day },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select l.customer_id as id from loan l
    where l.institution_id = ${institutionId} and l.status = 'active' and l.oldest_unpaid_on <= ${day}
      and exists (select from instalment i
        where i.institution_id = l.institution_id and i.loan_id = l.id and i.due_on = ${day} and i.settled_on is null)
    union
    select r.from_id from relation r
    where r.institution_id = ${institutionId} and r.kind = 'guarantee' and r.known_to is null
      and (r.valid_from = ${next} or r.valid_to = ${day})
    union
    select c.customer_id from customer_limit c
    where c.institution_id = ${institutionId} and c.status = 'in-force' and (c.valid_from = ${next} or c.valid_to = ${day})
    union
    select l.customer_id from exchange_rate x
    join loan l on l.institution_id = x.institution_id and l.currency = x.currency and l.status = 'active'
    where x.institution_id = ${institutionId} and x.day = ${next}`.execute(tx)
  touch(
    tx,
    'customer',
    rows.map(({ id }) => id),
  )
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
