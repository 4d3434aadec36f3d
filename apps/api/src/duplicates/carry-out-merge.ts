import { uuidv7 } from '@banyan/database'
import type { StaffContext } from '../access/staff-context.ts'
import { findGroupOf } from '../groups/exposure.queries.ts'
import { endMembership, insertMembers } from '../groups/group-members.queries.ts'
import { proposeGroups } from '../groups/propose-groups.ts'
import { rebuildTree } from '../groups/rebuild-tree.ts'
import { noteSignals } from '../signals/note-signals.ts'
import {
  insertMoves,
  listMoves,
  type Merge,
  moveNames,
  moveNamesBack,
  moveReferences,
  moveReferencesBack,
  moveStatements,
  moveStatementsBack,
  reopenMembership,
} from './merge-moves.queries.ts'
import {
  carryPromisesBack,
  carryAgreements,
  lookAtClass,
  moveRows,
  moveRowsBack,
} from './moving-rows.queries.ts'
import { movingKinds } from './what-moves.queries.ts'
import { copyRelations, endRelations, listRelationsToMove } from './merge-relations.queries.ts'

/** Moves all that is the one's to the other; each move is written down. Both are locked. */
export async function moveAll(context: StaffContext, merge: Merge): Promise<void> {
  for (const kind of movingKinds) await moveRows(context, merge, kind)
  await carryAgreements(context, merge)
  await moveStatements(context, merge)
  await moveNames(context, merge)
  await moveReferences(context, merge)
  await moveRelations(context, merge)
  await moveMembership(context, merge)
  await lookAnew(context, [merge.survivorId])
}

/** Puts everything back where it came from, what has grown out of it since included. */
export async function moveAllBack(context: StaffContext, merge: Merge): Promise<void> {
  await carryPromisesBack(context, merge)
  for (const kind of movingKinds) await moveRowsBack(context, merge, kind)
  await moveStatementsBack(context, merge)
  await moveNamesBack(context, merge)
  await moveReferencesBack(context, merge)
  await moveRelationsBack(context, merge)
  await moveMembershipBack(context, merge)
  await lookAnew(context, [merge.survivorId, merge.mergedId])
}

/** What was believed until now ends and is believed of the survivor; what it has itself is not doubled. */
async function moveRelations(context: StaffContext, merge: Merge): Promise<void> {
  const relations = await listRelationsToMove(context, merge)
  await endRelations(
    context,
    relations.map(({ id }) => id),
  )
  const copies = await copyRelations(
    context,
    relations.filter(({ isCopied }) => isCopied).map(({ id }) => id),
    { from: merge.mergedId, to: merge.survivorId, reason: 'customers merged' },
  )
  await insertMoves(
    context,
    merge.id,
    relations.map(({ id }) => ({
      what: 'relations',
      rowKey: id,
      before: copies.get(id) ?? null,
    })),
  )
}

/** A copy that was corrected or ended since stays as it was left, and its original is not believed again. */
async function moveRelationsBack(context: StaffContext, merge: Merge): Promise<void> {
  const moves = await listMoves(context, merge.id, 'relations')
  const copies = moves.flatMap(({ before }) => before ?? [])
  const ended = new Set(await endRelations(context, copies))
  const again = moves.filter(({ before }) => before === null || ended.has(before))
  await copyRelations(
    context,
    again.map(({ rowKey }) => rowKey),
    { from: merge.mergedId, to: merge.mergedId, reason: 'merge undone' },
  )
}

async function moveMembership(
  context: StaffContext,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  const { tx, institution, businessDay, now } = context
  const groupId = await findGroupOf(tx, institution.id, mergedId)
  if (groupId === null) return
  const own = await findGroupOf(tx, institution.id, survivorId)
  const end = { on: businessDay, at: now() }
  await endMembership(tx, institution.id, { groupId, customerId: mergedId }, end)
  if (own === null) {
    const membership = { groupId, customerId: survivorId, reason: 'customers merged' }
    const at = { validFrom: businessDay, knownFrom: now() }
    const place = { institutionId: institution.id, id: uuidv7() }
    await insertMembers(tx, [{ ...place, ...membership, ...at }])
  }
  const before = JSON.stringify({ endedOn: businessDay, isTaken: own === null })
  await insertMoves(context, id, [{ what: 'membership', rowKey: groupId, before }])
  await rebuildTree(context, groupId)
}

async function moveMembershipBack(
  context: StaffContext,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  const { tx, institution, businessDay, now } = context
  const [membership] = await listMoves(context, id, 'membership')
  if (!membership) return
  const groupId = membership.rowKey
  const { endedOn, isTaken } = JSON.parse(membership.before ?? '{}')
  const end = { on: businessDay, at: now() }
  if (isTaken) await endMembership(tx, institution.id, { groupId, customerId: survivorId }, end)
  if ((await findGroupOf(tx, institution.id, mergedId)) === null) {
    await reopenMembership(context, groupId, mergedId, endedOn)
  }
  await rebuildTree(context, groupId)
}

/** Groups, classes and warnings follow what a customer now has. */
async function lookAnew(context: StaffContext, ids: string[]): Promise<void> {
  await proposeGroups(context, ids)
  await lookAtClass(context, ids)
  await noteSignals(
    context,
    ids.map((customerId) => ({ customerId, cause: 'merge' })),
  )
}
