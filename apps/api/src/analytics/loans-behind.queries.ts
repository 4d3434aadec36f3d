import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import {
  balanceOn,
  counted,
  type LoanPart,
  oldestUnpaidOn,
  tierOn,
  wentBadWithin,
} from './loan-parts.queries.ts'

export interface LoansBehind extends LoanPart {
  /** The end of the day on which loans are told. */
  on: Day
  /** Paid out in these days. */
  from?: Day | undefined
  to?: Day | undefined
  officerId?: string | undefined
  badWithinMonths?: number | undefined
  isInForce: boolean
  tiers?: readonly Tier[] | undefined
  daysPastDue?: { from: number; to: number | null } | undefined
}

const lateBetween = ({ on, daysPastDue }: LoansBehind) =>
  daysPastDue
    ? sql`${on}::date - ${oldestUnpaidOn(on)} between ${daysPastDue.from}::int and ${daysPastDue.to ?? 1_000_000}::int`
    : sql`true`

const behind = (institutionId: string, currency: string, filter: LoansBehind) => sql`
  from loan where ${counted(institutionId, currency, filter)} and loan.disbursed_on <= ${filter.on}
    and (${filter.from ?? null}::date is null or loan.disbursed_on >= ${filter.from ?? null}::date)
    and (${filter.to ?? null}::date is null or loan.disbursed_on <= ${filter.to ?? null}::date)
    and (${filter.officerId ?? null}::uuid is null or loan.origin_officer_id = ${filter.officerId ?? null}::uuid)
    and (${filter.badWithinMonths ?? null}::int is null or ${wentBadWithin(filter.badWithinMonths ?? 0, filter.on)})
    and (${!filter.isInForce} or loan.settled_on is null or loan.settled_on > ${filter.on})
    and (${filter.tiers ? [...filter.tiers] : null}::text[] is null
      or ${tierOn(filter.on)} = any (${filter.tiers ? [...filter.tiers] : null}::text[]))
    and ${lateBetween(filter)}`

/** How many loans a mark counts, and their balance. */
export async function countLoansBehind(
  tx: Tx,
  institutionId: string,
  currency: string,
  filter: LoansBehind,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count ${behind(institutionId, currency, filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The loans behind a mark, by number. */
export async function listLoansBehind(
  tx: Tx,
  institutionId: string,
  currency: string,
  page: LoansBehind & { after?: string | undefined; limit: number },
) {
  const { rows } = await sql<{
    id: string
    number: string
    customerName: string
    customerKind: string
    product: string
    disbursedOn: Day
    principal: number
    balance: number
    tier: Tier
    daysPastDue: number
    defaultedOn: Day | null
    officer: string | null
    branch: string
  }>`
    select loan.id, loan.number, c.name as customer_name, c.kind as customer_kind, loan.product,
      loan.disbursed_on, loan.principal, ${balanceOn(page.on)} as balance, ${tierOn(page.on)} as tier,
      coalesce(${page.on}::date - ${oldestUnpaidOn(page.on)}, 0) as days_past_due,
      case when loan.defaulted_on <= ${page.on} then loan.defaulted_on end as defaulted_on, s.name as officer, b.name as branch
    from (
      select loan.* ${behind(institutionId, currency, page)}
        and (${page.after ?? null}::text is null or loan.number > ${page.after ?? null})
      order by loan.number limit ${page.limit}
    ) loan
    join customer c on c.institution_id = loan.institution_id and c.id = loan.customer_id
    join branch b on b.institution_id = loan.institution_id and b.id = loan.branch_id
    left join staff s on s.institution_id = loan.institution_id and s.id = loan.origin_officer_id
    order by loan.number`.execute(tx)
  return rows
}
