import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { PostedRow } from './undo-loans.queries.ts'

/** Both sides changed over, on the open day, each journal pointing at the one it takes back. */
export function reversingPostings(
  postings: readonly PostedRow[],
  { on, at }: { on: Day; at: Date },
): { rows: PostedRow[]; journalOf: ReadonlyMap<string, string> } {
  const journalOf = new Map<string, string>()
  const rows = postings.map((posting): PostedRow => {
    const journalId = journalOf.get(posting.journalId) ?? uuidv7()
    journalOf.set(posting.journalId, journalId)
    return {
      ...posting,
      journalId,
      kind: 'reversal',
      businessDay: on,
      valueDay: on,
      debit: posting.credit,
      credit: posting.debit,
      reverses: posting.journalId,
      postedAt: at,
    }
  })
  return { rows, journalOf }
}
