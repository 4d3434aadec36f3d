import type { FindingResolution } from '@banyan/domain/applications/review'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockApplicationRow } from './applications.queries.ts'
import { findFinding, setResolved } from './findings.queries.ts'

/** Settles a finding, with what settled it. */
export async function resolveFinding(
  context: StaffContext,
  { findingId, resolution }: FindingResolution,
): Promise<{ id: string }> {
  const { applicationId } = found(await findFinding(context, findingId), 'finding')
  const application = found(await lockApplicationRow(context, applicationId), 'finding')
  if (application.status !== 'in-review') throw new Refused('not-in-review')
  const finding = found(await findFinding(context, findingId), 'finding')
  if (finding.resolvedAt !== null) throw new Refused('finding-already-resolved')
  await setResolved(context, findingId, resolution)
  await recordAudit(context, {
    entity: 'application',
    id: applicationId,
    action: 'resolve-finding',
    detail: { finding: findingId },
  })
  return { id: findingId }
}
