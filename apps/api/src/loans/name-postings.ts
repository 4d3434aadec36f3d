import type { StaffContext } from '../access/staff-context.ts'
import { listAccountNames } from './accounts.queries.ts'

interface Booked {
  debit: string
  credit: string
}

/** Postings with what their accounts are called; null for a code that is in no chart of the institution. */
export async function namePostings<Posting extends Booked>(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  postings: readonly Posting[],
) {
  const names = await listAccountNames(tx, institution.id)
  return postings.map((posting) => ({
    ...posting,
    debitAccount: names.get(posting.debit) ?? null,
    creditAccount: names.get(posting.credit) ?? null,
  }))
}
