import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { WatchedEventKind } from '@banyan/domain/warnings/risk-events'
import type { Conclusion } from '@banyan/domain/warnings/watch-facts'
import { type RawBuilder, sql } from 'kysely'

/** Of whom the facts are read, and as of which day. */
export interface Asked {
  tx: Tx
  institutionId: string
  ids: readonly string[]
  on: Day
}

type Of<Row> = Row & { customerId: string }

async function rowsOf<Row>({ tx }: Asked, query: RawBuilder<Of<Row>>): Promise<Of<Row>[]> {
  return (await query.execute(tx)).rows
}

export interface WatchedCustomerRow {
  id: string
  kind: 'person' | 'company'
  name: string
  branchId: string
  creditCode: string | null
}

/** Held in ascending id, so that two looks at a customer come one after the other. */
export async function lockWatched({
  tx,
  institutionId,
  ids,
}: Asked): Promise<WatchedCustomerRow[]> {
  const { rows } = await sql<WatchedCustomerRow>`
    select id, kind, name, branch_id, credit_code from customer
    where institution_id = ${institutionId} and id = any(${ids}::uuid[])
      and status <> 'closed' and merged_into is null
    order by id for no key update`.execute(tx)
  return rows
}

export const loansOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; number: string; oldestUnpaidOn: Day | null; tier: Tier }>>`
    select customer_id, id, number, oldest_unpaid_on, tier from loan
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[]) and status = 'active'
    order by id`,
  )

export const instalmentsOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ loanId: string; number: number; dueOn: Day; settledOn: Day | null }>>`
    select l.customer_id, i.loan_id, i.number, i.due_on, i.settled_on
    from loan l join instalment i on i.institution_id = l.institution_id and i.loan_id = l.id
    where l.institution_id = ${asked.institutionId} and l.customer_id = any(${asked.ids}::uuid[])
      and l.status <> 'void' and i.due_on > ${asked.on}::date - 730 and i.due_on <= ${asked.on}
    order by i.due_on, i.loan_id, i.number`,
  )

export const eventsOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<
      Of<{
        id: string
        kind: WatchedEventKind
        happenedOn: Day
        amount: number | null
        endedOn: Day | null
      }>
    >`
    select customer_id, id, kind, happened_on, amount, ended_on from risk_event
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[])
    union all
    select l.customer_id, l.id, 'misused', l.misused_from, null, null from loan l
    where l.institution_id = ${asked.institutionId} and l.customer_id = any(${asked.ids}::uuid[])
      and l.status = 'active' and l.misused_from <= ${asked.on}
    union all
    select l.customer_id, e.id, 'restructured', e.value_day, null, null
    from loan l join loan_event e on e.institution_id = l.institution_id and e.loan_id = l.id
    where l.institution_id = ${asked.institutionId} and l.customer_id = any(${asked.ids}::uuid[])
      and e.kind = 'restructuring' and e.value_day <= ${asked.on}
      and exists (select 1 from loan_act a where a.institution_id = e.institution_id and a.id = e.proposal_id
        and (a.asked ->> 'isInDifficulty')::boolean)
      and not exists (select 1 from loan_event taken
        where taken.institution_id = e.institution_id and taken.reverses = e.id)
    order by id`,
  )

export const lostStatusesOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ status: string }>>`
    select c.id as customer_id, r.status from customer c
    join registry_record r on r.institution_id = c.institution_id and r.credit_code = c.credit_code
    where c.institution_id = ${asked.institutionId} and c.id = any(${asked.ids}::uuid[])
      and r.status ~ '吊销|注销|撤销|歇业|清算|责令关闭'`,
  )

export const disagreementsOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; field: string; raisedOn: Day }>>`
    select customer_id, id, field, (raised_at at time zone 'Asia/Shanghai')::date as raised_on from fact_conflict
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[])
      and state = 'open' and other_source = 'registry'
    order by id`,
  )

export const inflowsOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ month: string; amount: number }>>`
    select distinct on (customer_id, month) customer_id, month, amount from account_inflow
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[])
    order by customer_id, month, id desc`,
  )

export const dependencesOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ relationId: string; on: string; share: number }>>`
    select r.from_id as customer_id, r.id as relation_id, other.number as "on", r.dependence_percent as share
    from relation r join customer other on other.institution_id = r.institution_id and other.id = r.to_id
    where r.institution_id = ${asked.institutionId} and r.from_id = any(${asked.ids}::uuid[])
      and r.kind = 'trade' and r.dependence_percent is not null and r.known_to is null
      and r.valid_from <= ${asked.on} and (r.valid_to is null or r.valid_to >= ${asked.on})
    order by r.id`,
  )

export const guaranteesGivenOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ relationId: string; for: string; amount: number }>>`
    select r.from_id as customer_id, r.id as relation_id, other.number as "for", r.amount
    from relation r join customer other on other.institution_id = r.institution_id and other.id = r.to_id
    where r.institution_id = ${asked.institutionId} and r.from_id = any(${asked.ids}::uuid[])
      and r.kind = 'guarantee' and r.amount is not null and r.known_to is null
      and r.valid_from <= ${asked.on} and (r.valid_to is null or r.valid_to >= ${asked.on})
    order by r.id`,
  )

/** Papers that have run out, by their own last day, and no valid one of the kind beside them. */
export const expiredPapersOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; what: string; foundOn: Day }>>`
    select v.customer_id, v.id, v.field as what, v.expires_on as found_on from fact_verification v
    where v.institution_id = ${asked.institutionId} and v.customer_id = any(${asked.ids}::uuid[])
      and v.replaced_at is null and v.expires_on < ${asked.on}
    union all
    select l.customer_id, l.id, l.kind, l.expires_on from licence l
    where l.institution_id = ${asked.institutionId} and l.customer_id = any(${asked.ids}::uuid[])
      and l.removed_at is null and l.expires_on < ${asked.on}
      and not exists (select 1 from licence good
        where good.institution_id = l.institution_id and good.customer_id = l.customer_id and good.kind = l.kind
          and good.removed_at is null and (good.expires_on is null or good.expires_on >= ${asked.on}))
    order by 2`,
  )

export const covenantBreachesOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; measure: string; periodEnd: Day; value: number | null }>>`
    select c.customer_id, t.id, c.measure, t.period_end, t.value
    from covenant c join covenant_test t on t.institution_id = c.institution_id and t.covenant_id = c.id
    where c.institution_id = ${asked.institutionId} and c.customer_id = any(${asked.ids}::uuid[]) and c.ended_on is null
      and t.outcome in ('breached', 'not-delivered')
      and (t.statement_id is null or exists (select 1 from financial_statement s
        where s.institution_id = t.institution_id and s.id = t.statement_id and s.replaced_at is null))
      and (t.resolution is null or t.resolution in ('cure-proposed', 'waiver-proposed')
        or (t.resolution = 'waived' and t.waived_until < ${asked.on}))
    order by t.id`,
  )

export const inspectionsOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<
      Of<{ id: string; missedOn: Day | null; heldOn: Day | null; conclusion: Conclusion | null }>
    >`
    select customer_id, id, missed_on, held_on, conclusion from inspection
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[])
      and (state = 'due' or held_on > ${asked.on}::date - 730)
    order by id`,
  )

export const unansweredUpdatesOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; flaggedOn: Day }>>`
    select customer_id, id, flagged_on from file_update
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[]) and state = 'unanswered'`,
  )

export const brokenPromisesOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; dueOn: Day; amount: number }>>`
    select c.debtor_id as customer_id, p.id, p.due_on, p.amount
    from collection_case c join collection_promise p on p.institution_id = c.institution_id and p.case_id = c.id
    where c.institution_id = ${asked.institutionId} and c.debtor_id = any(${asked.ids}::uuid[]) and p.state = 'broken'
    order by p.id`,
  )

export const falseMaterialOf = (asked: Asked) =>
  rowsOf(
    asked,
    sql<Of<{ id: string; markedOn: Day }>>`
    select customer_id, id, (marked_at at time zone 'Asia/Shanghai')::date as marked_on from false_material
    where institution_id = ${asked.institutionId} and customer_id = any(${asked.ids}::uuid[]) and lifted_at is null
    order by id`,
  )
