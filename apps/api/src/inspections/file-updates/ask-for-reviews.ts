import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { recordAudit, type Recorder } from '../../audit/record-audit.ts'
import { listOwners } from '../../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../../post-loan-rules/rules-in-force.ts'
import { insertTask } from '../../tasks/tasks.queries.ts'
import { insertFileUpdates } from './file-updates.queries.ts'

/** What has changed around these customers: their files are to be looked at anew, and their owners find a task. */
export async function askForReviews(
  recorder: Recorder,
  changed: readonly { customerId: string; cause: string }[],
): Promise<void> {
  if (changed.length === 0) return
  const { tx, institution, businessDay, staff } = recorder
  const { rules } = await rulesInForce(recorder, 'inspection', businessDay)
  const causes = new Map(changed.map(({ customerId, cause }) => [customerId, cause]))
  const owners = await listOwners(tx, institution.id, [...causes.keys()])
  const dueOn = addDays(businessDay, rules.fileUpdate.answerWithinDays)
  const at = recorder.now()
  const rows = [...causes].map(([customerId, cause]) => ({
    institutionId: institution.id,
    id: uuidv7(),
    customerId,
    reason: 'event' as const,
    cause,
    state: 'due' as const,
    dueOn,
    ownerId: owners.get(customerId) ?? null,
    madeAt: at,
  }))
  for (const { id, customerId, ownerId, cause } of await insertFileUpdates(recorder, rows)) {
    if (ownerId !== null) {
      await insertTask(recorder, {
        institutionId: institution.id,
        id: uuidv7(),
        customerId,
        groupId: null,
        text: '客户情况有变化，请核对并更新客户档案',
        dueOn,
        state: 'open',
        assigneeId: ownerId,
        madeBy: staff.id,
        madeAt: at,
      })
    }
    const detail = { update: id, cause, dueOn }
    await recordAudit(recorder, {
      entity: 'customer',
      id: customerId,
      action: 'file-review-asked',
      detail,
    })
  }
}
