import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'

/** A loan in force, as much of it as choosing one for an act asks. */
export interface RunningLoan {
  id: string
  number: string
  customerId: string
  borrower: string
  isPerson: boolean
  officerId: string
  product: string
  balance: number
  commitment: number
  principal: number
  annualRate: number
  isFixed: boolean
  disbursedOn: Day
  maturesOn: Day
  tier: Tier
  oldestUnpaidOn: Day | null
  /** The day of the last event. */
  movedOn: Day
  /** How many loans in force the borrower has. */
  ofBorrower: number
}

/** Loans in force by number. */
export async function listRunningLoans(tx: Tx, institutionId: string): Promise<RunningLoan[]> {
  const { rows } = await sql<RunningLoan>`
    select loan.id, loan.number, loan.customer_id, customer.name as borrower,
      customer.kind = 'person' as is_person, loan.officer_id, loan.product, loan.balance,
      loan.commitment, loan.principal, loan.annual_rate,
      coalesce(loan.terms #>> '{ratePlan,kind}', 'fixed') = 'fixed' as is_fixed,
      loan.disbursed_on, loan.matures_on, loan.tier, loan.oldest_unpaid_on,
      loan.course ->> 'on' as moved_on,
      count(*) over (partition by loan.customer_id) as of_borrower
    from loan join customer on customer.institution_id = loan.institution_id
      and customer.id = loan.customer_id
    where loan.institution_id = ${institutionId} and loan.status = 'active'
    order by loan.number`.execute(tx)
  return rows
}

/** The oldest unpaid day of everybody who owes, by customer. */
export async function oldestUnpaidOfAll(tx: Tx, institutionId: string): Promise<Map<string, Day>> {
  const { rows } = await sql<{ customerId: string; on: Day }>`
    select customer_id, min(oldest_unpaid_on) as on from loan
    where institution_id = ${institutionId} and status = 'active' and oldest_unpaid_on is not null
    group by customer_id`.execute(tx)
  return new Map(rows.map(({ customerId, on }) => [customerId, on]))
}

/** The last repayment of a loan on a day. */
export async function findRepayment(
  tx: Tx,
  institutionId: string,
  of: { loanId: string; on: Day },
): Promise<string | null> {
  const row = await tx
    .selectFrom('repayment')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where('loanId', '=', of.loanId)
    .where('paidOn', '=', of.on)
    .where('kind', '=', 'repayment')
    .where('reversedOn', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The business day that operations post to. */
export async function setBusinessDay(tx: Tx, institutionId: string, on: Day): Promise<void> {
  await tx
    .updateTable('institutionState')
    .set({ businessDay: on })
    .where('institutionId', '=', institutionId)
    .execute()
}
