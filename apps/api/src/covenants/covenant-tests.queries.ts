import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CovenantMeasure, CovenantOutcome } from '@banyan/domain/covenants/covenant'
import type { StatementFigures } from '@banyan/domain/customers/financial-statement'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { covenantsInScope } from './covenants.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export interface StatementToTest {
  covenantId: string
  customerId: string
  measure: CovenantMeasure
  operator: 'at-least' | 'at-most'
  threshold: number
  statementId: string
  periodEnd: Day
  period: 'year' | 'half' | 'quarter'
  figures: StatementFigures
  before: StatementFigures | null
}

/** Statements of these customers that a covenant in force asks for and that have not been held against it. */
export async function listStatementsToTest(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<StatementToTest[]> {
  const { rows } = await sql<StatementToTest>`
    select c.id as covenant_id, c.customer_id, c.measure, c.operator, c.threshold,
      s.id as statement_id, s.period_end, s.period, s.figures, before.figures as before
    from covenant c
    join financial_statement s on s.institution_id = c.institution_id and s.customer_id = c.customer_id
      and s.period = c.period and s.scope = c.scope and s.replaced_at is null
      and s.period_end >= c.valid_from and (c.valid_to is null or s.period_end <= c.valid_to)
    left join financial_statement before on before.institution_id = s.institution_id
      and before.customer_id = s.customer_id and before.period = s.period and before.scope = s.scope
      and before.replaced_at is null and before.period_end = (s.period_end - interval '1 year')::date
    where c.institution_id = ${institutionId} and c.customer_id = any(${customerIds}::uuid[]) and c.ended_on is null
      and not exists (select 1 from covenant_test t
        where t.institution_id = c.institution_id and t.covenant_id = c.id and t.statement_id = s.id)
    order by c.customer_id, c.id, s.period_end`.execute(tx)
  return rows
}

export interface CovenantTestRow {
  institutionId: string
  id: string
  covenantId: string
  periodEnd: Day
  statementId: string | null
  testedOn: Day
  testedAt: Date
  value: number | null
  outcome: CovenantOutcome
}

/** Whether it was kept: a statement is tested once, and a period missed once. */
export async function insertTest({ tx }: Place, row: CovenantTestRow): Promise<boolean> {
  const kept = await tx
    .insertInto('covenantTest')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** A statement that has come after all settles what was noted as not delivered, and a newer one what an older one broke. */
export async function settleOlder(
  { tx, institution }: Place,
  {
    covenantId,
    periodEnd,
    exceptId,
    at,
  }: { covenantId: string; periodEnd: Day; exceptId: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('covenantTest')
    .set({ resolution: 'cured', reason: 'delivered', decidedAt: at })
    .where('institutionId', '=', institution.id)
    .where('covenantId', '=', covenantId)
    .where('periodEnd', '=', periodEnd)
    .where('outcome', '=', 'not-delivered')
    .where('resolution', 'is', null)
    .where('id', '<>', exceptId)
    .execute()
}

export interface CovenantToDeliver {
  id: string
  customerId: string
  period: 'year' | 'half' | 'quarter'
  scope: string
  deliverWithinDays: number
  validFrom: Day
  validTo: Day | null
}

/** Covenants in force, in ascending id. */
export async function listInForce(
  tx: Tx,
  institutionId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<CovenantToDeliver[]> {
  let query = tx
    .selectFrom('covenant')
    .select(['id', 'customerId', 'period', 'scope', 'deliverWithinDays', 'validFrom', 'validTo'])
    .where('institutionId', '=', institutionId)
    .where('endedOn', 'is', null)
    .orderBy('id')
    .limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await query.execute()) as CovenantToDeliver[]
}

/** Of these covenants and periods, those for which no statement is here and nothing was noted. */
export async function listUndelivered(
  tx: Tx,
  institutionId: string,
  missed: readonly { covenantId: string; periodEnd: Day }[],
): Promise<{ covenantId: string; periodEnd: Day; customerId: string }[]> {
  const { rows } = await sql<{ covenantId: string; periodEnd: Day; customerId: string }>`
    select c.id as covenant_id, asked.period_end, c.customer_id
    from unnest(${missed.map(({ covenantId }) => covenantId)}::uuid[], ${missed.map(({ periodEnd }) => periodEnd)}::date[])
      as asked(covenant_id, period_end)
    join covenant c on c.institution_id = ${institutionId} and c.id = asked.covenant_id
    where not exists (select 1 from financial_statement s where s.institution_id = c.institution_id
        and s.customer_id = c.customer_id and s.period = c.period and s.scope = c.scope
        and s.period_end = asked.period_end and s.replaced_at is null)
      and not exists (select 1 from covenant_test t where t.institution_id = c.institution_id
        and t.covenant_id = c.id and t.period_end = asked.period_end and t.statement_id is null)`.execute(
    tx,
  )
  return rows
}

export function lockTest(reader: Reader, id: string) {
  return covenantsInScope(reader)
    .innerJoin('covenantTest as test', (join) =>
      join
        .onRef('test.institutionId', '=', 'covenant.institutionId')
        .onRef('test.covenantId', '=', 'covenant.id'),
    )
    .select([
      'test.id',
      'covenant.customerId',
      'test.covenantId',
      'test.outcome',
      'test.resolution',
      'test.proposedBy',
      'test.waivedUntil',
    ])
    .where('test.id', '=', id)
    .forUpdate('test')
    .executeTakeFirst()
}

export interface TestChange {
  resolution: 'cure-proposed' | 'waiver-proposed' | 'cured' | 'waived' | null
  reason?: string | null
  waivedUntil?: Day | null
  proposedBy?: string | null
  proposedAt?: Date | null
  decidedBy?: string | null
  decidedAt?: Date | null
  note?: string | null
}

export async function setTest(
  { tx, institution }: Place,
  id: string,
  change: TestChange,
): Promise<void> {
  await tx
    .updateTable('covenantTest')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
