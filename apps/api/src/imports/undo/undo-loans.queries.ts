import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'
import { touch } from '../../touched.ts'

export interface VoidableLoan {
  id: string
  number: string
  status: string
  auditSeq: number
  /** Whether anything was paid that the batch did not bring. */
  hasOtherRepayments: boolean
}

export async function lockVoidableLoans(
  tx: Tx,
  { institutionId, batchId }: { institutionId: string; batchId: string },
  ids: readonly string[],
): Promise<VoidableLoan[]> {
  const { rows } = await sql<VoidableLoan>`
    select id, number, status, audit_seq as "auditSeq", exists (
      select 1 from repayment r
      where r.institution_id = l.institution_id and r.loan_id = l.id and r.reversed_on is null
        and r.import_batch_id is distinct from ${batchId}::uuid) as "hasOtherRepayments"
    from loan l
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(tx)
  return rows
}

export interface PostedRow {
  institutionId: string
  journalId: string
  position: number
  kind: string
  businessDay: Day
  valueDay: Day
  debit: string
  credit: string
  amount: number
  currency: string
  loanId: string
  branchId: string
  product: string
  reverses: string | null
  postedAt: Date
}

const postingColumns: Columns<PostedRow> = {
  institutionId: 'uuid',
  journalId: 'uuid',
  position: 'integer',
  kind: 'text',
  businessDay: 'date',
  valueDay: 'date',
  debit: 'text',
  credit: 'text',
  amount: 'bigint',
  currency: 'text',
  loanId: 'uuid',
  branchId: 'uuid',
  product: 'text',
  reverses: 'uuid',
  postedAt: 'timestamptz',
}

export async function listPostingsOfLoans(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<PostedRow[]> {
  const { rows } = await sql<PostedRow>`
    select institution_id as "institutionId", journal_id as "journalId", position, kind,
      business_day as "businessDay", value_day as "valueDay", debit, credit, amount, currency,
      loan_id as "loanId", branch_id as "branchId", product, reverses, posted_at as "postedAt"
    from posting
    where institution_id = ${institutionId} and loan_id = any(${[...loanIds]}::uuid[])
    order by journal_id, position`.execute(tx)
  return rows
}

export async function listPostingsOfJournals(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
  journalIds: readonly string[],
): Promise<PostedRow[]> {
  const wanted = new Set(journalIds)
  const all = await listPostingsOfLoans(tx, institutionId, loanIds)
  return all.filter(({ journalId }) => wanted.has(journalId))
}

export function insertPostings(tx: Tx, rows: readonly PostedRow[]): Promise<void> {
  return insertRows(tx, 'posting', postingColumns, rows)
}

export async function setLoansVoid(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
  { on, at }: { on: Day; at: Date },
): Promise<void> {
  const given = sql`${[...loanIds]}::uuid[]`
  touch(tx, 'loan', loanIds)
  await sql`
    update loan set status = 'void', balance = 0, oldest_unpaid_on = null, next_tier_on = null,
      settled_on = null
    where institution_id = ${institutionId} and id = any(${given})`.execute(tx)
  await sql`
    update loan_tier set valid_to = coalesce(valid_to, ${on}::date), known_to = ${at}
    where institution_id = ${institutionId} and loan_id = any(${given}) and known_to is null`.execute(
    tx,
  )
}

export interface ReversibleRepayment {
  id: string
  loanId: string
  principal: number
  journalId: string
  reversedOn: string | null
}

export async function listRepayments(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<ReversibleRepayment[]> {
  const { rows } = await sql<ReversibleRepayment>`
    select id, loan_id as "loanId", principal, journal_id as "journalId",
      reversed_on as "reversedOn"
    from repayment
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

export async function listRepaymentsOfLoans(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<ReversibleRepayment[]> {
  const { rows } = await sql<ReversibleRepayment>`
    select id, loan_id as "loanId", principal, journal_id as "journalId",
      reversed_on as "reversedOn"
    from repayment
    where institution_id = ${institutionId} and loan_id = any(${[...loanIds]}::uuid[])`.execute(tx)
  return rows
}

/** A repayment is never changed; the reversal marks it. */
export async function markReversed(
  tx: Tx,
  institutionId: string,
  reversals: readonly { id: string; journalId: string }[],
  on: Day,
): Promise<void> {
  await sql`
    update repayment set reversed_on = ${on}, reversal_journal_id = given.journal_id
    from unnest(${reversals.map(({ id }) => id)}::uuid[],
      ${reversals.map(({ journalId }) => journalId)}::uuid[]) as given(id, journal_id)
    where repayment.institution_id = ${institutionId} and repayment.id = given.id`.execute(tx)
}

/** Takes the shares of these repayments back out of the instalments they paid. */
export async function takeSharesBack(
  tx: Tx,
  institutionId: string,
  repaymentIds: readonly string[],
): Promise<void> {
  await sql`
    update instalment i
    set principal_paid = i.principal_paid - share.principal,
      interest_paid = i.interest_paid - share.interest,
      settled_on = case when share.principal + share.interest > 0 then null else i.settled_on end
    from (
      select loan_id, number, sum(principal)::bigint as principal, sum(interest)::bigint as interest
      from repayment_share
      where institution_id = ${institutionId} and repayment_id = any(${[...repaymentIds]}::uuid[])
      group by loan_id, number
    ) share
    where i.institution_id = ${institutionId} and i.loan_id = share.loan_id
      and i.number = share.number`.execute(tx)
}
