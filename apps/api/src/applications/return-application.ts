import { uuidv7 } from '@banyan/database'
import type { NotedStepRequest } from '@banyan/domain/applications/application'
import { stepRefusal } from '@banyan/domain/applications/application-status'
import { returnRefusal } from '@banyan/domain/applications/review'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { asFinding, insertFinding, listFindings } from './findings.queries.ts'
import { lockApplication, type StepTaken, takeStep } from './take-step.ts'

/**
 * Sends the application back for supplement. What the note asks for becomes a mandatory finding, so
 * that whoever reviews it again has to see that it was answered.
 */
export async function returnApplication(
  context: StaffContext,
  { note, ...request }: NotedStepRequest,
): Promise<StepTaken> {
  const application = await lockApplication(context, request)
  refuseIf(stepRefusal('return', application.status))
  const finding = { id: uuidv7(), applicationId: application.id, text: note, isMandatory: true }
  await insertFinding(context, finding)
  const findings = await listFindings(context, application.id)
  refuseIf(returnRefusal(application, findings.map(asFinding)))
  return takeStep(context, application, 'return', { note })
}
