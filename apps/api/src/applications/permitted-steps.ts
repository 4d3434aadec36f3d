import type { ApplicationStepRefusal } from '@banyan/domain/applications/application-status'
import { isEditable, stepRefusal } from '@banyan/domain/applications/application-status'
import {
  type Finding,
  passReviewRefusal,
  type ReviewRefusal,
} from '@banyan/domain/applications/review'
import { type Procedure, reachOf } from '../access/policy.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { ApplicationRow } from './applications.queries.ts'

export type ReachRefusal = 'not-your-role' | 'not-your-customer' | 'not-your-branch'
export type PermittedStep =
  | 'change'
  | 'submit'
  | 'startReview'
  | 'raiseFinding'
  | 'resolveFinding'
  | 'return'
  | 'passReview'
  | 'score'
  | 'withdraw'

export type StepRefusal =
  | ReachRefusal
  | ApplicationStepRefusal
  | ReviewRefusal
  | 'not-editable'
  | 'incomplete'

/** Why the caller cannot call a procedure for this application, or null when they can. */
export function reachRefusal(
  { staff, scope }: Pick<StaffContext, 'staff' | 'scope'>,
  procedure: Procedure,
  { officerId, branchId }: Pick<ApplicationRow, 'officerId' | 'branchId'>,
): ReachRefusal | null {
  const reach = reachOf(procedure, staff.roles)
  if (reach === null) return 'not-your-role'
  if (reach === 'own' && officerId !== staff.id) return 'not-your-customer'
  return reach === 'branch' && !scope.branchIds.includes(branchId) ? 'not-your-branch' : null
}

/** For every step why the caller may not take it now, or null: what the buttons show. */
export function permittedSteps(
  context: StaffContext,
  application: ApplicationRow,
  { findings, hasGaps }: { findings: readonly Finding[]; hasGaps: boolean },
): Record<PermittedStep, StepRefusal | null> {
  const { status, madeBy: enteredBy } = application
  const isInReview = status === 'in-review'
  const reaches = (procedure: Procedure) => reachRefusal(context, procedure, application)
  const review = { status, enteredBy }
  return {
    change: reaches('applications.change') ?? (isEditable(status) ? null : 'not-editable'),
    submit:
      reaches('applications.submit') ??
      stepRefusal('submit', status) ??
      (hasGaps ? 'incomplete' : null),
    startReview: reaches('applications.startReview') ?? stepRefusal('start-review', status),
    raiseFinding: reaches('applications.raiseFinding') ?? (isInReview ? null : 'not-in-review'),
    resolveFinding: reaches('applications.resolveFinding') ?? (isInReview ? null : 'not-in-review'),
    return: reaches('applications.return') ?? stepRefusal('return', status),
    passReview: reaches('scoring.passReview') ?? passReviewRefusal(review, context.staff, findings),
    score: reaches('scoring.score') ?? stepRefusal('score', status),
    withdraw: reaches('applications.withdraw') ?? stepRefusal('withdraw', status),
  }
}
