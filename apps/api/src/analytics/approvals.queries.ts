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

export const belonging = (
  institutionId: string,
  { branchId, product, officerId }: Omit<DecisionFilter, 'from' | 'to'>,
) => sql`
  a.institution_id = ${institutionId}
  and (${branchId ?? null}::uuid is null or a.branch_id = ${branchId ?? null}::uuid)
  and (${product ?? null}::text is null or a.product = ${product ?? null})
  and (${officerId ?? null}::uuid is null or a.officer_id = ${officerId ?? null}::uuid)`

export type ApplicationBasis = 'decided' | 'submitted' | 'withdrawn'

/** What puts an application into a period: its decision, its submission or its withdrawal. */
export const countedBy = {
  decided: ({ from, to }: DecisionFilter) => sql`a.decided_on between ${from} and ${to}`,
  submitted: ({ from, to }: DecisionFilter) => sql`a.submitted_on between ${from} and ${to}`,
  withdrawn: ({ from, to }: DecisionFilter) => sql`exists (
    select from application_step s where s.institution_id = a.institution_id
      and s.application_id = a.id and s.step = 'withdraw' and s.happened_on between ${from} and ${to})`,
} as const

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
    where ${belonging(institutionId, filter)} and ${countedBy.decided(filter)}
    group by 1 order by 1`.execute(tx)
  return rows
}

/** Withdrawn in the period: shown apart, in no rate. */
export async function countWithdrawn(
  tx: Tx,
  institutionId: string,
  filter: DecisionFilter,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from application a
    where ${belonging(institutionId, filter)} and ${countedBy.withdrawn(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export interface StageCount {
  status: string
  applications: number
}

/** Applications submitted in a period by where they stand now. */
export async function listFunnel(
  tx: Tx,
  institutionId: string,
  filter: DecisionFilter,
): Promise<StageCount[]> {
  const { rows } = await sql<StageCount>`
    select a.status, count(*) as applications from application a
    where ${belonging(institutionId, filter)} and ${countedBy.submitted(filter)}
    group by 1 order by 1`.execute(tx)
  return rows
}
