import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { priceRange } from '@banyan/domain/products/product-terms'
import { gradesFallen, suggestedRate } from '@banyan/domain/products/repricing'
import { formatRate } from '@banyan/domain/rate'
import { z } from 'zod'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { findOffer } from '../products/products.queries.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import {
  type FallenGrade,
  findGradeChange,
  insertRepricing,
  listLoansToReprice,
  type LoanToReprice,
} from './repricing.queries.ts'

export const GradePayload = z.object({ customerId: z.uuid() })

/**
 * Where a customer's grade has fallen since the score before, asks the owner of each running loan
 * whether its rate or plan should change; how many were asked about. Nothing about a loan changes here.
 */
export async function lookAtGrade(
  recorder: Recorder,
  { customerId }: z.output<typeof GradePayload>,
): Promise<number> {
  const change = await findGradeChange(recorder, customerId)
  if (!change) return 0
  const fallen = gradesFallen(change.order, change.before, change.after)
  if (fallen === 0) return 0
  const loans = await listLoansToReprice(recorder, change)
  for (const loan of loans) await askOwner(recorder, loan, { ...change, fallen })
  return loans.length
}

async function askOwner(
  recorder: Recorder,
  loan: LoanToReprice,
  change: FallenGrade & { fallen: number },
): Promise<void> {
  const { businessDay, staff, now } = recorder
  const { rules, version } = await rulesInForce(recorder, 'repricing', businessDay)
  const offer = await findOffer(recorder, loan.product, businessDay)
  const highest = offer ? priceRange(offer.pricing, businessDay)?.maximum : undefined
  const { annualRate } = loan
  const rate = highest ? suggestedRate({ annualRate, highest }, change.fallen, rules) : null
  const ownerId = loan.ownerId ?? staff.id
  const taskId = uuidv7()
  const id = uuidv7()
  await insertTask(recorder, {
    institutionId: recorder.institution.id,
    id: taskId,
    customerId: change.customerId,
    groupId: null,
    text: taskText(loan, change, rate === null ? null : formatRate(rate)),
    dueOn: addDays(businessDay, rules.answerWithinDays),
    state: 'open',
    assigneeId: ownerId,
    madeBy: staff.id,
    madeAt: now(),
  })
  await insertRepricing(recorder, {
    id,
    loanId: loan.id,
    customerId: change.customerId,
    scoreId: change.scoreId,
    gradeBefore: change.before,
    gradeAfter: change.after,
    suggestedRate: rate,
    ownerId,
    taskId,
    foundOn: businessDay,
    foundAt: now(),
  })
  const { before, after } = change
  await recordAudit(recorder, {
    entity: 'loan',
    id: loan.id,
    action: 'repricing-suggested',
    detail: { repricing: id, before, after, suggestedRate: rate, rulesVersion: version },
  })
}

function taskText({ number }: LoanToReprice, change: FallenGrade, rate: string | null): string {
  const suggestion = rate === null ? '加快还款' : `将年利率调至 ${rate}%，或加快还款`
  return `客户评级由 ${change.before} 降至 ${change.after}：请决定贷款 ${number} 是否${suggestion}。须合同允许并经审批。`
}
