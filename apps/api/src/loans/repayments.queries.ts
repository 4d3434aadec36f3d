import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import { sql } from 'kysely'
import { setRows } from './bulk-rows.queries.ts'
import { repaymentParts } from './loan-columns.ts'
import type { Amended, LoanRow } from './loan-rows.ts'

/**
 * Repayments that an entry into the past spread anew: their parts are set and their shares make room
 * for new ones. Those taken back are marked; what held money paid, and what was given back, is told anew
 * by the entry.
 */
export async function amendRepayments(
  tx: Tx,
  { institutionId, id: loanId }: Pick<LoanRow, 'institutionId' | 'id'>,
  { repayments, reversed, retoldOn }: Amended,
): Promise<void> {
  if (retoldOn === null) return
  const key = { institutionId: 'uuid', id: 'uuid' }
  if (repayments.length > 0)
    await setRows(tx, 'repayment', { key, set: repaymentParts }, repayments)
  const gone = [...repayments.map(({ id }) => id), ...reversed.map(({ id }) => id)]
  await sql`
    delete from repayment_share share using repayment r
    where share.institution_id = ${institutionId} and share.loan_id = ${loanId}
      and r.institution_id = ${institutionId} and r.id = share.repayment_id
      and (r.id = any(${gone}::uuid[]) or r.kind in ('held', 'returned') and r.reversed_on is null)`.execute(
    tx,
  )
  await sql`
    update repayment set reversed_on = ${retoldOn}
    where institution_id = ${institutionId} and loan_id = ${loanId} and kind in ('held', 'returned')
      and reversed_on is null`.execute(tx)
  await markReversed(tx, institutionId, reversed)
}

/** A repayment is never changed; the reversal marks it. */
async function markReversed(
  tx: Tx,
  institutionId: string,
  reversals: readonly { id: string; on: Day; journalId: string }[],
): Promise<void> {
  if (reversals.length === 0) return
  await sql`
    update repayment set reversed_on = given.day, reversal_journal_id = given.journal_id
    from unnest(${reversals.map(({ id }) => id)}::uuid[], ${reversals.map(({ on }) => on)}::date[],
      ${reversals.map(({ journalId }) => journalId)}::uuid[]) as given(id, day, journal_id)
    where repayment.institution_id = ${institutionId} and repayment.id = given.id`.execute(tx)
}

/** What has been paid on these loans and not taken back, in the order it was posted. */
export async function listPayments(tx: Tx, institutionId: string, loanIds: readonly string[]) {
  if (loanIds.length === 0) return []
  const rows = await tx
    .selectFrom('repayment')
    .select(['id', 'loanId', 'paidOn', 'amount'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('kind', 'not in', ['held', 'returned'])
    .where('reversedOn', 'is', null)
    .orderBy('paidOn')
    .orderBy('postedAt')
    .orderBy('id')
    .execute()
  return rows as { id: string; loanId: string; paidOn: Day; amount: Money }[]
}
