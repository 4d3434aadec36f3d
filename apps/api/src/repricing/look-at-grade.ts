import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { priceRange } from '@banyan/domain/products/product-terms'
import { gradesFallen, suggestedRate } from '@banyan/domain/products/repricing'
import { formatRate } from '@banyan/domain/rate'
import { z } from 'zod'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { addJob } from '../jobs/add-job.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { findOffer } from '../products/products.queries.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import {
  findGradeChange,
  findRatingCut,
  insertRepricing,
  listLoansToReprice,
  type LoanToReprice,
  type RepricingCause,
} from './repricing.queries.ts'

export const GradePayload = z.union([
  z.object({ customerId: z.uuid() }),
  z.object({ eventId: z.uuid() }),
])

/** Looks at a customer's last scores, or at what an agency did. */
export function lookAtRating(
  recorder: Recorder,
  payload: z.output<typeof GradePayload>,
): Promise<number> {
  return 'eventId' in payload
    ? lookAtCut(recorder, payload.eventId)
    : lookAtGrade(recorder, payload)
}

/**
 * Where a customer's grade has fallen since the score before, asks the owner of each running loan
 * whether its rate or plan should change; how many were asked about. Nothing about a loan changes here.
 */
export async function lookAtGrade(
  recorder: Recorder,
  { customerId }: { customerId: string },
): Promise<number> {
  const change = await findGradeChange(recorder, customerId)
  if (!change) return 0
  const fallen = gradesFallen(change.order, change.before, change.after)
  if (fallen === 0) return 0
  const { scoreId, before, after } = change
  return askOwners(recorder, customerId, {
    cause: { kind: 'score', scoreId, before, after },
    fallen,
  })
}

/** As for our own grades; how far an agency went down is not known by grades, and counts as one. */
async function lookAtCut(recorder: Recorder, eventId: string): Promise<number> {
  const cut = await findRatingCut(recorder, eventId)
  if (!cut) return 0
  return askOwners(recorder, cut.customerId, { cause: { kind: 'event', eventId }, fallen: 1 })
}

/** What running loans should cost follows the cuts among these events once they have committed. */
export async function lookAtCutsLater(
  { tx, institution, staff, now }: Pick<Recorder, 'tx' | 'institution' | 'staff' | 'now'>,
  events: readonly { id: string; kind: string }[],
): Promise<void> {
  for (const { id: eventId, kind } of events) {
    if (kind !== 'rating-cut') continue
    const job = { kind: 'look-at-grade', payload: { eventId }, key: eventId } as const
    await addJob(tx, institution.id, { ...job, staffId: staff.id, at: now() })
  }
}

interface Fall {
  cause: RepricingCause
  /** By how many grades. */
  fallen: number
}

async function askOwners(recorder: Recorder, customerId: string, fall: Fall): Promise<number> {
  const loans = await listLoansToReprice(recorder, customerId, fall.cause)
  for (const loan of loans) await askOwner(recorder, { ...loan, customerId }, fall)
  return loans.length
}

async function askOwner(
  recorder: Recorder,
  loan: LoanToReprice & { customerId: string },
  { cause, fallen }: Fall,
): Promise<void> {
  const { businessDay, staff, now } = recorder
  const { rules, version } = await rulesInForce(recorder, 'repricing', businessDay)
  const offer = await findOffer(recorder, loan.product, businessDay)
  const highest = offer ? priceRange(offer.pricing, businessDay)?.maximum : undefined
  const { annualRate } = loan
  const rate = highest ? suggestedRate({ annualRate, highest }, fallen, rules) : null
  const ownerId = loan.ownerId ?? staff.id
  const taskId = uuidv7()
  const id = uuidv7()
  await insertTask(recorder, {
    institutionId: recorder.institution.id,
    id: taskId,
    customerId: loan.customerId,
    groupId: null,
    text: taskText(loan, cause, rate === null ? null : formatRate(rate)),
    dueOn: addDays(businessDay, rules.answerWithinDays),
    state: 'open',
    assigneeId: ownerId,
    madeBy: staff.id,
    madeAt: now(),
  })
  await insertRepricing(recorder, {
    id,
    loanId: loan.id,
    customerId: loan.customerId,
    ...(cause.kind === 'score'
      ? {
          scoreId: cause.scoreId,
          gradeBefore: cause.before,
          gradeAfter: cause.after,
          eventId: null,
        }
      : { scoreId: null, gradeBefore: null, gradeAfter: null, eventId: cause.eventId }),
    suggestedRate: rate,
    ownerId,
    taskId,
    foundOn: businessDay,
    foundAt: now(),
  })
  const { kind: _, ...known } = cause
  await recordAudit(recorder, {
    entity: 'loan',
    id: loan.id,
    action: 'repricing-suggested',
    detail: { repricing: id, ...known, suggestedRate: rate, rulesVersion: version },
  })
}

function taskText({ number }: LoanToReprice, cause: RepricingCause, rate: string | null): string {
  const suggestion = rate === null ? '加快还款' : `将年利率调至 ${rate}%，或加快还款`
  const fall =
    cause.kind === 'score' ? `客户评级由 ${cause.before} 降至 ${cause.after}` : '客户外部评级下调'
  return `${fall}：请决定贷款 ${number} 是否${suggestion}。须合同允许并经审批。`
}
