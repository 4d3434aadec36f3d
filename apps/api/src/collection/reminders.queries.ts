import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

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
  const { rows } = await sql<LoanToRemindOf>`
    select l.id as loan_id, l.number as loan_number, l.customer_id, coalesce(l.officer_id, c.officer_id) as owner_id,
      l.oldest_unpaid_on, ${day}::date - l.oldest_unpaid_on as days,
      exists (select 1 from collection_case k where k.institution_id = l.institution_id and k.debtor_id = l.customer_id
        and k.state = 'open' and k.hardship_until >= ${day}) as is_in_hardship
    from loan l join customer c on c.institution_id = l.institution_id and c.id = l.customer_id
    where l.institution_id = ${institutionId} and l.status = 'active'
      and l.oldest_unpaid_on = any(select ${day}::date - late from unnest(${days}::integer[]) late)
      and not exists (select 1 from due_reminder r where r.institution_id = l.institution_id and r.loan_id = l.id
        and r.oldest_unpaid_on = l.oldest_unpaid_on and r.days = ${day}::date - l.oldest_unpaid_on)
      and (${after}::uuid is null or l.id > ${after}::uuid)
    order by l.id limit ${limit}`.execute(tx)
  return rows
}

export async function insertReminder(
  { tx }: Pick<StaffContext, 'tx' | 'institution'>,
  row: {
    institutionId: string
    loanId: string
    oldestUnpaidOn: Day
    days: number
    sentOn: Day
    sentAt: Date
    taskId: string | null
    messageId: string | null
  },
): Promise<void> {
  await tx.insertInto('dueReminder').values(row).execute()
}
