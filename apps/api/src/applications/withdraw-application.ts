import type { NotedStepRequest } from '@banyan/domain/applications/application'
import type { StaffContext } from '../access/staff-context.ts'
import { lockGroupOf } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import { findApplication, voidReservation } from './applications.queries.ts'
import { lockApplication, type StepTaken, takeStep } from './take-step.ts'

/** The customer wants it no longer; an approval gives back what it held of the limits. */
export async function withdrawApplication(
  context: StaffContext,
  { note, ...request }: NotedStepRequest,
): Promise<StepTaken> {
  const { tx, institution } = context
  const { customerId } = found(await findApplication(context, request.applicationId), 'application')
  await lockGroupOf(tx, institution.id, customerId)
  const application = await lockApplication(context, request)
  const taken = await takeStep(context, application, 'withdraw', { note })
  if (application.status === 'approved') await voidReservation(context, application.id)
  return taken
}
