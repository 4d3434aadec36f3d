import type { StepRequest } from '@banyan/domain/applications/application'
import { passReviewRefusal } from '@banyan/domain/applications/review'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { asFinding, listFindings } from '../applications/findings.queries.ts'
import { lockApplication, takeStep } from '../applications/take-step.ts'
import { type Scored, scoreLocked } from './score-application.ts'

/** The papers pass, and the score follows at once: a clean case waits for nobody in between. */
export async function passReview(context: StaffContext, request: StepRequest): Promise<Scored> {
  const application = await lockApplication(context, request)
  const { status, madeBy: enteredBy } = application
  const findings = await listFindings(context, application.id)
  refuseIf(passReviewRefusal({ status, enteredBy }, context.staff, findings.map(asFinding)))
  const passed = await takeStep(context, application, 'pass-review')
  return scoreLocked(context, { ...application, ...passed })
}
