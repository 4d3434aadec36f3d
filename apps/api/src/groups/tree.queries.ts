import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { groupingKinds } from './groups.queries.ts'

/** The limit of a group on a day, or null where none was set. */
export async function findLimit(tx: Tx, institutionId: string, groupId: string, day: Day) {
  return tx
    .selectFrom('groupLimit')
    .modifyFront(sql`/* prepared */`)
    .select(['amount', 'isRevolving', 'validFrom', 'note'])
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .where('validFrom', '<=', day)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', day)]))
    .orderBy('setAt', 'desc')
    .executeTakeFirst()
}

/** In larger groups the other holders of a member are asked for one by one. */
const mostOtherHolders = 2_000

/** Who holds a member besides its parent in the tree, largest share first; an unknown share last. */
export async function listOtherHolders(tx: Tx, institutionId: string, groupId: string, day: Day) {
  const { rows } = await sql<{
    held: string
    holder: string
    percent: number | null
  }>`/* prepared */
    select n.customer_id as held, other.id as holder, max(r.percent)::float8 as percent
    from (
      select customer_id, slot, other_parents from group_node
      where institution_id = ${institutionId} and group_id = ${groupId} and other_parents <> '{}'
      order by slot limit ${mostOtherHolders}
    ) n
    cross join unnest(n.other_parents) as other (id)
    left join lateral (
      select holding.percent from relation holding
      where holding.institution_id = ${institutionId} and holding.from_id = other.id and holding.to_id = n.customer_id
        and holding.kind = any(${groupingKinds}) and holding.known_to is null
        and holding.valid_from <= ${day} and (holding.valid_to is null or holding.valid_to >= ${day})
    ) r on true
    group by n.customer_id, n.slot, other.id
    order by n.slot, percent desc nulls last, other.id
    limit ${mostOtherHolders}`.execute(tx)
  return rows
}

/** Guarantees in force that a member of the group gives. */
export async function listGuarantees(tx: Tx, institutionId: string, groupId: string, day: Day) {
  const { rows } = await sql<{ from: string; to: string; amount: number | null }>`/* prepared */
    select r.from_id as from, r.to_id as to, r.amount from relation r
    join group_node n on n.institution_id = r.institution_id and n.customer_id = r.from_id and n.group_id = ${groupId}
    where r.institution_id = ${institutionId} and r.kind = 'guarantee' and r.known_to is null
      and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to >= ${day})`.execute(tx)
  return rows
}
