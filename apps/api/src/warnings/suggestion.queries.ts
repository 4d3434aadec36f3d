import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { Colour } from '@banyan/domain/warnings/colours'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

export interface CreditStanding {
  oldestUnpaidOn: Day | null
  tiers: Tier[]
  drawn: number
  limit: number | null
  lastArrearsOn: Day | null
  warnings: { rule: string; colour: Colour }[]
}

/** What a suggestion of credit looks at, as of a business day. Loans in other currencies count for class and days, not for amounts. */
export async function findCreditStanding(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  customerId: string,
  on: Day,
): Promise<CreditStanding> {
  const { rows } = await sql<CreditStanding>`
    select
      (select min(oldest_unpaid_on) from loan l where l.institution_id = ${institution.id} and l.customer_id = ${customerId}
        and l.status = 'active' and l.oldest_unpaid_on < ${on}) as oldest_unpaid_on,
      array(select distinct tier from loan l where l.institution_id = ${institution.id} and l.customer_id = ${customerId}
        and l.status in ('active', 'written-off')) as tiers,
      (select coalesce(sum(balance), 0)::bigint from loan l where l.institution_id = ${institution.id}
        and l.customer_id = ${customerId} and l.status = 'active' and l.currency = ${institution.currency}) as drawn,
      (select amount from customer_limit c where c.institution_id = ${institution.id} and c.customer_id = ${customerId}
        and c.status = 'in-force' and c.valid_from <= ${on} and (c.valid_to is null or c.valid_to >= ${on})
        order by c.valid_from desc limit 1) as "limit",
      (select max(least(coalesce(i.settled_on - 1, ${on}::date), ${on}::date)) from loan l
        join instalment i on i.institution_id = l.institution_id and i.loan_id = l.id
        where l.institution_id = ${institution.id} and l.customer_id = ${customerId} and l.status <> 'void'
          and i.due_on < coalesce(i.settled_on, ${on}::date)) as last_arrears_on,
      coalesce((select jsonb_agg(jsonb_build_object('rule', w.rule, 'colour', w.colour) order by w.id) from warning w
        where w.institution_id = ${institution.id} and w.customer_id = ${customerId} and w.state <> 'released'), '[]') as warnings`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw new Error('a standing without a row')
  return row
}
