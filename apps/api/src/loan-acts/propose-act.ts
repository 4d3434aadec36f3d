import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { backdatingRefusal } from '@banyan/domain/loans/backdating'
import type { Rate } from '@banyan/domain/rate'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { ActAsk, eventOf } from '../loans/ask-event.ts'
import { lockBusinessDay } from '../loans/business-day.queries.ts'
import { lockLoanInReach } from '../loans/enter-on-loan.ts'
import { namePostings } from '../loans/name-postings.ts'
import { tryEvent } from '../loans/try-event.ts'
import { readInReach } from '../loans/read-course.ts'
import type { LoanBundle } from '../loans/loan-rows.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { insertAct } from './loan-acts.queries.ts'
import { findLineTakenBack } from './received-money.queries.ts'

export const ActQuestion = z.object({ loanId: z.uuid(), ask: ActAsk })
export const NewAct = ActQuestion.extend({ reason: z.string().trim().min(2).max(500) })

/** What the act would come to: the loan before and after, and what would be booked. */
export async function previewAct(context: StaffContext, input: z.output<typeof ActQuestion>) {
  const bundle = await readInReach(context, input.loanId, { withPast: true })
  const trial = await weighed(context, bundle, input.ask)
  return { ...trial, postings: await namePostings(context, trial.postings) }
}

/**
 * Money of a bank's file that was taken back is posted again by matching its line, never by taking the
 * reversal back: the line may have been matched to another loan since.
 */
export async function repostRefusal(context: StaffContext, ask: ActAsk): Promise<string | null> {
  if (ask.kind !== 'reversal') return null
  return (await findLineTakenBack(context, ask.eventId)) ? 'money-came-by-file' : null
}

async function weighed(context: StaffContext, bundle: LoanBundle, ask: ActAsk) {
  const { businessDay } = context
  const trial = tryEvent(bundle, ask, businessDay)
  const dated = eventOf(ask, businessDay)
  const { disbursedOn } = bundle.loan
  const on = dated.kind === 'reversal' ? businessDay : dated.on
  const tooEarly = backdatingRefusal({ on, businessDay, disbursedOn, isApproved: true })
  return { ...trial, refusal: tooEarly ?? (await repostRefusal(context, ask)) ?? trial.refusal }
}

/** Asks for an act on a loan; nothing changes until another person approves exactly what was asked. */
export async function proposeAct(context: StaffContext, input: z.output<typeof NewAct>) {
  const { tx, institution, staff, businessDay } = context
  const { loanId, ask, reason } = input
  await lockBusinessDay(context)
  const bundle = await lockLoanInReach(context, loanId, { withPast: true })
  const { refusal, ...preview } = await weighed(context, bundle, ask)
  refuseIf(refusal)
  const count = await takeNumbers(tx, institution.id, 'loan-act')
  const number = `DB${businessDay.slice(0, 4)}-${String(count).padStart(6, '0')}`
  const id = uuidv7()
  const dated = eventOf(ask, businessDay)
  await insertAct(tx, {
    institutionId: institution.id,
    id,
    number,
    loanId,
    kind: ask.kind,
    status: 'waiting',
    valueDay: dated.on,
    asked: ask,
    reason,
    eventCount: bundle.loan.eventCount,
    preview,
    madeBy: staff.id,
    madeAt: context.now(),
  })
  const detail = { act: number, kind: ask.kind, valueDay: dated.on }
  await recordAudit(context, { entity: 'loan', id: loanId, action: 'propose-act', detail })
  return { actId: id, number }
}

/** Asks for another rate from a day on. */
export function proposeRateReset(
  context: StaffContext,
  asked: { loanId: string; from: Day; annualRate: Rate; reason: string },
) {
  const { loanId, from, annualRate, reason } = asked
  return proposeAct(context, { loanId, ask: { kind: 'rate-reset', from, annualRate }, reason })
}
