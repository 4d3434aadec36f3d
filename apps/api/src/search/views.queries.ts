import type { Role } from '@banyan/domain/access/roles'
import type { ViewBody, ViewPage, ViewSharing } from '@banyan/domain/search/saved-view'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

export interface ViewRow {
  id: string
  page: ViewPage
  name: string
  ownerId: string
  madeBy: string
  sharing: ViewSharing
  branchId: string | null
  branchName: string | null
  isLocked: boolean
  defaultFor: Role[]
  body: ViewBody
  version: number
  changedAt: Date
  isChosen: boolean
}

type Viewer = Pick<StaffContext, 'tx' | 'institution' | 'staff'>

/** The caller's branch and all above it: what is shared there is shared with the caller. */
const branchesAbove = ({ institution, staff }: Viewer) => sql`(
  with recursive above as (
    select b.id, b.parent_id from branch b where b.institution_id = ${institution.id} and b.id = ${staff.branchId}::uuid
    union
    select b.id, b.parent_id from branch b join above on b.id = above.parent_id where b.institution_id = ${institution.id}
  ) select id from above)`

function selectViews(viewer: Viewer) {
  const { institution, staff } = viewer
  return sql`
    select v.id, v.page, v.name, v.owner_id, o.name as made_by, v.sharing, v.branch_id, b.name as branch_name, v.is_locked,
      v.default_for, v.body, v.version, v.changed_at, k.view_id is not null as is_chosen
    from saved_view v
    join staff o on o.institution_id = v.institution_id and o.id = v.owner_id
    left join branch b on b.institution_id = v.institution_id and b.id = v.branch_id
    left join chosen_view k on k.institution_id = v.institution_id and k.view_id = v.id and k.staff_id = ${staff.id}::uuid
    where v.institution_id = ${institution.id} and (v.owner_id = ${staff.id}::uuid or v.sharing = 'institution'
      or (v.sharing = 'branch' and v.branch_id in ${branchesAbove(viewer)}))`
}

/** The views of a page that the caller may use: their own, their branch's and the institution's. */
export async function listViews(viewer: Viewer, page: ViewPage): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`${selectViews(viewer)} and v.page = ${page}
    order by array_position(array['mine', 'branch', 'institution'], v.sharing), v.name, v.id`.execute(
    viewer.tx,
  )
  return rows
}

/** One view that the caller may use; `lock` holds it for a change. */
export async function findView(
  viewer: Viewer,
  id: string,
  { lock = false } = {},
): Promise<ViewRow | undefined> {
  const { rows } = await sql<ViewRow>`${selectViews(viewer)} and v.id = ${id}::uuid
    ${lock ? sql`for update of v` : sql``}`.execute(viewer.tx)
  return rows[0]
}

export async function countViews({ tx, institution, staff }: Viewer): Promise<number> {
  const { count } = await tx
    .selectFrom('savedView')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('institutionId', '=', institution.id)
    .where('ownerId', '=', staff.id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function isNameTaken(
  { tx, institution }: Viewer,
  view: { page: string; name: string; ownerId: string; exceptId: string | null },
): Promise<boolean> {
  const row = await tx
    .selectFrom('savedView')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('page', '=', view.page)
    .where('ownerId', '=', view.ownerId)
    .where('name', '=', view.name)
    .executeTakeFirst()
  return row !== undefined && row.id !== view.exceptId
}

export async function insertView(
  { tx, institution, staff }: Viewer,
  view: { id: string; page: ViewPage; name: string; body: ViewBody; at: Date },
): Promise<void> {
  const { id, page, name, body, at } = view
  await tx
    .insertInto('savedView')
    .values({
      institutionId: institution.id,
      id,
      page,
      name,
      ownerId: staff.id,
      sharing: 'mine',
      body: JSON.stringify(body),
      changedAt: at,
    })
    .execute()
}

export interface ViewChange {
  name?: string
  body?: ViewBody
  sharing?: ViewSharing
  branchId?: string | null
  isLocked?: boolean
  defaultFor?: string[]
}

/** Keeps a change of a locked view; gives its new version. */
export async function updateView(
  { tx, institution }: Viewer,
  id: string,
  { body, ...change }: ViewChange,
  at: Date,
): Promise<number> {
  const { version } = await tx
    .updateTable('savedView')
    .set((eb) => ({
      ...change,
      ...(body ? { body: JSON.stringify(body) } : {}),
      changedAt: at,
      version: eb('version', '+', 1),
    }))
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

export async function deleteView({ tx, institution }: Viewer, id: string): Promise<void> {
  await tx
    .deleteFrom('savedView')
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** The roles go over from whichever view of the page was their default. */
export async function takeDefaults(
  { tx, institution }: Viewer,
  page: string,
  id: string,
  roles: readonly string[],
): Promise<void> {
  await sql`
    update saved_view set default_for = array(select unnest(default_for) except select unnest(${[...roles]}::text[])), version = version + 1
    where institution_id = ${institution.id} and page = ${page} and id <> ${id}::uuid and default_for && ${[...roles]}::text[]`.execute(
    tx,
  )
}

/** The view the caller starts a page with; null: the default again. */
export async function setChosenView(
  { tx, institution, staff }: Viewer,
  page: string,
  viewId: string | null,
): Promise<void> {
  if (viewId === null) {
    await tx
      .deleteFrom('chosenView')
      .where('institutionId', '=', institution.id)
      .where('staffId', '=', staff.id)
      .where('page', '=', page)
      .execute()
    return
  }
  await tx
    .insertInto('chosenView')
    .values({ institutionId: institution.id, staffId: staff.id, page, viewId })
    .onConflict((c) => c.columns(['institutionId', 'staffId', 'page']).doUpdateSet({ viewId }))
    .execute()
}
