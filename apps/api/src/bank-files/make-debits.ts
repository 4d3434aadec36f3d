import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { formatMoney, money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { courseOptions, stateOf } from '../loans/enter-event.ts'
import { lockLoans, readLoans } from '../loans/loans.queries.ts'
import type { LoanBundle } from '../loans/loan-rows.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { attachment } from '../reports/attachment.ts'
import { writeCsv } from '../reports/write-csv.ts'
import {
  findDebitFile,
  insertDebitFile,
  listDebitFiles,
  listDebitLines,
  listDueLoanIds,
} from './debits.queries.ts'

export const DueQuestion = z.object({ on: Day })
export const NewDebitFile = DueQuestion.extend({
  channel: z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}$/),
})
export const DebitFileChoice = z.object({ fileId: z.uuid() })

interface Due {
  loanId: string
  amount: number
}

/** What each loan asks for by the day, money held for the customer taken off. */
function dueOf(bundles: readonly LoanBundle[], on: Day): Due[] {
  return bundles.flatMap((bundle) => {
    const state = stateOf(bundle)
    const { owed, held } = standingOn(state, on < state.on ? state.on : on, courseOptions)
    const amount = owed.total - held
    return amount > 0 ? [{ loanId: bundle.loan.id, amount }] : []
  })
}

/** What a debit file of the day would ask for. */
export async function weighDebits(context: StaffContext, { on }: z.output<typeof DueQuestion>) {
  const { tx, institution } = context
  const due = dueOf(await readLoans(tx, institution, await listDueLoanIds(context, on)), on)
  return { on, count: due.length, amount: due.reduce((sum, { amount }) => sum + amount, 0) }
}

/**
 * A file for one channel of all that falls due by a day, today at the earliest. A loan that a file asks
 * for already is left out until its answer is in.
 */
export async function makeDebits(context: StaffContext, input: z.output<typeof NewDebitFile>) {
  const { tx, institution, staff, businessDay } = context
  const { on, channel } = input
  await lockBusinessDay(context)
  if (on < businessDay) throw new Refused('day-is-closed')
  const due = dueOf(await lockLoans(tx, institution, await listDueLoanIds(context, on)), on)
  if (due.length === 0) throw new Refused('nothing-due')
  const count = await takeNumbers(tx, institution.id, 'debit-file')
  const number = `DK${on.replaceAll('-', '')}-${String(count).padStart(5, '0')}`
  const id = uuidv7()
  const amount = due.reduce((sum, row) => sum + row.amount, 0)
  const institutionId = institution.id
  const made = { madeBy: staff.id, madeAt: context.now() }
  const file = { institutionId, id, number, channel, dueOn: on, lineCount: due.length, amount }
  await insertDebitFile(
    tx,
    { ...file, ...made },
    due.map((row, index) => ({
      institutionId,
      id: uuidv7(),
      fileId: id,
      line: index + 1,
      ...row,
      dueOn: on,
      status: 'sent',
    })),
  )
  await recordAudit(context, {
    entity: 'institution',
    id: institutionId,
    action: 'make-debits',
    detail: { file: number, channel, count: due.length, amount },
  })
  return { fileId: id, number, count: due.length, amount }
}

export async function listDebits(context: StaffContext) {
  return { rows: await listDebitFiles(context) }
}

/** A file with its lines and what came back of each. */
export async function readDebits(
  context: StaffContext,
  { fileId }: z.output<typeof DebitFileChoice>,
) {
  const file = found(await findDebitFile(context, fileId), 'debit-file')
  const lines = await listDebitLines(context, fileId)
  found(lines[0], 'debit-file')
  const named = lines.map(({ customerKind, customerName, ...line }) => ({
    ...line,
    customerName: shownName(context, customerKind, customerName),
  }))
  return { ...file, lines: named }
}

/** The file as the channel takes it: one line a loan, control totals last. */
export async function exportDebits(
  context: StaffContext,
  { fileId }: z.output<typeof DebitFileChoice>,
): Promise<Response> {
  const file = found(await findDebitFile(context, fileId), 'debit-file')
  const lines = await listDebitLines(context, fileId)
  found(lines[0], 'debit-file')
  const yuan = (fen: number) => ({ plain: formatMoney(money(fen)) })
  const rows = lines.map((line) => [
    ...[file.number, line.line, line.loanNumber, line.customerName, line.dueOn],
    ...[yuan(line.amount), line.currency],
  ])
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const headings = ['file', 'line', 'loan', 'name', 'due_on', 'amount', 'currency']
  const bytes = writeCsv(headings, [...rows, ['total', lines.length, '', '', '', yuan(total), '']])
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'export',
    detail: { what: 'debit file', file: file.number, rows: lines.length },
  })
  return attachment(bytes, { type: 'text/csv; charset=utf-8', name: `${file.number}.csv` })
}
