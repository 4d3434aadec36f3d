import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { defaultDefinition } from '@banyan/domain/officers/performance'
import { sql } from 'kysely'
import { badAfterMonths, counted, type LoanPart, wentBadWithin } from './loan-parts.queries.ts'

const wentBad = (asOf: Day) => wentBadWithin(defaultDefinition.withinMonths, asOf)

export interface CohortRow {
  cohort: string
  loans: number
  amount: number
  bad: number
  badAmount: number
}

/** By month of disbursement: what was paid out and how much of it went bad; the denominator never shrinks. */
export async function listCohorts(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  part: LoanPart,
): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    select to_char(loan.disbursed_on, 'YYYY-MM') as cohort, count(*) as loans, sum(loan.principal)::bigint as amount,
      count(*) filter (where ${wentBad(asOf)}) as bad,
      coalesce(sum(loan.principal) filter (where ${wentBad(asOf)}), 0)::bigint as bad_amount
    from loan where ${counted(institutionId, currency, part)} and loan.disbursed_on <= ${asOf}
    group by 1 order by 1`.execute(tx)
  return rows
}

export interface CurvePoint {
  cohort: string
  monthsOnBook: number
  bad: number
  badAmount: number
}

/** How many loans of a cohort went bad, by the whole months on book within which they did. */
export async function listDefaultsByAge(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  part: LoanPart,
): Promise<CurvePoint[]> {
  const { rows } = await sql<CurvePoint>`
    select to_char(loan.disbursed_on, 'YYYY-MM') as cohort, ${badAfterMonths} as months_on_book,
      count(*) as bad, sum(loan.principal)::bigint as bad_amount
    from loan where ${counted(institutionId, currency, part)} and loan.disbursed_on <= ${asOf} and loan.defaulted_on <= ${asOf}
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

export interface OfficerLoans {
  officerId: string
  loans: number
  amount: number
  matureLoans: number
  matureBad: number
}

/** Loans by the officer who brought them, paid out in a period; only mature months count for the default rate. */
export async function listOfficerLoans(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  period: { from: Day; to: Day; lastMature: Day } & LoanPart,
): Promise<OfficerLoans[]> {
  const mature = sql`loan.disbursed_on <= ${period.lastMature}`
  const { rows } = await sql<OfficerLoans>`
    select loan.origin_officer_id as officer_id, count(*) as loans, sum(loan.principal)::bigint as amount,
      count(*) filter (where ${mature}) as mature_loans,
      count(*) filter (where ${mature} and ${wentBad(asOf)}) as mature_bad
    from loan where ${counted(institutionId, currency, period)} and loan.origin_officer_id is not null
      and loan.disbursed_on between ${period.from} and ${period.to} and loan.disbursed_on <= ${asOf}
    group by 1`.execute(tx)
  return rows
}

/** Customer managers at work, and whoever else is named, by name; Chinese names by pinyin. */
export function listOfficers(tx: Tx, institutionId: string, alsoIds: readonly string[]) {
  return tx
    .selectFrom('staff')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .select(['staff.id', 'staff.number', 'staff.name', 'branch.name as branch'])
    .where('staff.institutionId', '=', institutionId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('staff.status', '=', 'active'),
          eb('staff.isOperator', '=', false),
          sql<boolean>`'customer-manager' = any(staff.roles)`,
        ]),
        sql<boolean>`staff.id = any(${[...alsoIds]}::uuid[])`,
      ]),
    )
    .orderBy('staff.nameSort')
    .orderBy('staff.id')
    .execute()
}
