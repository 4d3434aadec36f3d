import type { Tx } from '@banyan/database'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import { sql } from 'kysely'

export interface Past {
  /** In the order they were entered. */
  events: LoanEvent[]
  journals: Map<string, string>
}

/** Everything that happened to these loans. */
export async function listPast(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Map<string, Past>> {
  const past = new Map<string, Past>(
    loanIds.map((id) => [id, { events: [], journals: new Map() }] as const),
  )
  if (loanIds.length === 0) return past
  const rows = await tx
    .selectFrom('loanEvent')
    .select(['loanId', 'id', 'sequence', 'kind', 'valueDay', 'amount', 'detail', 'reverses'])
    .select('journalId')
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .orderBy('loanId')
    .orderBy('sequence')
    .execute()
  for (const {
    loanId,
    id,
    sequence,
    kind,
    valueDay,
    amount,
    detail,
    reverses,
    journalId,
  } of rows) {
    const event = {
      ...(detail as object),
      kind,
      id,
      sequence,
      on: valueDay,
      ...(amount === null ? {} : { amount }),
      ...(reverses === null ? {} : { of: reverses }),
    }
    // It was written from an event of this type.
    past.get(loanId)?.events.push(event as LoanEvent)
    if (journalId !== null) past.get(loanId)?.journals.set(id, journalId)
  }
  return past
}
