import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { GraphRelation } from '@banyan/domain/groups/graph-relation'
import type { Holding } from '@banyan/domain/groups/tree-holdings'
import { type RawBuilder, sql } from 'kysely'
import { groupingKinds } from '../groups.queries.ts'

export interface GroupQuestion {
  institutionId: string
  groupId: string
  day: Day
}

/** Relations that hold on a day, as known now. */
const holds = (day: Day) => sql`r.kind = any(${groupingKinds}) and r.known_to is null
  and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to >= ${day})`

const present = (alias: string, { institutionId, groupId }: GroupQuestion) => {
  const member = sql.raw(alias)
  return sql`${member}.institution_id = ${institutionId} and ${member}.group_id = ${groupId}
    and ${member}.valid_to is null and ${member}.known_to is null`
}

/** Ownership and control between members of a group. */
export async function listGroupRelations(
  tx: Tx,
  question: GroupQuestion,
): Promise<GraphRelation[]> {
  const { institutionId, day } = question
  // Told apart here and not by a join: of rows just written the planner knows nothing, and loops over every pair.
  const members = await sql<{ id: string }>`
    select member.customer_id as id from group_member member where ${present('member', question)}`.execute(
    tx,
  )
  const { rows } = await sql<GraphRelation>`
    with giver as materialized (
      select member.customer_id from group_member member where ${present('member', question)}
    )
    select r.kind, r.from_id as from, r.to_id as to, r.percent from giver cross join lateral (
      select * from relation r
      where r.institution_id = ${institutionId} and r.from_id = giver.customer_id and ${holds(day)} offset 0
    ) r`.execute(tx)
  const known = new Set(members.rows.map(({ id }) => id))
  return rows.filter(({ to }) => known.has(to))
}

/** The holders that persons chose as parents in a group, by held. */
export async function listGroupChoices(
  tx: Tx,
  question: GroupQuestion,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ held: string; holder: string }>`
    select c.customer_id as held, c.parent_id as holder from parent_choice c
    join group_member member on member.institution_id = c.institution_id and member.customer_id = c.customer_id
    where ${present('member', question)} and c.valid_to is null and c.known_to is null`.execute(tx)
  return new Map(rows.map(({ held, holder }) => [held, holder]))
}

/** What decides where one member hangs, when nothing in its group stands in the way of telling it alone. */
export interface HoldersOfNode {
  customerId: string
  slot: number
  parentId: string | null
  percent: number | null
  otherParents: readonly string[]
  /** Distinct holders in the group, in the order in which they claim to be its parent. */
  holders: readonly { id: string; slot: number; percent: number | null }[]
  /** Cycles, choices of persons, shares beyond the whole or held by itself: the whole tree has to be told anew. */
  isEntangled: boolean
}

/** How a member hangs, and who holds it. */
export async function findHoldersOfNode(
  tx: Tx,
  question: GroupQuestion,
  customerId: string,
): Promise<HoldersOfNode | undefined> {
  const { institutionId, groupId } = question
  const { rows } = await sql<HoldersOfNode>`/* prepared */
    select n.customer_id as "customerId", n.slot, n.parent_id as "parentId",
      n.direct_percent as percent, n.other_parents as "otherParents",
      coalesce(held.holders, '[]') as holders,
      coalesce(held.whole, 0) > 100000000 or jsonb_array_length(g.closing_edges) > 0
        or g.warnings @> jsonb_build_array(jsonb_build_object('id', n.customer_id))
        or exists (select from parent_choice c where c.institution_id = ${institutionId} and c.customer_id = n.customer_id
          and c.valid_to is null and c.known_to is null)
        or exists (select from relation r where r.institution_id = ${institutionId} and r.from_id = n.customer_id
          and r.to_id = n.customer_id and ${holds(question.day)})
        or ${standsAbove(question, sql`n.customer_id`)} as "isEntangled"
    from group_node n
    join customer_group g on g.institution_id = n.institution_id and g.id = n.group_id
    left join lateral (
      select sum(best.percent) as whole, jsonb_agg(jsonb_build_object('id', best.id, 'slot', best.slot, 'percent', best.percent)
        order by best.percent desc nulls last, length(best.number), best.number collate "C") as holders
      from (
        select holder.customer_id as id, holder.slot, holder.number, max(r.percent) as percent from relation r
        join group_node holder on holder.institution_id = r.institution_id and holder.customer_id = r.from_id and holder.group_id = ${groupId}
        where r.institution_id = ${institutionId} and r.to_id = n.customer_id and r.from_id <> r.to_id and ${holds(question.day)}
        group by holder.customer_id, holder.slot, holder.number
      ) best
    ) held on true
    where n.institution_id = ${institutionId} and n.group_id = ${groupId} and n.customer_id = ${customerId}`.execute(
    tx,
  )
  return rows[0]
}

/** Whether a member stands above itself through any of its holders. */
function standsAbove({ institutionId, day }: GroupQuestion, customerId: RawBuilder<unknown>) {
  const holder = (below: RawBuilder<unknown>) => sql`select r.from_id as id from relation r
    where r.institution_id = ${institutionId} and r.to_id = ${below} and r.from_id <> r.to_id and ${holds(day)}`
  return sql`exists (
    with recursive above as (
      ${holder(customerId)}
      union
      select up.id from above cross join lateral (${holder(sql`above.id`)} offset 0) up
    )
    select from above where above.id = ${customerId})`
}

/** As a tree reads them: a relation of unknown share counts as a holding of unknown share. */
export function treeHoldings(relations: readonly GraphRelation[]): Holding[] {
  return relations.map(({ from, to, percent }) => ({
    holder: from,
    held: to,
    percent: percent ?? null,
  }))
}
