import { freeText } from '@banyan/domain/customers/free-text'
import { Refused, refuseIf } from '@banyan/domain/refused'
import {
  decideReleaseRefusal,
  dueDay,
  escalationOn,
  proposeReleaseRefusal,
  takeRefusal,
} from '@banyan/domain/warnings/warning-life'
import { addDays } from '@banyan/domain/calendar'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { refuseUnfit } from '../officers/handed-work.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { setTask } from '../tasks/tasks.queries.ts'
import { countDocumentsOf } from '../visits/visits.queries.ts'
import { raiseSteps } from './close-warnings.ts'
import { recordAuditOfWarning } from './raise-warning.ts'
import { findBranchOfWarning } from './warning-places.queries.ts'
import { type ListedWarning, lockWarning } from './warning-list.queries.ts'
import { setWarning } from './warnings.queries.ts'

export const NoteWarning = z.strictObject({ id: z.uuid(), note: freeText(2, 500) })
export const ReasonedStep = z.strictObject({ id: z.uuid(), reason: freeText(2, 500) })
export const HandOnWarning = ReasonedStep.extend({ ownerId: z.uuid() })
export const ProposeRelease = ReasonedStep.extend({ documentId: z.uuid().nullable().optional() })
export const DecideRelease = NoteWarning.extend({ outcome: z.enum(['released', 'refused']) })

async function heldWarning(context: StaffContext, id: string) {
  const warning = found(await lockWarning(context, id), 'warning')
  const { rules } = await rulesInForce(context, 'warning', context.businessDay)
  return { warning, rules }
}

const tell = (
  context: StaffContext,
  warning: ListedWarning,
  kind: string,
  note: string,
  detail = {},
) => recordAuditOfWarning(context, warning, { kind, staffId: context.staff.id, note, detail })

/** Somebody begins to see to it: the time to settle it runs from today. Without an owner it becomes theirs. */
export async function takeWarning(
  context: StaffContext,
  { id, note }: z.output<typeof NoteWarning>,
): Promise<{ id: string }> {
  const { warning, rules } = await heldWarning(context, id)
  refuseIf(takeRefusal({ ...warning, escalatedTo: warning.escalatedToId }))
  const isTheirs = [warning.ownerId, warning.escalatedToId].includes(context.staff.id)
  if (!isTheirs && warning.ownerId !== null) throw new Refused('not-your-warning')
  const dueOn = dueDay(rules, { colour: warning.colour, state: 'taken' }, context.businessDay)
  const owner = warning.ownerId === null ? { ownerId: context.staff.id } : {}
  await setWarning(context, id, { state: 'taken', dueOn, ...owner })
  await tell(context, warning, 'taken', note, { dueOn })
  return { id }
}

/** What was done about it, in words. */
export async function noteWarning(
  context: StaffContext,
  { id, note }: z.output<typeof NoteWarning>,
): Promise<{ id: string }> {
  const { warning } = await heldWarning(context, id)
  if (warning.state === 'released') throw new Refused('warning-is-released')
  await tell(context, warning, 'noted', note)
  return { id }
}

export async function handOnWarning(
  context: StaffContext,
  { id, ownerId, reason }: z.output<typeof HandOnWarning>,
): Promise<{ id: string }> {
  const { warning } = await heldWarning(context, id)
  if (warning.state === 'released') throw new Refused('warning-is-released')
  if (warning.ownerId === ownerId) throw new Refused('nothing-changed')
  await refuseUnfit(context, 'warnings', { staffId: ownerId })
  await setWarning(context, id, { ownerId })
  if (warning.taskId !== null) await setTask(context, warning.taskId, { assigneeId: ownerId })
  await tell(context, warning, 'handed-on', reason, { before: warning.ownerId, ownerId })
  return { id }
}

/** A person sends it one step up before its clock does. */
export async function escalateWarning(
  context: StaffContext,
  { id, reason }: z.output<typeof ReasonedStep>,
): Promise<{ id: string }> {
  const { warning, rules } = await heldWarning(context, id)
  if (warning.state === 'released') throw new Refused('warning-is-released')
  const { businessDay } = context
  const next = escalationOn(rules, { ...warning, dueOn: addDays(businessDay, -1) }, businessDay)
  if (next === null) throw new Refused('highest-level-reached')
  const branchId = await findBranchOfWarning(context, id)
  await raiseSteps(context, [{ warning: { ...warning, branchId }, next }], {
    staffId: context.staff.id,
    note: reason,
  })
  return { id }
}

/** Its owner says that it is over. Nothing changes until another person agrees. */
export async function proposeRelease(
  context: StaffContext,
  { id, reason, documentId }: z.output<typeof ProposeRelease>,
): Promise<{ id: string }> {
  const { warning } = await heldWarning(context, id)
  const { staff } = context
  refuseIf(proposeReleaseRefusal({ ...warning, escalatedTo: warning.escalatedToId }, staff.id))
  await expectProof(context, warning.customerId, documentId)
  const release = { releaseBy: staff.id, releaseAt: context.now(), releaseReason: reason }
  await setWarning(context, id, { state: 'release-proposed', ...release })
  await tell(context, warning, 'release-proposed', reason, documentId ? { documentId } : {})
  return { id }
}

async function expectProof(
  context: StaffContext,
  customerId: string | null,
  documentId: string | null | undefined,
): Promise<void> {
  if (!documentId) return
  const held = customerId === null ? 0 : await countDocumentsOf(context, customerId, [documentId])
  if (held !== 1) throw new Refused('document-not-of-customer')
}

/** Another person, of a role that may, lets it go or sends it back. */
export async function decideRelease(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof DecideRelease>,
): Promise<{ id: string }> {
  const { warning, rules } = await heldWarning(context, id)
  const { staff } = context
  const asked = { ...warning, proposedBy: warning.releaseBy }
  refuseIf(decideReleaseRefusal(rules, asked, { staffId: staff.id, roles: staff.roles }))
  const at = context.now()
  if (outcome === 'released') {
    await setWarning(context, id, { state: 'released', releasedBy: staff.id, releasedAt: at })
    if (warning.taskId !== null) {
      await setTask(context, warning.taskId, {
        state: 'done',
        closedBy: staff.id,
        closedAt: at,
        note: '预警已解除',
      })
    }
    await tell(context, warning, 'released', note, { proposedBy: warning.releaseBy })
    return { id }
  }
  await setWarning(context, id, {
    state: 'taken',
    releaseBy: null,
    releaseAt: null,
    releaseReason: null,
  })
  await tell(context, warning, 'release-refused', note, { proposedBy: warning.releaseBy })
  return { id }
}
