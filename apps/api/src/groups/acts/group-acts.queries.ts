import type { Tx } from '@banyan/database'
import type { GroupAct, GroupActKind, GroupActStatus } from '@banyan/domain/groups/group-act'
import type { GroupPlan } from '@banyan/domain/groups/group-plan'
import { sql } from 'kysely'
import type { Scope, StaffContext } from '../../access/staff-context.ts'

/** What is kept of an act: what was asked, and exactly what it will do. */
export interface AskedAct {
  /** Null for a reversal, which is told by the act it takes back. */
  act: GroupAct | null
  plan: GroupPlan
  /** The group that a split founds. */
  founded: { groupId: string; rootCustomerId: string; name: string } | null
}

export interface NewActRow {
  id: string
  number: string
  kind: GroupActKind
  asked: AskedAct
  reason: string
  reverses: string | null
  moveCount: number
}

export async function insertAct(
  { tx, institution, staff, now }: StaffContext,
  row: NewActRow,
): Promise<void> {
  await tx
    .insertInto('groupAct')
    .values({
      institutionId: institution.id,
      ...row,
      asked: JSON.stringify(row.asked),
      status: 'waiting',
      madeBy: staff.id,
      madeAt: now(),
    })
    .execute()
}

export async function insertActGroups(
  tx: Tx,
  institutionId: string,
  actId: string,
  groupIds: readonly string[],
): Promise<void> {
  if (groupIds.length === 0) return
  const rows = groupIds.map((groupId) => ({ institutionId, actId, groupId }))
  await tx
    .insertInto('groupActGroup')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface ActRow {
  id: string
  number: string
  kind: GroupActKind
  status: GroupActStatus
  asked: AskedAct
  reason: string
  reverses: string | null
  moveCount: number
  madeBy: string
  madeAt: Date
}

/** Holds the act until the transaction ends, so that it is decided once. */
export function lockAct(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('groupAct')
    .select(['id', 'number', 'kind', 'status', 'asked', 'reason', 'reverses', 'moveCount'])
    .select(['madeBy', 'madeAt'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .$castTo<ActRow>()
    .executeTakeFirst()
}

export async function setActStatus(
  tx: Tx,
  institutionId: string,
  id: string,
  change: { status: GroupActStatus; preview: unknown },
): Promise<void> {
  await tx
    .updateTable('groupAct')
    .set({ status: change.status, preview: JSON.stringify(change.preview ?? null) })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function insertActDecision(
  { tx, institution, staff, now }: StaffContext,
  row: { actId: string; makerId: string; outcome: 'approved' | 'refused'; note: string },
): Promise<void> {
  await tx
    .insertInto('groupActDecision')
    .values({ institutionId: institution.id, ...row, checkerId: staff.id, decidedAt: now() })
    .execute()
}

/** An act is within reach when a customer it moves, or a present member of a group it touches, is. */
function actInScope(scope: Scope) {
  if (scope.reach === 'institution') return sql<boolean>`true`
  const mine =
    scope.reach === 'own'
      ? sql`c.officer_id = ${scope.staffId}`
      : sql`c.branch_id = any(${scope.branchIds}::uuid[])`
  return sql<boolean>`(act.made_by = ${scope.staffId} or exists (
    select from group_act_group g join group_member m on m.institution_id = g.institution_id and m.group_id = g.group_id
      and m.valid_to is null and m.known_to is null
    join customer c on c.institution_id = m.institution_id and c.id = m.customer_id
    where g.institution_id = act.institution_id and g.act_id = act.id and ${mine}))`
}

export interface ActFilter {
  status?: GroupActStatus | undefined
  groupId?: string | undefined
  mine?: boolean | undefined
  id?: string | undefined
  after?: { id: string } | undefined
  limit: number
}

export interface ListedAct extends ActRow {
  maker: string
  checker: string | null
  decidedAt: Date | null
  note: string | null
  preview: unknown
  reversesNumber: string | null
  reversedByNumber: string | null
  groups: { id: string; number: string; name: string; kind: string | null }[]
}

/** Newest first, each with its groups and who decided; the preview only of one that is asked for by id. */
export async function listActs(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  filter: ActFilter,
): Promise<ListedAct[]> {
  const { status, groupId, mine, id, after, limit } = filter
  const { rows } = await sql<ListedAct>`
    select act.id, act.number, act.kind, act.status, act.asked, act.reason, act.reverses,
      act.move_count as "moveCount", act.made_by as "madeBy", act.made_at as "madeAt",
      case when ${id ?? null}::uuid is null then null else act.preview end as preview,
      maker.name as maker, checker.name as checker, decision.decided_at as "decidedAt", decision.note,
      reversed.number as "reversesNumber", reversal.number as "reversedByNumber",
      coalesce((select json_agg(json_build_object('id', grp.id, 'number', grp.number, 'name', grp.name,
          'kind', root.kind) order by grp.number)
        from group_act_group touched
        join customer_group grp on grp.institution_id = touched.institution_id and grp.id = touched.group_id
        left join customer root on root.institution_id = grp.institution_id and root.id = grp.root_customer_id
        where touched.institution_id = act.institution_id and touched.act_id = act.id), '[]') as groups
    from group_act act
    join staff maker on maker.institution_id = act.institution_id and maker.id = act.made_by
    left join group_act_decision decision on decision.institution_id = act.institution_id and decision.act_id = act.id
    left join staff checker on checker.institution_id = act.institution_id and checker.id = decision.checker_id
    left join group_act reversed on reversed.institution_id = act.institution_id and reversed.id = act.reverses
    left join group_act reversal on reversal.institution_id = act.institution_id and reversal.reverses = act.id
      and reversal.status in ('waiting', 'approved')
    where act.institution_id = ${institutionId} and ${actInScope(scope)}
      and (${status ?? null}::text is null or act.status = ${status ?? null})
      and (${id ?? null}::uuid is null or act.id = ${id ?? null})
      and (${after?.id ?? null}::uuid is null or act.id < ${after?.id ?? null})
      and (${mine ?? false} = false or act.made_by = ${scope.staffId})
      and (${groupId ?? null}::uuid is null or exists (
        select from group_act_group touched where touched.institution_id = act.institution_id
          and touched.act_id = act.id and touched.group_id = ${groupId ?? null}))
    order by act.id desc limit ${limit}`.execute(tx)
  return rows
}

/** Acts that wait on any of these groups, but for one. */
export async function countOtherWaiting(
  tx: Tx,
  institutionId: string,
  groupIds: readonly string[],
  except: string | null,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct act.id)::int as count from group_act act
    join group_act_group touched on touched.institution_id = act.institution_id and touched.act_id = act.id
    where act.institution_id = ${institutionId} and act.status = 'waiting'
      and touched.group_id = any(${groupIds}::uuid[])
      and act.id is distinct from ${except}::uuid`.execute(tx)
  return rows[0]?.count ?? 0
}
