import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { addDays, Day } from '@banyan/domain/calendar'
import { daysBackAlone } from '@banyan/domain/loans/backdating'
import { matchPayment } from '@banyan/domain/loans/match-payment'
import { MoneyText, money, PositiveMoney } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { type BankLineRow, insertStatement, listKnownReferences } from './bank-lines.queries.ts'
import { type Candidate, candidatesFor } from './candidates.ts'
import { postLine } from './match-line.ts'
import { readSheet } from './read-sheet.ts'

export const BankStatementFile = z.object({
  name: z.string().trim().min(1).max(120),
  bytes: z.instanceof(Buffer),
})

const StatementRow = z.object({
  account: z.string().trim().min(1).max(40),
  reference: z.string().trim().min(1).max(80),
  booked_on: Day,
  amount: MoneyText.pipe(PositiveMoney),
  payer: z.string().trim().max(120).default(''),
  memo: z.string().trim().max(400).default(''),
})
type StatementRow = z.output<typeof StatementRow>

/**
 * Takes a bank's statement of money received on one account. A line is known by the bank's reference:
 * one that comes again is left alone. What was surely meant for one loan is posted at once, on the day
 * the bank booked it; the rest waits for a person.
 */
export async function importStatement(
  context: StaffContext,
  { name, bytes }: z.output<typeof BankStatementFile>,
) {
  const { tx, institution, staff } = context
  await lockBusinessDay(context)
  const rows = await readSheet(bytes, StatementRow)
  const account = accountOf(rows)
  const references = rows.map(({ reference }) => reference)
  const known = await listKnownReferences(context, account, references)
  const fresh = [...new Map(rows.map((row) => [row.reference, row])).values()].filter(
    ({ reference }) => !known.has(reference),
  )
  const id = uuidv7()
  const lines = fresh.map((row, index) => lineOf(row, { institutionId: institution.id, id, index }))
  const digest = createHash('sha256').update(bytes).digest()
  const made = { madeBy: staff.id, madeAt: context.now() }
  const statement = { institutionId: institution.id, id, name, bankAccount: account, digest }
  await insertStatement(tx, { ...statement, lineCount: lines.length, ...made }, lines)
  const matched = await matchLines(context, lines)
  const counts = {
    lines: rows.length,
    matched,
    unmatched: lines.length - matched,
    repeated: rows.length - lines.length,
  }
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'import-statement',
    detail: { ...counts, digest: digest.toString('hex') },
  })
  return { statementId: id, ...counts }
}

function accountOf(rows: readonly StatementRow[]): string {
  const accounts = new Set(rows.map(({ account }) => account))
  const [account] = accounts
  if (account === undefined) throw new Refused('file-is-not-readable')
  if (accounts.size > 1) throw new Refused('several-accounts')
  return account
}

function lineOf(
  row: StatementRow,
  { institutionId, id, index }: { institutionId: string; id: string; index: number },
): BankLineRow {
  return {
    institutionId,
    id: uuidv7(),
    statementId: id,
    line: index + 1,
    bankAccount: row.account,
    reference: row.reference,
    bookedOn: row.booked_on,
    amount: row.amount,
    payerName: row.payer,
    memo: row.memo,
    status: 'unmatched',
  }
}

/** Posts what is certain, loan by loan in ascending id; each is weighed as the one before left it. */
async function matchLines(context: StaffContext, lines: readonly BankLineRow[]): Promise<number> {
  const { businessDay } = context
  const earliest = addDays(businessDay, -daysBackAlone)
  const inTime = lines.filter(({ bookedOn }) => bookedOn <= businessDay && bookedOn >= earliest)
  const candidates = await candidatesFor(context, inTime, businessDay)
  const found = inTime.flatMap((line) => {
    const match = matchOf(line, candidates)
    return match ? [{ line, ...match }] : []
  })
  let matched = 0
  for (const { line, loan, by } of found.toSorted((a, b) =>
    a.loan.loanId < b.loan.loanId ? -1 : 1,
  )) {
    try {
      await postLine(context, line, { loanId: loan.loanId, by })
      matched += 1
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }
  return matched
}

function matchOf({ amount, payerName, memo }: BankLineRow, candidates: readonly Candidate[]) {
  return matchPayment({ amount: money(amount), payer: payerName, memo }, candidates)
}
