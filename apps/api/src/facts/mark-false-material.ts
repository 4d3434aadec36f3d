import { uuidv7 } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { lockGroupOf } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import { noteSignals } from '../signals/note-signals.ts'
import { findFalseMark, insertFalseMark, isDocumentOf, liftFalseMark } from './facts.queries.ts'

const words = z.string().trim().min(4, 'too-short').max(200, 'too-long')

export const MarkFalseMaterial = z.strictObject({
  customerId: z.uuid(),
  what: words,
  documentId: z.uuid().nullable(),
})
export const LiftFalseMaterial = z.strictObject({ id: z.uuid(), reason: words })

/** From now on nothing is decided for or paid to the customer's group. Its lock keeps a payment from slipping by. */
export async function markFalseMaterial(
  context: StaffContext,
  { customerId, what, documentId }: z.infer<typeof MarkFalseMaterial>,
): Promise<{ id: string }> {
  const { tx, institution, staff, now } = context
  await findFile(context, customerId)
  await lockGroupOf(tx, institution.id, customerId)
  if (documentId !== null) {
    found((await isDocumentOf(context, documentId, customerId)) || undefined, 'document')
  }
  const id = uuidv7()
  await insertFalseMark(context, {
    institutionId: institution.id,
    id,
    customerId,
    what,
    documentId,
    markedBy: staff.id,
    markedAt: now(),
  })
  const detail = { mark: id, what, documentId }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'false-material-marked',
    detail,
  })
  await noteSignals(context, [{ customerId, cause: 'false-material' }])
  return { id }
}

/** Lifted by another person than the one who marked it. */
export async function liftFalseMaterial(
  context: StaffContext,
  { id, reason }: z.infer<typeof LiftFalseMaterial>,
): Promise<{ id: string }> {
  const { customerId } = found(await findFalseMark(context, id), 'mark')
  await findFile(context, customerId)
  await lockGroupOf(context.tx, context.institution.id, customerId)
  const mark = found(await findFalseMark(context, id), 'mark')
  if (mark.liftedAt !== null) throw new Refused('already-lifted')
  if (mark.markedBy === context.staff.id) throw new Refused('own-mark')
  await liftFalseMark(context, id, reason)
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'false-material-lifted',
    detail: { mark: id, reason },
  })
  return { id }
}
