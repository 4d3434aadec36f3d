import type { Tx } from '@banyan/database'
import { type Day, day as asDay } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { touch } from '../touched.ts'

export async function getOpenDay(tx: Tx, institutionId: string): Promise<Day> {
  const row = await tx
    .selectFrom('institutionState')
    .select('businessDay')
    .where('institutionId', '=', institutionId)
    .executeTakeFirstOrThrow()
  return asDay(row.businessDay)
}

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

/** Approvals not drawn by the close of their last day hold the limits no longer; how many. */
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
 * are then past due, guarantees and limits begin and end, and rates of the day count. How many they are.
 */
export async function touchTurning(
  tx: Tx,
  institutionId: string,
  { day, next }: { day: Day; next: Day },
): Promise<number> {
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
  return rows.length
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

/** What each step of these days has looked at. */
export async function listStepRows(
  tx: Tx,
  institutionId: string,
  { first, through }: { first: Day; through: Day },
): Promise<Record<string, number>> {
  const found = await tx
    .selectFrom('closeStep')
    .select(({ fn }) => ['step', fn.sum<string>('rows').as('rows')])
    .where('institutionId', '=', institutionId)
    .where('day', '>=', first)
    .where('day', '<=', through)
    .groupBy('step')
    .execute()
  return Object.fromEntries(found.map(({ step, rows }) => [step, Number(rows)]))
}
