import {
  actDecisionRefusal,
  groupActStatuses,
  reversalRefusal,
  withdrawalRefusal,
} from '@banyan/domain/groups/group-act'
import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { type ListedAct, listActs } from './group-acts.queries.ts'
import { type ActPreview, previewOf } from './preview-act.ts'
import type { OneAct } from './withdraw-act.ts'

export const ActFilter = z.strictObject({
  status: z.enum(groupActStatuses).optional(),
  groupId: z.uuid().optional(),
  mine: z.boolean().optional(),
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

function shownAct(context: StaffContext, { asked, groups, ...act }: ListedAct) {
  return {
    ...act,
    groups: groups.map(({ id, number, name, kind }) => ({
      id,
      number,
      name: shownName(context, kind ?? '', name),
    })),
    founds: asked.founded?.name ?? null,
  }
}

/** Acts within reach, newest first. */
export async function readActs(context: StaffContext, filter: z.output<typeof ActFilter>) {
  const { tx, institution, scope } = context
  const rows = await listActs(tx, institution.id, scope, { ...filter, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => shownAct(context, row)),
    next: rows.length > filter.limit && last ? { id: last.id } : null,
  }
}

/** One act: what it would do as things stand while it waits, what it did afterwards, and what the caller may do. */
export async function readAct(context: StaffContext, { id }: z.output<typeof OneAct>) {
  const { tx, institution, scope, staff } = context
  const [row] = await listActs(tx, institution.id, scope, { id, limit: 1 })
  const act = found(row, 'group-act')
  const isWaiting = act.status === 'waiting'
  const decision = actDecisionRefusal(act, staff)
  return {
    ...shownAct(context, act),
    preview: isWaiting
      ? await previewOf(context, act.asked, id)
      : masked(context, act.preview as ActPreview | null),
    refusals: {
      decide: decision,
      withdraw: withdrawalRefusal(act, staff),
      reverse: reversalRefusal({ status: act.status, isReversed: act.reversedByNumber !== null }),
    },
  }
}

/** A preview is kept with the names its decider saw; whoever may not see persons' names sees numbers alone. */
function masked(context: StaffContext, preview: ActPreview | null): ActPreview | null {
  if (!preview || !context.hidesNames) return preview
  const nameless = <P extends { name: string }>(party: P): P => ({ ...party, name: '' })
  return {
    ...preview,
    moves: preview.moves.map(nameless),
    parents: preview.parents.map((parent) => ({
      ...nameless(parent),
      before: parent.before && nameless(parent.before),
      after: parent.after && nameless(parent.after),
    })),
  }
}
