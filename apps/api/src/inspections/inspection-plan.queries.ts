import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { insertNewRows } from '../insert-rows.queries.ts'
import { setRows } from '../loans/bulk-rows.queries.ts'

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

/** What a planned inspection has before it is held. */
export const plannedColumns = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  kind: 'text',
  state: 'text',
  dueOn: 'date',
  reason: 'text',
  rulesVersion: 'integer',
  tier: 'text',
  exposure: 'bigint',
  everyMonths: 'integer',
  ownerId: 'uuid',
  visitId: 'uuid',
  madeAt: 'timestamptz',
} as const

/** Ids of those that were kept: the plan has one due for a customer at a time. */
export async function insertInspections(
  { tx }: Place,
  rows: readonly InspectionRow[],
): Promise<Set<string>> {
  const kept = await insertNewRows(tx, 'inspection', plannedColumns, rows)
  return new Set(kept.map(({ id }) => id))
}

const inspectionKey = { institutionId: 'uuid', id: 'uuid' }

/** Inspections that come sooner than they were planned, and what for. */
export async function bringForward(
  { tx, institution }: Place,
  rows: readonly Pick<
    InspectionRow,
    'id' | 'dueOn' | 'rulesVersion' | 'tier' | 'exposure' | 'everyMonths'
  >[],
): Promise<void> {
  await setRows(
    tx,
    'inspection',
    {
      key: inspectionKey,
      set: {
        dueOn: 'date',
        rulesVersion: 'integer',
        tier: 'text',
        exposure: 'bigint',
        everyMonths: 'integer',
      },
    },
    rows.map((row) => ({ ...row, institutionId: institution.id })),
  )
}

export async function setInspectionVisits(
  { tx, institution }: Place,
  rows: readonly { id: string; visitId: string }[],
): Promise<void> {
  await setRows(
    tx,
    'inspection',
    { key: inspectionKey, set: { visitId: 'uuid' } },
    rows.map((row) => ({ ...row, institutionId: institution.id })),
  )
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

const rankOfTier = sql`case tier when 'normal' then 1 when 'special-mention' then 2 when 'substandard' then 3
  when 'doubtful' then 4 else 5 end`

/** Customers in ascending id: everybody, or those whose loans or classes changed on a day. */
export async function listWhomToPlan(
  tx: Tx,
  institutionId: string,
  { changedOn, after, limit }: { changedOn: Day | 'ever'; after: string | null; limit: number },
): Promise<string[]> {
  const everybody = sql`select id from customer where institution_id = ${institutionId}`
  const changed = sql`
    select customer_id as id from loan where institution_id = ${institutionId} and disbursed_on = ${changedOn}
    union
    select l.customer_id from loan_tier t join loan l on l.institution_id = t.institution_id and l.id = t.loan_id
    where t.institution_id = ${institutionId} and t.valid_from = ${changedOn} and t.known_to is null`
  const { rows } = await sql<{ id: string }>`
    select id from (${changedOn === 'ever' ? everybody : changed}) whom
    where id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Of these customers the borrowers as the plan sees them, in ascending id; each table is read once for all of them. */
export async function listCustomersToPlan(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<CustomerToPlan[]> {
  const { rows } = await sql<CustomerToPlan>`
    with lent as materialized (
      select customer_id, sum(balance)::bigint as exposure, min(disbursed_on) as lent_on, max(${rankOfTier}) as tier_rank
      from loan
      where institution_id = ${institutionId} and customer_id = any(${ids}::uuid[]) and status = 'active'
      group by customer_id having sum(balance) > 0
    ), seen as materialized (
      select id, customer_id, state, kind, due_on, visit_id, held_on from inspection
      where institution_id = ${institutionId} and customer_id = any(${ids}::uuid[])
    ), held as materialized (
      select customer_id, max(held_on) as last_on from seen group by customer_id
    )
    select c.id, c.kind, lent.exposure, lent.lent_on,
      (array['normal', 'special-mention', 'substandard', 'doubtful', 'loss'])[lent.tier_rank] as tier,
      held.last_on as last_held_on, planned.id as planned_id, planned.due_on as planned_on, planned.visit_id
    from lent
    join customer c on c.institution_id = ${institutionId} and c.id = lent.customer_id
    left join held on held.customer_id = c.id
    left join seen planned on planned.customer_id = c.id and planned.state = 'due' and planned.kind <> 'event'
    where c.merged_into is null
    order by c.id`.execute(tx)
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

/**
 * Inspections that come up by a day, of customers that owe nothing any more, are taken off the plan; their visits.
 * Looked at are those that come up on that very day and those of borrowers whose loans moved on `moved`, or all.
 */
export async function dropNeedless(
  tx: Tx,
  institutionId: string,
  { through, moved }: { through: Day; moved: Day | 'any' },
): Promise<string[]> {
  const which =
    moved === 'any'
      ? sql`true`
      : sql`(i.due_on = ${through} or i.customer_id = any(array(
          select l.customer_id from loan_event e
          join loan l on l.institution_id = e.institution_id and l.id = e.loan_id
          where e.institution_id = ${institutionId} and e.business_day = ${moved} and l.status <> 'active')))`
  const { rows } = await sql<{ visitId: string | null }>`
    update inspection i set state = 'waived', waiver = 'settled'
    where i.institution_id = ${institutionId} and i.state = 'due' and i.kind <> 'event'
      and i.due_on <= ${through} and ${which} and not exists (
        select 1 from loan l where l.institution_id = i.institution_id
          and l.customer_id = i.customer_id and l.status = 'active')
    returning i.visit_id`.execute(tx)
  return rows.flatMap(({ visitId }) => visitId ?? [])
}
