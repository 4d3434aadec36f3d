import type { Tx } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { insertRows } from '../insert-rows.queries.ts'

export interface LoanToRemindOf {
  loanId: string
  loanNumber: string
  customerId: string
  ownerId: string | null
  oldestUnpaidOn: Day
  days: number
  isInHardship: boolean
}

/** Loans late by exactly so many days at the close of a day, and not yet reminded of it, in ascending id. */
export async function listLoansToRemindOf(
  tx: Tx,
  institutionId: string,
  {
    day,
    days,
    after,
    limit,
  }: { day: Day; days: readonly number[]; after: string | null; limit: number },
): Promise<LoanToRemindOf[]> {
  const dueOn = days.map((late) => addDays(day, -late))
  const { rows } = await sql<LoanToRemindOf>`
    with found as materialized (
      select id, number, customer_id, officer_id, oldest_unpaid_on from loan
      where institution_id = ${institutionId} and status = 'active' and oldest_unpaid_on = any(${dueOn}::date[])
    )
    select l.id as loan_id, l.number as loan_number, l.customer_id, coalesce(l.officer_id, c.officer_id) as owner_id,
      l.oldest_unpaid_on, ${day}::date - l.oldest_unpaid_on as days,
      exists (select 1 from collection_case k where k.institution_id = ${institutionId} and k.debtor_id = l.customer_id
        and k.state = 'open' and k.hardship_until >= ${day}) as is_in_hardship
    from found l join customer c on c.institution_id = ${institutionId} and c.id = l.customer_id
    where not exists (select 1 from due_reminder r where r.institution_id = ${institutionId} and r.loan_id = l.id
        and r.oldest_unpaid_on = l.oldest_unpaid_on and r.days = ${day}::date - l.oldest_unpaid_on)
      and (${after}::uuid is null or l.id > ${after}::uuid)
    order by l.id limit ${limit}`.execute(tx)
  return rows
}

export interface ReminderRow {
  institutionId: string
  loanId: string
  oldestUnpaidOn: Day
  days: number
  sentOn: Day
  sentAt: Date
  taskId: string | null
  messageId: string | null
}

export async function insertReminders(tx: Tx, rows: readonly ReminderRow[]): Promise<void> {
  await insertRows(
    tx,
    'dueReminder',
    {
      institutionId: 'uuid',
      loanId: 'uuid',
      oldestUnpaidOn: 'date',
      days: 'integer',
      sentOn: 'date',
      sentAt: 'timestamptz',
      taskId: 'uuid',
      messageId: 'uuid',
    },
    rows,
  )
}
