import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface DecisionFilter {
  from: Day
  to: Day
  branchId?: string | undefined
  product?: string | undefined
  officerId?: string | undefined
}

export type ApprovalDimension = 'month' | 'branch' | 'product' | 'officer' | 'all'

const dimensions = {
  month: sql`to_char(a.decided_on, 'YYYY-MM')`,
  branch: sql`a.branch_id::text`,
  product: sql`a.product`,
  officer: sql`a.officer_id::text`,
  all: sql`'all'`,
} as const

const decided = (
  institutionId: string,
  { from, to, branchId, product, officerId }: DecisionFilter,
) => sql`
  a.institution_id = ${institutionId} and a.decided_on between ${from} and ${to}
  and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
  and (${product ?? null}::text is null or a.product = ${product ?? null})
  and (${officerId ?? null}::uuid is null or a.officer_id = ${officerId ?? null}::uuid)`

export interface ApprovalFigures {
  key: string
  approved: number
  declined: number
  approvedAmount: number
  requestedAmount: number
  medianDays: number | null
  p90Days: number | null
}

/** Decisions taken in a period: counts, amounts, and calendar days from submission to decision. */
export async function listApprovals(
  tx: Tx,
  institutionId: string,
  dimension: ApprovalDimension,
  filter: DecisionFilter,
): Promise<ApprovalFigures[]> {
  const { rows } = await sql<ApprovalFigures>`
    select ${dimensions[dimension]} as key,
      count(*) filter (where d.outcome = 'approved') as approved,
      count(*) filter (where d.outcome = 'declined') as declined,
      coalesce(sum(d.amount) filter (where d.outcome = 'approved'), 0)::bigint as approved_amount,
      coalesce(sum(a.amount), 0)::bigint as requested_amount,
      percentile_cont(0.5) within group (order by a.decided_on - a.submitted_on) as median_days,
      percentile_cont(0.9) within group (order by a.decided_on - a.submitted_on) as p90_days
    from decision d join application a on a.institution_id = d.institution_id and a.id = d.application_id
    where ${decided(institutionId, filter)}
    group by 1 order by 1`.execute(tx)
  return rows
}

/** Withdrawn in the period: shown apart, in no rate. */
export async function countWithdrawn(
  tx: Tx,
  institutionId: string,
  { from, to, branchId, product }: DecisionFilter,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from application a
    join application_step s on s.institution_id = a.institution_id and s.application_id = a.id and s.step = 'withdraw'
    where a.institution_id = ${institutionId} and s.happened_on between ${from} and ${to}
      and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
      and (${product ?? null}::text is null or a.product = ${product ?? null})`.execute(tx)
  return rows[0]?.count ?? 0
}

export interface DecidedPage extends DecisionFilter {
  outcome?: 'approved' | 'declined' | undefined
  after?: string | undefined
  limit: number
}

/** The applications behind a mark, by number. */
export async function listDecided(tx: Tx, institutionId: string, page: DecidedPage) {
  const { rows } = await sql<{
    id: string
    number: string
    customerId: string
    customerName: string
    customerKind: string
    product: string
    amount: number
    outcome: string
    submittedOn: Day
    decidedOn: Day
    days: number
    branch: string
    officer: string
    role: string
  }>`
    select a.id, a.number, a.customer_id, c.name as customer_name, c.kind as customer_kind, a.product, d.amount, d.outcome,
      a.submitted_on, a.decided_on, a.decided_on - a.submitted_on as days, b.name as branch, s.name as officer, d.role
    from decision d join application a on a.institution_id = d.institution_id and a.id = d.application_id
    join customer c on c.institution_id = a.institution_id and c.id = a.customer_id
    join branch b on b.institution_id = a.institution_id and b.id = a.branch_id
    join staff s on s.institution_id = a.institution_id and s.id = a.officer_id
    where ${decided(institutionId, page)}
      and (${page.outcome ?? null}::text is null or d.outcome = ${page.outcome ?? null})
      and (${page.after ?? null}::text is null or a.number > ${page.after ?? null})
    order by a.number limit ${page.limit}`.execute(tx)
  return rows
}

export interface StageCount {
  status: string
  applications: number
}

/** Applications submitted in a period by where they stand now. */
export async function listFunnel(
  tx: Tx,
  institutionId: string,
  { from, to, branchId, product }: DecisionFilter,
): Promise<StageCount[]> {
  const { rows } = await sql<StageCount>`
    select a.status, count(*) as applications from application a
    where a.institution_id = ${institutionId} and a.submitted_on between ${from} and ${to}
      and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
      and (${product ?? null}::text is null or a.product = ${product ?? null})
    group by 1 order by 1`.execute(tx)
  return rows
}
