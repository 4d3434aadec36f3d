import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface Borrower {
  id: string
  kind: string
  branchId: string
  officerId: string | null
  industrySection: string | null
}

export async function listBorrowers(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<Map<string, Borrower>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Borrower>`
    select id, kind, branch_id as "branchId", officer_id as "officerId",
      industry_section as "industrySection"
    from customer
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

export function listProducts(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('product')
    .select(['code', 'name', 'nameEn', 'isConsumer'])
    .where('institutionId', '=', institutionId)
    .execute()
}

/** What was agreed when a loan was paid out, as a file states it. */
export interface KnownLoan {
  id: string
  number: string
  customerId: string
  currency: string
  principal: number
  annualRate: number
  method: string
  frequency: string
  periods: number
  disbursedOn: string
  firstDueOn: string
  status: string
}

export async function listKnownLoans(
  tx: Tx,
  institutionId: string,
  { ids, numbers }: { ids: readonly string[]; numbers: readonly string[] },
): Promise<KnownLoan[]> {
  if (ids.length + numbers.length === 0) return []
  const { rows } = await sql<KnownLoan>`
    select id, number, customer_id as "customerId", currency, principal,
      annual_rate as "annualRate", method, frequency, periods, disbursed_on as "disbursedOn",
      first_due_on as "firstDueOn", status
    from loan
    where institution_id = ${institutionId}
      and (id = any(${[...ids]}::uuid[]) or number = any(${[...numbers]}::text[]))`.execute(tx)
  return rows
}
