import type { Tx } from '@banyan/database'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { sql } from 'kysely'

/** Every code that ever played the role. */
const codesOf = (id: string, role: AccountRole) => sql`
  select code from ledger_account where institution_id = ${id} and role = ${role}`
const currencyOf = (id: string) => sql`(select currency from institution where id = ${id})`

/** Each names rows that break a promise; a sound institution has none. */
const invariants = {
  'I1 a journal is out of balance': (id: string) => sql`
    select journal_id::text as what from posting
    where institution_id = ${id} and (amount <= 0 or debit = credit)
    union all
    select repayment.id::text from repayment
    left join lateral (
      select coalesce(sum(posting.amount), 0) as moved from posting
      where posting.institution_id = ${id} and posting.journal_id = repayment.journal_id
        and posting.debit in (${codesOf(id, 'money')})
    ) journal on true
    where repayment.institution_id = ${id} and repayment.kind not in ('held', 'returned')
      and journal.moved <> repayment.amount`,

  'I2 a balance is not what the ledger and the schedule say': (id: string) => sql`
    select loan.id::text as what from loan
    left join (
      select loan_id,
        sum(case when debit in (${codesOf(id, 'loan')}) then amount else 0 end
          - case when credit in (${codesOf(id, 'loan')}) then amount else 0 end) as balance,
        sum(case when credit in (${codesOf(id, 'held')}) then amount else 0 end
          - case when debit in (${codesOf(id, 'held')}) then amount else 0 end) as held
      from posting where institution_id = ${id} group by loan_id
    ) ledger on ledger.loan_id = loan.id
    left join (
      select loan_id, sum(principal - principal_paid) as balance
      from instalment where institution_id = ${id} group by loan_id
    ) schedule on schedule.loan_id = loan.id
    where loan.institution_id = ${id} and loan.status <> 'void'
      and (loan.balance is distinct from ledger.balance
        or loan.held is distinct from ledger.held
        or loan.balance + loan.written_off is distinct from schedule.balance)`,

  'I3 a reservation is not what its application says': (id: string) => sql`
    select reservation.application_id::text as what from reservation
    join application on application.institution_id = reservation.institution_id
      and application.id = reservation.application_id
    left join loan on loan.institution_id = reservation.institution_id
      and loan.application_id = reservation.application_id
    where reservation.institution_id = ${id}
      and (reservation.status = 'posted'
          and (loan.id is null or loan.principal > reservation.amount)
        or reservation.status = 'open' and loan.id is null
          and application.status not in ('approved', 'contracted')
        or reservation.status = 'open' and loan.id is not null
          and loan.principal + reservation.amount <> loan.commitment)`,

  // Whoever weighs, joins, cuts or takes back holds the group and the customer, and tells the time under that lock:
  // the times are in the order in which things happened. What was owed when the last borrowing was weighed has only
  // fallen since, unless something that nobody weighs came after.
  'I4 more was used and reserved than the limit it was weighed against': (id: string) => sql`
    with held as (
      select customer_id, sum(amount) as amount, max(weighed_at) as weighed_at from (
        select loan.customer_id, greatest(loan.balance - loan.capitalised, 0) as amount,
          (select max(event.made_at) from loan_event event where event.institution_id = ${id}
            and event.loan_id = loan.id and event.kind = 'drawdown'
            and event.source <> 'import') as weighed_at
        from loan where loan.institution_id = ${id} and loan.status = 'active'
          and loan.currency = ${currencyOf(id)}
        union all
        select reservation.customer_id, reservation.amount, decision.decided_at from reservation
        join decision on decision.institution_id = reservation.institution_id
          and decision.application_id = reservation.application_id
        where reservation.institution_id = ${id} and reservation.status = 'open'
      ) each group by customer_id
    ), grown as (
      select customer_id, max(at) as at from (
        select loan.customer_id, event.made_at as at from loan_event event
        join loan on loan.institution_id = event.institution_id and loan.id = event.loan_id
        where event.institution_id = ${id} and (event.kind in ('reversal', 'restructuring')
          or event.kind = 'drawdown' and event.source = 'import')
        union all
        select survivor_id, checked_at from merge_case
        where institution_id = ${id} and state in ('merged', 'undo-asked', 'undone')
        union all
        select merged_id, undone_at from merge_case where institution_id = ${id} and state = 'undone'
      ) each group by customer_id
    )
    select used.group_id::text as what from (
      select member.group_id, sum(held.amount) as amount, max(held.weighed_at) as weighed_at,
        greatest(max(member.known_from), max(grown.at)) as grown_at
      from group_member member
      join held on held.customer_id = member.customer_id
      left join grown on grown.customer_id = member.customer_id
      where member.institution_id = ${id} and member.valid_to is null and member.known_to is null
      group by member.group_id
    ) used
    join lateral (
      select bound.amount from group_limit bound where bound.institution_id = ${id}
        and bound.group_id = used.group_id and bound.set_at < used.weighed_at
      order by bound.set_at desc limit 1
    ) bound on true
    where used.amount > bound.amount and used.weighed_at > used.grown_at
    union all
    select held.customer_id::text from held
    join customer_limit own on own.institution_id = ${id} and own.customer_id = held.customer_id
      and own.status = 'in-force' and own.valid_to is null
    left join grown on grown.customer_id = held.customer_id
    where held.amount > own.amount
      and held.weighed_at > greatest(own.decided_at, own.set_at, grown.at)
      and not exists (select 1 from customer_limit later
        where later.institution_id = ${id} and later.customer_id = own.customer_id
          and later.status = 'in-force' and later.set_at > own.set_at)`,

  'I5 a contract or an intent took effect twice, or not at all': (id: string) => sql`
    select contract_id::text as what from loan
    where institution_id = ${id} and contract_id is not null
    group by contract_id having count(*) > 1
    union all
    select application_id::text from loan
    where institution_id = ${id} and application_id is not null
    group by application_id having count(*) > 1
    union all
    select application.id::text from application
    left join loan on loan.institution_id = application.institution_id
      and loan.application_id = application.id
    where application.institution_id = ${id}
      and (application.status = 'disbursed') <> (loan.id is not null)
    union all
    select key::text from idempotency_key
    left join loan on loan.institution_id = idempotency_key.institution_id
      and loan.id = (idempotency_key.reply::jsonb -> 'loan' ->> 'id')::uuid
    where idempotency_key.institution_id = ${id} and procedure = 'loans.disburse'
      and loan.id is null
    union all
    select key::text from idempotency_key
    left join loan_event event on event.institution_id = idempotency_key.institution_id
      and event.id = (idempotency_key.reply::jsonb ->> 'repaymentId')::uuid
    where idempotency_key.institution_id = ${id} and procedure in ('loans.repay', 'loans.prepay')
      and event.id is null`,

  'I6 a history is not a path of its states': (id: string) => sql`
    select step.application_id::text as what from (
      select application_id, from_status,
        lag(to_status) over (partition by application_id order by at, id) as before
      from application_step where institution_id = ${id}
    ) step where step.before is not null and step.before <> step.from_status
    union all
    select tier.loan_id::text from (
      select loan_id, valid_to, lead(valid_from) over (partition by loan_id order by valid_from) as next
      from loan_tier where institution_id = ${id} and known_to is null
    ) tier where tier.next is not null and tier.valid_to is distinct from tier.next
    union all
    select loan.id::text from loan
    left join loan_tier tier on tier.institution_id = loan.institution_id
      and tier.loan_id = loan.id and tier.known_to is null and tier.valid_to is null
    where loan.institution_id = ${id} and loan.status = 'active'
      and loan.tier is distinct from tier.tier
    union all
    select id::text from loan
    where institution_id = ${id} and (status = 'settled') <> (settled_on is not null)
      and status <> 'void'`,

  'I7 one person did what takes two': (id: string) => sql`
    select application_id::text as what from decision
    where institution_id = ${id} and maker_id = checker_id
    union all
    select id::text from loan
    where institution_id = ${id} and disbursed_by = contract_made_by`,

  'I8 a change left no audit event': (id: string) => sql`
    select loan.id::text as what from loan
    where loan.institution_id = ${id} and loan.source = 'operation' and not exists (
      select 1 from audit_event event where event.institution_id = loan.institution_id
        and event.entity_id = loan.id and event.action = 'disburse')
    union all
    select event.entity_id::text from audit_event event
    where event.institution_id = ${id} and event.entity = 'loan' and event.action = 'disburse'
      and not exists (
        select 1 from loan where loan.institution_id = ${id} and loan.id = event.entity_id)
    union all
    select moved.loan_id::text from (
      select loan_id, count(*) as repayments from loan_event
      where institution_id = ${id} and source = 'operation'
        and kind in ('repayment', 'prepayment', 'recovery') group by loan_id
    ) moved
    left join (
      select entity_id, count(*) as events from audit_event
      where institution_id = ${id} and action in ('repay', 'prepay', 'backdated')
      group by entity_id
    ) told on told.entity_id = moved.loan_id
    where moved.repayments is distinct from told.events
    union all
    select contract.id::text from contract
    where contract.institution_id = ${id} and contract.made_at >= (
      select coalesce(min(at), contract.made_at + interval '1 day') from audit_event
      where institution_id = ${id} and action = 'contract')
    and not exists (
      select 1 from audit_event event where event.institution_id = contract.institution_id
        and event.entity_id = contract.application_id and event.action = 'contract')`,

  'I9 a job was not handed over, or to nobody': (id: string) => sql`
    select job.id::text as what from job
    where job.institution_id = ${id} and job.status in ('waiting', 'running') and job.queued_at is not null
      and not exists (
        select 1 from graphile_worker._private_jobs queued where queued.key = job.id::text)
    union all
    select queued.key from graphile_worker._private_jobs queued
    where queued.payload ->> 'institutionId' = ${id}::text
      and not exists (
        select 1 from job where job.institution_id = ${id} and job.id::text = queued.key)`,

  'I10 a schedule does not repay what was paid out': (id: string) => sql`
    select loan.id::text as what from loan
    left join lateral (
      select sum(row.principal) as principal, coalesce(sum((row.course ->> 'capitalised')::bigint)
        filter (where row.due_on > (loan.course ->> 'on')::date), 0) as to_come
      from instalment row where row.institution_id = ${id} and row.loan_id = loan.id
    ) schedule on true
    left join (
      select event.loan_id, sum(event.amount) as amount, count(*) as events from loan_event event
      where event.institution_id = ${id} and event.kind = 'drawdown' and not exists (
        select 1 from loan_event back
        where back.institution_id = ${id} and back.reverses = event.id)
      group by event.loan_id
    ) paid_out on paid_out.loan_id = loan.id
    where loan.institution_id = ${id}
      and (schedule.principal - schedule.to_come is distinct from loan.principal + loan.capitalised
        or paid_out.amount is distinct from loan.principal)
    union all
    select loan.id::text from loan
    left join (
      select loan_id, count(*) as events, max(sequence) as last from loan_event
      where institution_id = ${id} group by loan_id
    ) told on told.loan_id = loan.id
    where loan.institution_id = ${id}
      and (told.events is distinct from loan.event_count or told.last is distinct from loan.event_count)
    union all
    select repayment.id::text from repayment
    left join loan_event event on event.institution_id = repayment.institution_id
      and event.id = repayment.id and event.loan_id = repayment.loan_id
    where repayment.institution_id = ${id} and repayment.kind not in ('held', 'returned')
      and event.amount is distinct from repayment.amount
    union all
    select instalment.loan_id::text from instalment
    left join (
      select share.loan_id, share.number, sum(share.principal) as principal,
        sum(share.interest) as interest, sum(share.fee) as fee,
        sum(share.penalty) as penalty, sum(share.compound) as compound
      from repayment_share share
      join repayment on repayment.institution_id = share.institution_id
        and repayment.id = share.repayment_id and repayment.reversed_on is null
      where share.institution_id = ${id} group by share.loan_id, share.number
    ) share on share.loan_id = instalment.loan_id and share.number = instalment.number
    where instalment.institution_id = ${id}
      and (instalment.principal_paid <> coalesce(share.principal, 0)
        or instalment.interest_paid <> coalesce(share.interest, 0)
        or instalment.fee_paid <> coalesce(share.fee, 0)
        or instalment.penalty_paid <> coalesce(share.penalty, 0)
        or instalment.compound_paid <> coalesce(share.compound, 0))`,
}

export interface Breach {
  invariant: string
  /** How many rows break it. */
  count: number
  /** The first of them. */
  rows: string[]
}

/** Every invariant that does not hold in the institution, with the rows that break it. */
export async function findBreaches(tx: Tx, institutionId: string): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const [invariant, broken] of Object.entries(invariants)) {
    const { rows } = await sql<{ what: string }>`${broken(institutionId)}`.execute(tx)
    const [first] = rows
    if (first) {
      breaches.push({
        invariant,
        count: rows.length,
        rows: rows.slice(0, 5).map(({ what }) => what),
      })
    }
  }
  return breaches
}
