import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { AccountClass, AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export interface AccountRow {
  code: string
  role: AccountRole
  name: string
  nameEn: string
  class: AccountClass
  normalSide: 'debit' | 'credit'
  validFrom: Day
  validTo: Day | null
}

export async function listAccounts({
  tx,
  institution,
}: Pick<Scoped, 'tx' | 'institution'>): Promise<AccountRow[]> {
  const rows = await tx
    .selectFrom('ledgerAccount')
    .select(['code', 'role', 'name', 'nameEn', 'class', 'normalSide', 'validFrom', 'validTo'])
    .where('institutionId', '=', institution.id)
    .orderBy('code')
    .execute()
  return rows as AccountRow[]
}

export interface Turnover {
  code: string
  currency: string
  debit: number
  credit: number
}

/** All that was ever booked up to a day, per account and currency. */
export async function listTurnovers(
  tx: Tx,
  institutionId: string,
  through: Day,
): Promise<Turnover[]> {
  const { rows } = await sql<Turnover>`
    select side.code, side.currency, sum(side.debit)::bigint as debit,
      sum(side.credit)::bigint as credit
    from (
      select debit as code, currency, sum(amount) as debit, 0 as credit from posting
      where institution_id = ${institutionId} and business_day <= ${through}
      group by debit, currency
      union all
      select credit, currency, 0, sum(amount) from posting
      where institution_id = ${institutionId} and business_day <= ${through}
      group by credit, currency
    ) side
    group by side.code, side.currency order by side.code, side.currency`.execute(tx)
  return rows
}

export interface JournalFilters {
  from: Day
  to: Day
  account: string | null
  branchId: string | null
  cursor: { day: string; journalId: string; position: number } | null
  limit: number
}

/** Postings in the order they were booked, those of a day by journal. */
export async function listJournal(context: Scoped, filters: JournalFilters) {
  const { tx, institution, scope } = context
  const { from, to, account, branchId, cursor, limit } = filters
  let query = tx
    .selectFrom('posting')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'posting.institutionId')
        .onRef('branch.id', '=', 'posting.branchId'),
    )
    .leftJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'posting.institutionId')
        .onRef('loan.id', '=', 'posting.loanId'),
    )
    .select(['posting.journalId', 'posting.position', 'posting.kind', 'posting.businessDay'])
    .select(['posting.valueDay', 'posting.debit', 'posting.credit', 'posting.amount'])
    .select(['posting.currency', 'posting.product', 'posting.loanId', 'posting.reverses'])
    .select(['loan.number as loanNumber', 'branch.code as branchCode', 'branch.name as branchName'])
    .where('posting.institutionId', '=', institution.id)
    .where('posting.businessDay', '>=', from)
    .where('posting.businessDay', '<=', to)
    .where((eb) => inScope(eb, scope, { branch: 'posting.branchId', officer: 'loan.officerId' }))
    .orderBy('posting.businessDay')
    .orderBy('posting.journalId')
    .orderBy('posting.position')
    .limit(limit)
  if (account)
    query = query.where((eb) =>
      eb.or([eb('posting.debit', '=', account), eb('posting.credit', '=', account)]),
    )
  if (branchId) query = query.where('posting.branchId', '=', branchId)
  if (cursor) {
    query = query.where(
      sql<boolean>`(posting.business_day, posting.journal_id, posting.position)
        > (${cursor.day}::date, ${cursor.journalId}::uuid, ${cursor.position}::integer)`,
    )
  }
  return query.execute()
}

/** What the loans say their accounts must hold: the other side of an independent check. */
export async function sumLoans(tx: Tx, institutionId: string) {
  const { rows } = await sql<{ currency: string; loan: number; held: number }>`
    select currency, coalesce(sum(balance), 0)::bigint as loan,
      coalesce(sum(held), 0)::bigint as held
    from loan where institution_id = ${institutionId} and status <> 'void'
    group by currency order by currency`.execute(tx)
  return rows
}
