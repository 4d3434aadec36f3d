import type { Day } from '@banyan/domain/calendar'
import { backdatingRefusal } from '@banyan/domain/loans/backdating'
import { likelyLoans } from '@banyan/domain/loans/match-payment'
import { money } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockGroupOfLoan } from '../groups/exposure.queries.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { enterOn, lockLoanInReach } from '../loans/enter-on-loan.ts'
import { postRepayment } from '../loans/repay-loan.ts'
import { found } from '../not-found.ts'
import {
  type LineStatus,
  lineStatuses,
  listLines,
  listStatements,
  lockLine,
  setLine,
} from './bank-lines.queries.ts'
import { candidatesFor } from './candidates.ts'

interface ReceivedLine {
  id: string
  bookedOn: string
  amount: number
}

/** Posts a line's money on a loan, dated as the bank booked it. */
export async function postLine(
  context: StaffContext,
  line: ReceivedLine,
  { loanId, by, matchCount = 0 }: { loanId: string; by: string; matchCount?: number },
) {
  const { businessDay, staff } = context
  const paidOn = line.bookedOn as Day
  const bundle = await lockLoanInReach(context, loanId, { withPast: paidOn < businessDay })
  const { disbursedOn } = bundle.loan
  refuseIf(backdatingRefusal({ on: paidOn, businessDay, disbursedOn, isApproved: false }))
  const { repaymentId } = await postRepayment(
    context,
    bundle,
    { paidOn, amount: money(line.amount) },
    { externalKey: `bank:${line.id}:${matchCount + 1}`, keepsExcess: true },
  )
  await setLine(context, line.id, {
    status: 'matched',
    matchedBy: by,
    matchCount: matchCount + 1,
    loanId,
    eventId: repaymentId,
    note: null,
    decidedBy: staff.id,
    decidedAt: context.now(),
  })
  return repaymentId
}

export const LineMatch = z.object({ lineId: z.uuid(), loanId: z.uuid() })

/** A person says which loan a line was meant for. */
export async function matchLine(context: StaffContext, input: z.output<typeof LineMatch>) {
  await lockBusinessDay(context)
  const line = found(await lockLine(context, input.lineId), 'bank-line')
  if (line.status === 'matched') throw new Refused('line-is-matched')
  const { loanId } = input
  const repaymentId = await postLine(context, line, {
    loanId,
    by: 'hand',
    matchCount: line.matchCount,
  })
  await auditLine(context, { loanId, action: 'match-line', reference: line.reference })
  return { lineId: line.id, repaymentId }
}

export const LineRelease = z.object({
  lineId: z.uuid(),
  reason: z.string().trim().min(2).max(300),
})

/** Takes a wrong match back: another person than the one who made it, and the money waits again. */
export async function unmatchLine(context: StaffContext, input: z.output<typeof LineRelease>) {
  const { businessDay: on, staff } = context
  await lockBusinessDay(context)
  const line = found(await lockLine(context, input.lineId), 'bank-line')
  const { loanId, eventId } = line
  if (line.status !== 'matched' || !loanId || !eventId) throw new Refused('line-is-not-matched')
  if (line.decidedBy === staff.id) throw new Refused('own-match')
  await lockGroupOfLoan(context.tx, context.institution.id, loanId)
  const bundle = await lockLoanInReach(context, loanId, { withPast: true })
  await enterOn(context, bundle, { kind: 'reversal', on, of: eventId })
  await setLine(context, line.id, {
    status: 'unmatched',
    matchedBy: null,
    matchCount: line.matchCount,
    loanId: null,
    eventId: null,
    note: input.reason,
    decidedBy: staff.id,
    decidedAt: context.now(),
  })
  await auditLine(context, { loanId, action: 'unmatch-line', reference: line.reference })
  return { lineId: line.id }
}

export const LineAside = z.object({ lineId: z.uuid(), note: z.string().trim().min(2).max(300) })

/** Money that is for no loan: it leaves the queue with a reason. */
export async function setLineAside(context: StaffContext, input: z.output<typeof LineAside>) {
  const line = found(await lockLine(context, input.lineId), 'bank-line')
  if (line.status === 'matched') throw new Refused('line-is-matched')
  await setLine(context, line.id, {
    status: 'set-aside',
    matchedBy: null,
    matchCount: line.matchCount,
    loanId: null,
    eventId: null,
    note: input.note,
    decidedBy: context.staff.id,
    decidedAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'set-line-aside',
    detail: { reference: line.reference },
  })
  return { lineId: line.id }
}

function auditLine(
  context: StaffContext,
  { loanId, action, reference }: { loanId: string; action: string; reference: string },
) {
  return recordAudit(context, { entity: 'loan', id: loanId, action, detail: { reference } })
}

export const LineList = z.object({
  status: z
    .enum(lineStatuses)
    .nullable()
    .default('unmatched' satisfies LineStatus),
  cursor: z.uuid().nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
})

/** Lines of bank statements, the newest first; beside those that wait, the loans they may be for. */
export async function pageOfLines(context: StaffContext, input: z.output<typeof LineList>) {
  const { rows, next } = await listLines(context, input)
  const waiting = rows.filter(({ status }) => status === 'unmatched')
  const candidates = await candidatesFor(context, waiting, context.businessDay)
  const shown = rows.map(({ decidedBy, ...row }) => {
    const { payerName: payer, memo } = row
    const received = { amount: money(row.amount), payer, memo }
    const likely = row.status === 'unmatched' ? likelyLoans(received, candidates) : []
    return {
      ...row,
      payerName: shownName(context, 'person', payer),
      canUnmatch: row.status === 'matched' && decidedBy !== context.staff.id,
      suggestions: likely.map(({ loanId, number, borrower, kind, owed, nextDue }) => ({
        loanId,
        loanNumber: number,
        customerName: shownName(context, kind, borrower),
        owed,
        nextDue,
      })),
    }
  })
  return { rows: shown, next }
}

export async function listBankStatements(context: StaffContext) {
  return { rows: await listStatements(context) }
}
