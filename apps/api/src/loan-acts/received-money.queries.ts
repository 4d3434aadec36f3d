import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Here = Pick<StaffContext, 'tx' | 'institution'>

/** What brought the money that a reversal took back, where a line of a bank's file did. */
export async function findLineTakenBack(
  { tx, institution }: Here,
  reversalId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('loanEvent as reversal')
    .innerJoin('loanEvent as paid', (join) =>
      join
        .onRef('paid.institutionId', '=', 'reversal.institutionId')
        .onRef('paid.id', '=', 'reversal.reverses'),
    )
    .select('paid.externalKey')
    .where('reversal.institutionId', '=', institution.id)
    .where('reversal.id', '=', reversalId)
    .where(sql<boolean>`paid.external_key ~ '^(bank|debit):'`)
    .executeTakeFirst()
  return row?.externalKey ?? null
}

/** The line of a bank statement that an event posted waits again; its reference, or null where there is none. */
export async function reopenBankLine(
  { tx, institution, staff, now }: Here & Pick<StaffContext, 'staff' | 'now'>,
  { eventId, note }: { eventId: string; note: string },
): Promise<string | null> {
  const row = await tx
    .updateTable('bankLine')
    .set({ status: 'unmatched', matchedBy: null, loanId: null, eventId: null, note })
    .set({ decidedBy: staff.id, decidedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('eventId', '=', eventId)
    .returning('reference')
    .executeTakeFirst()
  return row?.reference ?? null
}

/** The line of a debit file that an event posted was not collected after all: the loan may be asked again. */
export async function failDebitLine(
  { tx, institution }: Here,
  { eventId, reason }: { eventId: string; reason: string },
): Promise<void> {
  await tx
    .updateTable('debitLine')
    .set({ status: 'failed', paid: 0, eventId: null, reason })
    .where('institutionId', '=', institution.id)
    .where('eventId', '=', eventId)
    .execute()
}
