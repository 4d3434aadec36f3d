import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface InspectionRow {
  institutionId: string
  id: string
  customerId: string
  kind: 'first' | 'regular' | 'event'
  state: 'due'
  dueOn: Day
  reason: string
  rulesVersion: number | null
  tier: Tier | null
  exposure: number | null
  everyMonths: number | null
  ownerId: string | null
  visitId: string | null
  madeAt: Date
}

/** Whether it was kept: the plan has one due for a customer at a time. */
export async function insertInspection({ tx }: Place, row: InspectionRow): Promise<boolean> {
  const kept = await tx
    .insertInto('inspection')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export interface CustomerToPlan {
  id: string
  kind: 'person' | 'company'
  tier: Tier
  exposure: number
  lentOn: Day
  lastHeldOn: Day | null
  /** What stands on the plan already. */
  plannedId: string | null
  plannedOn: Day | null
  visitId: string | null
}

const rankOfTier = sql`case l.tier when 'normal' then 1 when 'special-mention' then 2 when 'substandard' then 3
  when 'doubtful' then 4 else 5 end`

/**
 * Borrowers as the plan sees them, in ascending id: those named, those whose loans or classes changed on a day, or
 * everybody that nothing is planned for.
 */
export type WhomToPlan =
  | { ids: readonly string[] }
  | { changedOn: Day; after: string | null; limit: number }
  | { unplanned: true; after: string | null; limit: number }

function chosen(institutionId: string, whom: WhomToPlan) {
  if ('ids' in whom) return sql`c.id = any(${whom.ids}::uuid[])`
  const after = sql`(${whom.after}::uuid is null or c.id > ${whom.after}::uuid)`
  if ('unplanned' in whom) return sql`${after} and planned.id is null`
  return sql`${after} and c.id in (
    select l.customer_id from loan l where l.institution_id = ${institutionId} and l.disbursed_on = ${whom.changedOn}
    union
    select l.customer_id from loan_tier t join loan l on l.institution_id = t.institution_id and l.id = t.loan_id
    where t.institution_id = ${institutionId} and t.valid_from = ${whom.changedOn} and t.known_to is null)`
}

export async function listCustomersToPlan(
  tx: Tx,
  institutionId: string,
  whom: WhomToPlan,
): Promise<CustomerToPlan[]> {
  const { rows } = await sql<CustomerToPlan>`
    select c.id, c.kind, lent.exposure, lent.lent_on,
      (array['normal', 'special-mention', 'substandard', 'doubtful', 'loss'])[lent.tier_rank] as tier,
      (select max(i.held_on) from inspection i where i.institution_id = c.institution_id and i.customer_id = c.id) as last_held_on,
      planned.id as planned_id, planned.due_on as planned_on, planned.visit_id
    from customer c
    join lateral (
      select sum(l.balance)::bigint as exposure, min(l.disbursed_on) as lent_on, max(${rankOfTier}) as tier_rank
      from loan l where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active'
    ) lent on lent.exposure > 0
    left join inspection planned on planned.institution_id = c.institution_id and planned.customer_id = c.id
      and planned.state = 'due' and planned.kind <> 'event'
    where c.institution_id = ${institutionId} and ${chosen(institutionId, whom)} and c.merged_into is null
    order by c.id limit ${'ids' in whom ? whom.ids.length : whom.limit}`.execute(tx)
  return rows
}

/** Whether the plan has ever been made. */
export async function isEverPlanned(tx: Tx, institutionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('inspection')
    .select('id')
    .where('institutionId', '=', institutionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Inspections that come up by a day, have somebody to hold them, and no visit yet. */
export function listWithoutVisit(tx: Tx, institutionId: string, through: Day, limit: number) {
  return tx
    .selectFrom('inspection')
    .select(['id', 'customerId', 'ownerId', 'dueOn'])
    .where('institutionId', '=', institutionId)
    .where('state', '=', 'due')
    .where('dueOn', '<=', through)
    .where('visitId', 'is', null)
    .where('ownerId', 'is not', null)
    .orderBy('dueOn')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What was due before the day and is not marked as missed yet; marks it. */
export async function markMissed(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<{ id: string; customerId: string }[]> {
  return tx
    .updateTable('inspection')
    .set({ missedOn: day })
    .where('institutionId', '=', institutionId)
    .where('state', '=', 'due')
    .where('dueOn', '<', day)
    .where('missedOn', 'is', null)
    .returning(['id', 'customerId'])
    .execute()
}

/** Inspections that come up by a day, of customers that owe nothing any more, are taken off the plan; their visits. */
export async function dropNeedless(tx: Tx, institutionId: string, through: Day): Promise<string[]> {
  const { rows } = await sql<{ visitId: string | null }>`
    update inspection i set state = 'waived', waiver = 'settled'
    where i.institution_id = ${institutionId} and i.state = 'due' and i.kind <> 'event'
      and i.due_on <= ${through} and not exists (select 1 from loan l where l.institution_id = i.institution_id
        and l.customer_id = i.customer_id and l.status = 'active')
    returning i.visit_id`.execute(tx)
  return rows.flatMap(({ visitId }) => visitId ?? [])
}
