import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import {
  type ApplicationBasis,
  belonging,
  countedBy,
  type DecisionFilter,
} from './approvals.queries.ts'

export interface ApplicationsBehind extends DecisionFilter {
  by: ApplicationBasis
  outcome?: 'approved' | 'declined' | undefined
  statuses?: readonly string[] | undefined
}

const behind = (institutionId: string, filter: ApplicationsBehind) => sql`
  from application a
  left join decision d on d.institution_id = a.institution_id and d.application_id = a.id
  where ${belonging(institutionId, filter)} and ${countedBy[filter.by](filter)}
    and (${filter.by !== 'decided'} or d.outcome is not null)
    and (${filter.outcome ?? null}::text is null or d.outcome = ${filter.outcome ?? null})
    and (${filter.statuses ? [...filter.statuses] : null}::text[] is null
      or a.status = any (${filter.statuses ? [...filter.statuses] : null}::text[]))`

/** How many applications a mark counts. */
export async function countApplicationsBehind(
  tx: Tx,
  institutionId: string,
  filter: ApplicationsBehind,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count ${behind(institutionId, filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The applications behind a mark, by number. */
export async function listApplicationsBehind(
  tx: Tx,
  institutionId: string,
  page: ApplicationsBehind & { after?: string | undefined; limit: number },
) {
  const { rows } = await sql<{
    id: string
    number: string
    customerName: string
    customerKind: string
    product: string
    amount: number | null
    status: string
    outcome: string | null
    submittedOn: Day | null
    decidedOn: Day | null
    days: number | null
    branch: string
    officer: string
  }>`
    select row.id, row.number, c.name as customer_name, c.kind as customer_kind, row.product, row.amount, row.status,
      row.outcome, row.submitted_on, row.decided_on, row.decided_on - row.submitted_on as days,
      b.name as branch, s.name as officer
    from (
      select a.institution_id, a.id, a.number, a.customer_id, a.product, coalesce(d.amount, a.amount) as amount, a.status,
        d.outcome, a.submitted_on, a.decided_on, a.branch_id, a.officer_id
      ${behind(institutionId, page)} and (${page.after ?? null}::text is null or a.number > ${page.after ?? null})
      order by a.number limit ${page.limit}
    ) row
    join customer c on c.institution_id = row.institution_id and c.id = row.customer_id
    join branch b on b.institution_id = row.institution_id and b.id = row.branch_id
    join staff s on s.institution_id = row.institution_id and s.id = row.officer_id
    order by row.number`.execute(tx)
  return rows
}
