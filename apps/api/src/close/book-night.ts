import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import {
  insertNightPostings,
  moveBalances,
  openAccounts,
  sumBooked,
  sumNight,
} from './book-night.queries.ts'
import type { Closer } from './close-step.ts'
import { keptRoles, nightPostings } from './night-targets.ts'

/**
 * Brings receivable interest, interest off balance and allowance to what the loans say at the end of the day,
 * in one journal of postings without a loan; then the balances are kept through the day. How many postings.
 */
export async function bookNight(closer: Closer, day: Day): Promise<number> {
  const { tx, institution, now } = closer
  const sums = await sumNight(tx, institution.id, addDays(day, 1))
  const booked = await sumBooked(tx, institution.id, keptRoles)
  const accounts = await openAccounts(tx, institution.id)
  const codeOf = (role: AccountRole) => {
    const code = accounts.get(role)
    if (code === undefined) throw new Error(`no account is open for ${role}`)
    return code
  }
  const journal = { institutionId: institution.id, journalId: uuidv7(), postedAt: now() }
  const rows = nightPostings(sums, booked).map(({ debit, credit, ...posting }, index) => ({
    ...journal,
    ...posting,
    position: index + 1,
    businessDay: day,
    valueDay: day,
    debit: codeOf(debit),
    credit: codeOf(credit),
  }))
  await insertNightPostings(tx, rows)
  await moveBalances(tx, institution.id, day)
  return rows.length
}
