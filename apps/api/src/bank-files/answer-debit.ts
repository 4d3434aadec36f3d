import { money, parseMoney, PositiveMoney } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { lockLoanInReach } from '../loans/enter-on-loan.ts'
import { postRepayment } from '../loans/repay-loan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { answerDebitLine, findDebitFile, lockDebitLine } from './debits.queries.ts'
import { readSheet } from './read-sheet.ts'

export const DebitAnswer = z.object({
  fileId: z.uuid(),
  line: z.int32().min(1),
  outcome: z.enum(['paid', 'failed']),
  /** What was taken; the whole line unless said otherwise. */
  amount: PositiveMoney.optional(),
  reason: z.string().trim().max(200).nullable().default(null),
})
type DebitAnswer = z.output<typeof DebitAnswer>

/**
 * What the channel says of one line. Money taken is posted once: the same answer again changes
 * nothing, and another one is refused.
 */
export async function answerDebit(context: StaffContext, input: DebitAnswer) {
  await lockBusinessDay(context)
  return takeAnswer(context, input)
}

async function takeAnswer(context: StaffContext, input: DebitAnswer) {
  const { fileId, line: number, outcome, reason } = input
  const line = found(await lockDebitLine(context, fileId, number), 'debit-line')
  const amount = outcome === 'paid' ? money(input.amount ?? line.amount) : money(0)
  const bundle = await lockLoanInReach(context, line.loanId)
  if (line.status !== 'sent') {
    if (line.paid !== amount) throw new Refused('line-is-answered')
    return { line: number, status: line.status, eventId: line.eventId, isRepeated: true }
  }
  if (amount > line.amount) throw new Refused('more-than-asked')
  if (outcome === 'failed') {
    await answerDebitLine(context, line.id, { status: 'failed', paid: 0, reason, eventId: null })
    const detail = { file: line.number, line: number }
    const audited = { entity: 'loan', id: line.loanId, action: 'debit-failed', detail } as const
    await recordAudit(context, audited)
    return { line: number, status: 'failed', eventId: null, isRepeated: false }
  }
  const { repaymentId } = await postRepayment(
    context,
    bundle,
    { paidOn: context.businessDay, amount },
    { externalKey: `debit:${line.number}:${number}`, keepsExcess: true },
  )
  const status = amount === line.amount ? 'paid' : 'part-paid'
  await answerDebitLine(context, line.id, { status, paid: amount, reason, eventId: repaymentId })
  return { line: number, status, eventId: repaymentId, isRepeated: false }
}

export const DebitResults = z.object({ fileId: z.uuid(), bytes: z.instanceof(Buffer) })

const ResultRow = z.object({
  line: z.string().regex(/^\d{1,6}$/),
  outcome: z.enum(['paid', 'failed']),
  amount: z.string().default(''),
  reason: z.string().default(''),
})

/** The channel's answer file: line, outcome, amount, reason. A file that comes twice posts once. */
export async function importDebitResults(
  context: StaffContext,
  { fileId, bytes }: z.output<typeof DebitResults>,
) {
  found(await findDebitFile(context, fileId), 'debit-file')
  await lockBusinessDay(context)
  const rows = await readSheet(bytes, ResultRow)
  const answered = { paid: 0, failed: 0, repeated: 0 }
  for (const { line, outcome, amount, reason } of rows.toSorted((a, b) => +a.line - +b.line)) {
    const asked = { fileId, line: Number(line), outcome, reason: reason || null }
    const taken = amount === '' ? {} : { amount: parseMoney(amount) }
    const { isRepeated } = await takeAnswer(context, { ...asked, ...taken })
    answered[isRepeated ? 'repeated' : outcome] += 1
  }
  return answered
}
