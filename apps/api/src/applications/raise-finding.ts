import { uuidv7 } from '@banyan/database'
import type { NewFinding } from '@banyan/domain/applications/review'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockApplicationRow } from './applications.queries.ts'
import { insertFinding } from './findings.queries.ts'

/** Notes what a reviewer found; while a mandatory one is open the review cannot pass. */
export async function raiseFinding(
  context: StaffContext,
  { applicationId, text, isMandatory }: NewFinding,
): Promise<{ id: string }> {
  const application = found(await lockApplicationRow(context, applicationId), 'application')
  if (application.status !== 'in-review') throw new Refused('not-in-review')
  const id = uuidv7()
  await insertFinding(context, { id, applicationId, text, isMandatory })
  await recordAudit(context, {
    entity: 'application',
    id: applicationId,
    action: 'raise-finding',
    detail: { finding: id, isMandatory },
  })
  return { id }
}
