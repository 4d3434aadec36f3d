import type { Day } from '@banyan/domain/calendar'
import type { StatementFigures } from '@banyan/domain/customers/financial-statement'
import { sql } from 'kysely'
import type { Asked } from './customer-facts.queries.ts'

export interface LatestStatement {
  customerId: string
  id: string
  periodEnd: Day
  period: 'year' | 'half' | 'quarter'
  figures: StatementFigures
  netAssets: number | null
  /** The same period a year earlier, where it is held. */
  before: StatementFigures | null
}

/** The latest statement of each customer by a day, consolidated before own, with the one of a year before. */
export async function latestStatementsOf({
  tx,
  institutionId,
  ids,
  on,
}: Asked): Promise<LatestStatement[]> {
  const { rows } = await sql<LatestStatement>`
    select distinct on (s.customer_id) s.customer_id, s.id, s.period_end, s.period, s.figures, s.net_assets,
      before.figures as before
    from financial_statement s
    left join financial_statement before on before.institution_id = s.institution_id
      and before.customer_id = s.customer_id and before.period = s.period and before.scope = s.scope
      and before.replaced_at is null and before.period_end = (s.period_end - interval '1 year')::date
    where s.institution_id = ${institutionId} and s.customer_id = any(${ids}::uuid[])
      and s.replaced_at is null and s.period_end <= ${on}
    order by s.customer_id, s.period_end desc, s.scope, s.period`.execute(tx)
  return rows
}

/** The scores of each customer's applications, the latest first; grade 1 is the best. */
export async function gradesOf({
  tx,
  institutionId,
  ids,
}: Asked): Promise<{ customerId: string; id: string; on: Day; grade: number }[]> {
  const { rows } = await sql<{ customerId: string; id: string; on: Day; grade: number }>`
    select a.customer_id, s.id, (s.made_at at time zone 'Asia/Shanghai')::date as "on", ascii(s.grade) - 64 as grade
    from application a join score s on s.institution_id = a.institution_id and s.application_id = a.id
    where a.institution_id = ${institutionId} and a.customer_id = any(${ids}::uuid[]) and s.grade ~ '^[A-Z]$'
    order by a.customer_id, s.made_at desc, s.id desc`.execute(tx)
  return rows
}
