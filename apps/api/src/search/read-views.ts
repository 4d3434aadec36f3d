import { ViewPage } from '@banyan/domain/search/saved-view'
import { z } from 'zod'
import { reachOf } from '../access/policy.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { viewChangeRefusal } from '@banyan/domain/search/saved-view'
import { findView, listViews, type ViewRow } from './views.queries.ts'

export const ViewsOfPage = z.strictObject({ page: ViewPage })
export const OneView = z.strictObject({ id: z.uuid() })

/** What this person may do with views beyond their own. */
export function viewChanger({ staff }: Pick<StaffContext, 'staff'>) {
  return {
    staffId: staff.id,
    mayShare: reachOf('views.share', staff.roles) !== null,
    mayGovern: reachOf('views.lock', staff.roles) !== null,
  }
}

/** The views of a page: the one to start with is the caller's choice, else the default of their first role. */
export async function readViews(context: StaffContext, { page }: z.infer<typeof ViewsOfPage>) {
  const views = await listViews(context, page)
  const start = startOf(context, views)
  return views.map((view) => asShown(context, view, start))
}

export async function readView(context: StaffContext, { id }: z.infer<typeof OneView>) {
  const view = found(await findView(context, id), 'view')
  return asShown(context, view, startOf(context, await listViews(context, view.page)))
}

function startOf({ staff }: StaffContext, views: readonly ViewRow[]): string | null {
  const chosen = views.find(({ isChosen }) => isChosen)
  if (chosen) return chosen.id
  for (const role of staff.roles) {
    const view = views.find(({ defaultFor }) => defaultFor.includes(role))
    if (view) return view.id
  }
  return null
}

function asShown(context: StaffContext, view: ViewRow, start: string | null) {
  const { ownerId, isChosen: _, changedAt, ...shown } = view
  const changer = viewChanger(context)
  const isMine = ownerId === context.staff.id
  return {
    ...shown,
    isMine,
    isDefault: view.id === start,
    changedAt: changedAt.toISOString(),
    mayChange: viewChangeRefusal(view, changer) === null,
    mayShare: changer.mayShare && (isMine || view.sharing !== 'mine'),
  }
}
