import { uuidv7 } from '@banyan/database'
import { roles } from '@banyan/domain/access/roles'
import { Conflict, NotFound, refuseIf, Refused } from '@banyan/domain/refused'
import {
  mostViews,
  ViewBody,
  viewChangeRefusal,
  ViewName,
  ViewPage,
  viewSharings,
} from '@banyan/domain/search/saved-view'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { viewChanger } from './read-views.ts'
import {
  countViews,
  deleteView,
  findView,
  insertView,
  isNameTaken,
  setChosenView,
  takeDefaults,
  updateView,
  type ViewChange,
  type ViewRow,
} from './views.queries.ts'

const one = { id: z.uuid(), version: z.int32().positive() }

export const SaveView = z.strictObject({ page: ViewPage, name: ViewName, body: ViewBody })
export const ChangeView = z.strictObject({
  ...one,
  name: ViewName.optional(),
  body: ViewBody.optional(),
})
export const ShareView = z.strictObject({
  ...one,
  sharing: z.enum(viewSharings),
  branchId: z.uuid().nullish(),
})
export const LockView = z.strictObject({ ...one, isLocked: z.boolean() })
export const SetDefaultView = z.strictObject({ ...one, roles: z.array(z.enum(roles)).max(13) })
export const ChooseView = z.strictObject({ page: ViewPage, id: z.uuid().nullable() })
export const RemoveView = z.strictObject(one)

/** Views are kept in the chain of whoever keeps them; what is asked in them may name people and is not quoted. */
function record(context: StaffContext, action: string, detail: Record<string, unknown>) {
  return recordAudit(context, { entity: 'staff', id: context.staff.id, action, detail })
}

export async function saveView(context: StaffContext, view: z.output<typeof SaveView>) {
  const { page, name, body } = view
  const ownerId = context.staff.id
  const isTaken = await isNameTaken(context, { page, name, ownerId, exceptId: null })
  refuseIf(isTaken ? 'view-name-taken' : null)
  refuseIf((await countViews(context)) >= mostViews ? 'too-many-views' : null)
  const id = uuidv7()
  await insertView(context, { id, page, name, body, at: context.now() })
  await record(context, 'view-saved', { view: id, page })
  return { id }
}

async function held(
  context: StaffContext,
  { id, version }: { id: string; version: number },
): Promise<ViewRow> {
  const view = found(await findView(context, id, { lock: true }), 'view')
  if (view.version !== version) throw new Conflict('stale-version')
  return view
}

async function keep(
  context: StaffContext,
  view: ViewRow,
  { action, change }: { action: string; change: ViewChange },
) {
  const version = await updateView(context, view.id, change, context.now())
  await record(context, action, { view: view.id, page: view.page, fields: Object.keys(change) })
  return { version }
}

export async function changeView(context: StaffContext, asked: z.output<typeof ChangeView>) {
  const view = await held(context, asked)
  refuseIf(viewChangeRefusal(view, viewChanger(context)))
  const { name, body } = asked
  if (name !== undefined && name !== view.name) {
    const { page, ownerId } = view
    const isTaken = await isNameTaken(context, { page, name, ownerId, exceptId: view.id })
    refuseIf(isTaken ? 'view-name-taken' : null)
  }
  const change = { ...(name === undefined ? {} : { name }), ...(body ? { body } : {}) }
  return keep(context, view, { action: 'view-changed', change })
}

/** Shares one's own view, or one shared already, with a branch within reach or with the institution. */
export async function shareView(context: StaffContext, asked: z.output<typeof ShareView>) {
  const view = await held(context, asked)
  if (!isWithin(context, view)) throw new NotFound('view')
  refuseIf(viewChangeRefusal(view, viewChanger(context)))
  const { sharing } = asked
  const branchId = sharing === 'branch' ? (asked.branchId ?? context.staff.branchId) : null
  const { reach, branchIds } = context.scope
  const isBeyond = reach !== 'institution' && sharing === 'institution'
  const isElsewhere = reach !== 'institution' && branchId !== null && !branchIds.includes(branchId)
  if (isBeyond || isElsewhere) throw new Refused('beyond-your-reach')
  const defaultFor = sharing === 'institution' ? view.defaultFor : []
  const change = { sharing, branchId, defaultFor, isLocked: sharing !== 'mine' && view.isLocked }
  return keep(context, view, { action: 'view-shared', change })
}

/** Who shares within a branch has to do with their own views and those of the branch. */
function isWithin({ scope, staff }: StaffContext, { ownerId, branchId }: ViewRow): boolean {
  if (scope.reach === 'institution' || ownerId === staff.id) return true
  return branchId !== null && scope.branchIds.includes(branchId)
}

export async function lockView(context: StaffContext, asked: z.output<typeof LockView>) {
  const view = await held(context, asked)
  refuseIf(viewChangeRefusal(view, viewChanger(context)))
  const change = { isLocked: asked.isLocked }
  return keep(context, view, { action: asked.isLocked ? 'view-locked' : 'view-unlocked', change })
}

/** What people of these roles see first on a page; a role has one default on each page. */
export async function setDefaultView(
  context: StaffContext,
  asked: z.output<typeof SetDefaultView>,
) {
  const view = await held(context, asked)
  refuseIf(view.sharing === 'institution' ? null : 'view-not-institution-wide')
  const defaultFor = [...new Set(asked.roles)]
  await takeDefaults(context, view.page, view.id, defaultFor)
  return keep(context, view, { action: 'view-made-default', change: { defaultFor } })
}

/** The view this person starts a page with. */
export async function chooseView(context: StaffContext, asked: z.output<typeof ChooseView>) {
  const { page, id } = asked
  if (id !== null) {
    const view = found(await findView(context, id), 'view')
    refuseIf(view.page === page ? null : 'view-of-another-page')
  }
  await setChosenView(context, page, id)
  await record(context, 'view-chosen', { page, view: id })
  return {}
}

export async function removeView(context: StaffContext, asked: z.output<typeof RemoveView>) {
  const view = await held(context, asked)
  refuseIf(viewChangeRefusal(view, viewChanger(context)))
  await deleteView(context, view.id)
  await record(context, 'view-removed', { view: view.id, page: view.page })
  return {}
}
