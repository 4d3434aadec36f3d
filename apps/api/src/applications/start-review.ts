import type { StepRequest } from '@banyan/domain/applications/application'
import type { StaffContext } from '../access/staff-context.ts'
import { lockApplication, type StepTaken, takeStep } from './take-step.ts'

/** A reviewer takes a submitted application in hand. */
export async function startReview(context: StaffContext, request: StepRequest): Promise<StepTaken> {
  const application = await lockApplication(context, request)
  return takeStep(context, application, 'start-review')
}
