import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { Money } from '@banyan/domain/money'
import type { Stage } from '@banyan/domain/provisions/stages'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface ProvisionedPart {
  tier: Tier
  stage: Stage
  currency: string
  basis: 'by-days' | 'rules'
  loans: number
  balance: Money
  allowance: Money
}

/** Loans owed, by tier, stage, currency and what their tier rests on. */
export async function sumProvisions({ tx, institution }: Place): Promise<ProvisionedPart[]> {
  const rows = await tx
    .selectFrom('loan')
    .select(['tier', 'stage', 'currency', 'tierBasis as basis'])
    .select([
      sql<number>`count(*)::int`.as('loans'),
      sql<number>`sum(balance)::bigint`.as('balance'),
      sql<number>`sum(allowance)::bigint`.as('allowance'),
    ])
    .where('institutionId', '=', institution.id)
    .where('status', '=', 'active')
    .groupBy(['tier', 'stage', 'currency', 'tierBasis'])
    .execute()
  return rows as ProvisionedPart[]
}

export interface LossFlow {
  currency: string
  writtenOff: Money
  recovered: Money
}

/**
 * What the ledger moved between loans and allowance in a period of business days: loans written off
 * against it, and written-off principal that came back to it. Reversals count against both.
 */
export async function sumLossFlows(
  { tx, institution }: Place,
  { from, to }: { from: Day; to: Day },
): Promise<LossFlow[]> {
  const { rows } = await sql<LossFlow>`
    with account as (
      select code, role from ledger_account where institution_id = ${institution.id}
    )
    select posting.currency,
      coalesce(sum(case
        when debited.role = 'allowance' and credited.role = 'loan' then posting.amount
        when debited.role = 'loan' and credited.role = 'allowance' then -posting.amount end), 0)::bigint as written_off,
      coalesce(sum(case
        when debited.role = 'money' and credited.role = 'allowance' then posting.amount
        when debited.role = 'allowance' and credited.role = 'money' then -posting.amount end), 0)::bigint as recovered
    from posting
    join account debited on debited.code = posting.debit
    join account credited on credited.code = posting.credit
    where posting.institution_id = ${institution.id}
      and posting.business_day between ${from}::date and ${to}::date
      and (debited.role = 'allowance' or credited.role = 'allowance')
    group by posting.currency`.execute(tx)
  return rows
}

export interface BookOfDay {
  currency: string
  balance: Money
  nonPerforming: Money
}

/** The ledger's loan balance at the close of a day, and what of it stood in 不良 by the history of tiers. */
export async function sumBookOn({ tx, institution }: Place, on: Day): Promise<BookOfDay[]> {
  const { rows } = await sql<BookOfDay>`
    with account as (
      select code from ledger_account where institution_id = ${institution.id} and role = 'loan'
    ), owed as (
      select posting.loan_id, posting.currency,
        sum(case when posting.debit in (select code from account) then posting.amount else 0 end
          - case when posting.credit in (select code from account) then posting.amount else 0 end) as balance
      from posting
      where posting.institution_id = ${institution.id} and posting.business_day <= ${on}::date
        and posting.loan_id is not null
      group by posting.loan_id, posting.currency
    ), classed as (
      select distinct on (loan_id) loan_id, tier from loan_tier
      where institution_id = ${institution.id} and valid_from <= ${on}::date and known_to is null
      order by loan_id, valid_from desc
    )
    select owed.currency, sum(owed.balance)::bigint as balance,
      coalesce(sum(owed.balance) filter (where classed.tier in ('substandard', 'doubtful', 'loss')), 0)::bigint
        as non_performing
    from owed left join classed on classed.loan_id = owed.loan_id
    group by owed.currency`.execute(tx)
  return rows
}
