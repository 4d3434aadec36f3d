import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { NotFound, Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import {
  countDocumentsOf,
  insertVisit,
  insertVisitDocuments,
  lockVisit,
  setVisit,
} from './visits.queries.ts'

export const RecordVisit = z.strictObject({
  /** The planned visit this is the memo of; null for one nobody had planned. */
  id: z.uuid().nullable(),
  customerId: z.uuid(),
  heldOn: Day,
  place: freeText(2, 200),
  participants: freeText(2, 200),
  findings: freeText(2, 4000),
  followUp: freeText(0, 1000),
  documentIds: z.array(z.uuid()).max(20, 'too-many'),
})
export type RecordVisit = z.infer<typeof RecordVisit>

/** What a visit found: where, who, what, with the pictures that were filed. Written once. */
export async function recordVisit(
  context: StaffContext,
  memo: RecordVisit,
): Promise<{ id: string }> {
  const { customerId, heldOn } = memo
  const documentIds = [...new Set(memo.documentIds)]
  if (heldOn > context.businessDay) throw new Refused('in-the-future')
  await lockFile(context, customerId)
  if ((await countDocumentsOf(context, customerId, documentIds)) !== documentIds.length) {
    throw new Refused('document-not-of-customer')
  }
  const id =
    memo.id === null ? await holdUnplanned(context, memo) : await holdPlanned(context, memo)
  await insertVisitDocuments(context, id, documentIds)
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'visit-recorded',
    detail: { visit: id, heldOn, documents: documentIds.length, wasPlanned: memo.id !== null },
  })
  return { id }
}

async function holdPlanned(context: StaffContext, memo: RecordVisit): Promise<string> {
  const visit = found((await lockVisit(context, memo.id ?? '')) ?? undefined, 'visit')
  if (visit.customerId !== memo.customerId) throw new NotFound('visit')
  if (visit.state !== 'planned') throw new Refused('visit-is-closed')
  const { heldOn, place, participants, findings, followUp } = memo
  const closedAt = context.now()
  const held = { heldOn, place, participants, findings, followUp, closedAt }
  await setVisit(context, visit.id, { state: 'held', ...held })
  return visit.id
}

async function holdUnplanned(
  context: StaffContext,
  { customerId, heldOn, place, participants, findings, followUp }: RecordVisit,
): Promise<string> {
  const id = uuidv7()
  const at = context.now()
  await insertVisit(context, {
    institutionId: context.institution.id,
    id,
    customerId,
    officerId: context.staff.id,
    state: 'held',
    plannedOn: null,
    purpose: '',
    heldOn,
    place,
    participants,
    findings,
    followUp,
    madeBy: context.staff.id,
    createdAt: at,
    closedAt: at,
  })
  return id
}
