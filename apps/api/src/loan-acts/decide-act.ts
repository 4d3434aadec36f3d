import { actRefusal } from '@banyan/domain/loans/loan-act'
import { Conflict, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockGroupOfLoan } from '../groups/exposure.queries.ts'
import { eventOf } from '../loans/ask-event.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { enterOn, lockLoanInReach } from '../loans/enter-on-loan.ts'
import { found } from '../not-found.ts'
import { noteSignals, type SignalCause } from '../signals/note-signals.ts'
import type { ActAsk } from '../loans/ask-event.ts'
import { repostRefusal } from './propose-act.ts'
import { failDebitLine, reopenBankLine } from './received-money.queries.ts'
import { findAct, insertActDecision, lockAct, setActStatus } from './loan-acts.queries.ts'

export const ActDecision = z.object({ actId: z.uuid(), note: z.string().trim().min(2).max(500) })
export const ActChoice = z.object({ actId: z.uuid() })

/**
 * Another person agrees: what was asked happens to the loan now, all of it or nothing. A loan that has
 * moved since it was asked must be looked at again, so it is a Conflict.
 */
export async function approveAct(context: StaffContext, input: z.output<typeof ActDecision>) {
  const { actId, note } = input
  await lockBusinessDay(context)
  const act = await actToDecide(context, actId)
  const bundle = await lockLoanInReach(context, act.loanId, { withPast: true })
  if (bundle.loan.eventCount !== act.eventCount) throw new Conflict('loan-has-moved')
  refuseIf(await repostRefusal(context, act.asked))
  const asked = eventOf(act.asked, context.businessDay)
  const { event } = await enterOn(context, bundle, asked, { proposalId: actId })
  const decision = { actId, makerId: act.madeBy, note, eventId: event.id }
  await insertActDecision(context, { ...decision, outcome: 'approved' })
  await setActStatus(context, actId, 'approved')
  const line = await releaseLine(context, act)
  const cause = causeOf(act.kind)
  const { customerId, balance, status, annualRate, maturesOn } = bundle.loan
  if (cause !== null) await noteSignals(context, [{ customerId, cause }])
  await recordAudit(context, {
    entity: 'loan',
    id: act.loanId,
    action: act.kind,
    detail: { act: act.number, balance, status, annualRate, maturesOn, ...line },
  })
  return { actId, eventId: event.id, loanId: act.loanId, balance, status }
}

/** A payment taken back frees the line of the bank's file that brought it. */
async function releaseLine(
  context: StaffContext,
  { asked, reason }: { asked: ActAsk; reason: string },
): Promise<{ reopenedLine?: string }> {
  if (asked.kind !== 'reversal') return {}
  const { eventId } = asked
  await failDebitLine(context, { eventId, reason })
  const reopenedLine = await reopenBankLine(context, { eventId, note: reason })
  return reopenedLine === null ? {} : { reopenedLine }
}

/** What the warning rules are to look at once an act has happened to a loan. */
function causeOf(kind: string): SignalCause | null {
  if (kind === 'misuse') return 'misuse'
  if (kind === 'restructuring' || kind === 'extension') return 'restructuring'
  return kind === 'backdated' || kind === 'reversal' ? 'repayment' : null
}

export async function refuseAct(context: StaffContext, input: z.output<typeof ActDecision>) {
  const { actId, note } = input
  const act = await actToDecide(context, actId)
  const decision = { actId, makerId: act.madeBy, note, eventId: null }
  await insertActDecision(context, { ...decision, outcome: 'refused' })
  await setActStatus(context, actId, 'refused')
  const detail = { act: act.number, kind: act.kind }
  await recordAudit(context, { entity: 'loan', id: act.loanId, action: 'refuse-act', detail })
  return { actId }
}

/** The person who asked takes it back before anybody has decided. */
export async function withdrawAct(context: StaffContext, { actId }: z.output<typeof ActChoice>) {
  found(await findAct(context, actId), 'loan-act')
  const act = found(await lockAct(context, actId), 'loan-act')
  refuseIf(actRefusal({ ...act, step: 'withdraw', staffId: context.staff.id }))
  await setActStatus(context, actId, 'withdrawn')
  const detail = { act: act.number, kind: act.kind }
  await recordAudit(context, { entity: 'loan', id: act.loanId, action: 'withdraw-act', detail })
  return { actId }
}

async function actToDecide(context: StaffContext, actId: string) {
  const { loanId } = found(await findAct(context, actId), 'loan-act')
  await lockGroupOfLoan(context.tx, context.institution.id, loanId)
  const act = found(await lockAct(context, actId), 'loan-act')
  refuseIf(actRefusal({ ...act, step: 'decide', staffId: context.staff.id }))
  return act
}
