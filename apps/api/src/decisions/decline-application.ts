import { type Decline, declineRefusal } from '@banyan/domain/decisions/approval'
import { rate } from '@banyan/domain/rate'
import { zero } from '@banyan/domain/money'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { lockApplication, type StepTaken, takeStep } from '../applications/take-step.ts'
import { exposureTotals, getExposure } from '../groups/exposure.queries.ts'
import { insertDecision } from './decisions.queries.ts'

/** Declines, with at least one reason that the applicant can be told. */
export async function declineApplication(
  context: StaffContext,
  decline: Decline,
): Promise<StepTaken> {
  const { tx, institution, businessDay, staff } = context
  const application = await lockApplication(context, decline)
  const { id, customerId, status, madeBy, amount, termMonths, annualRate } = application
  refuseIf(declineRefusal({ status, enteredBy: madeBy }, staff, decline.reasons))

  const { note, reasons } = decline
  const taken = await takeStep(context, application, 'decline', { note, detail: { reasons } })
  const question = { institutionId: institution.id, currency: institution.currency, businessDay }
  const exposure = await getExposure(tx, { ...question, customerId })
  await insertDecision(context, {
    applicationId: id,
    makerId: madeBy,
    outcome: 'declined',
    amount: amount ?? zero,
    termMonths: termMonths ?? 0,
    annualRate: annualRate ?? rate(0),
    role: staff.roles.find((role) => role.endsWith('-approver')) ?? 'none',
    isException: false,
    reasons,
    conditions: '',
    note,
    groupExposure: exposureTotals(exposure).group,
  })
  return taken
}
