import { addDays, Day } from '@banyan/domain/calendar'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { trialBalance } from '@banyan/domain/loans/trial-balance'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { cursorOf, IntegerText } from '../cursor.ts'
import { listAccounts, listJournal, listTurnovers, sumLoans } from './ledger.queries.ts'

export const BalanceDay = z.object({ on: Day })

/** Every account's balance once the day's bookings are in, both sides summed. */
export async function readTrialBalance(context: StaffContext, { on }: z.output<typeof BalanceDay>) {
  const { tx, institution } = context
  const accounts = await listAccounts(context)
  const known = new Map(accounts.map((account) => [account.code, account]))
  const turnovers = await listTurnovers(tx, institution.id, on)
  const { rows, ...totals } = trialBalance(
    turnovers.flatMap((turnover) => {
      const account = known.get(turnover.code)
      return account ? [{ ...account, ...turnover }] : []
    }),
  )
  const named = rows.map((row) => ({ ...row, ...nameOf(known.get(row.code)) }))
  return { on, ...totals, rows: named }
}

function nameOf(account?: { role: AccountRole; name: string; nameEn: string }) {
  const { role = null, name = '', nameEn = '' } = account ?? {}
  return { role, name, nameEn }
}

/** What the ledger holds of loans and of money held, beside what the loans themselves say. */
export async function readTieOut(context: StaffContext) {
  const { tx, institution, businessDay } = context
  const { rows } = await readTrialBalance(context, { on: businessDay })
  const sums = await sumLoans(tx, institution.id)
  return (['loan', 'held'] as const).flatMap((role) =>
    sums.map(({ currency, ...said }) => {
      const ledger = rows
        .filter((row) => row.role === role && row.currency === currency)
        .reduce((sum, row) => sum + (row.side === row.normalSide ? row.balance : -row.balance), 0)
      return { role, currency, ledger, loans: said[role], difference: ledger - said[role] }
    }),
  )
}

export const JournalQuestion = z.object({
  from: Day,
  to: Day,
  account: z.string().max(20).nullable().default(null),
  branchId: z.uuid().nullable().default(null),
  cursor: cursorOf(Day, z.uuid(), IntegerText).nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
})

/** The journal of some days, a page at a time. */
export async function pageOfJournal(
  context: StaffContext,
  { cursor, ...asked }: z.output<typeof JournalQuestion>,
) {
  requireYear(asked)
  const rows = await listJournal(context, {
    ...asked,
    cursor: placeOf(cursor),
    limit: asked.limit + 1,
  })
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  const hasMore = rows.length > asked.limit && last !== undefined
  const next = hasMore ? `${last.businessDay}|${last.journalId}|${last.position}` : null
  return { rows: page, next }
}

function placeOf(cursor: string | null) {
  if (cursor === null) return null
  const [day = '', journalId = '', position = ''] = cursor.split('|')
  return { day, journalId, position: Number(position) }
}

/** A journal is asked for at most a year at once. */
export function requireYear({ from, to }: { from: Day; to: Day }): void {
  if (to < from || to > addDays(from, 366)) throw new Refused('period-too-long')
}
