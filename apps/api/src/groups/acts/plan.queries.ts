import { type Tx, uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { MemberMove, ParentMove } from '@banyan/domain/groups/group-plan'
import { sql } from 'kysely'
import { inScope } from '../../access/access.queries.ts'
import type { Scope } from '../../access/staff-context.ts'
import { groupingKinds } from '../groups.queries.ts'

export interface ActParty {
  id: string
  number: string
  name: string
  kind: string
  groupId: string | null
  branchId: string
  officerId: string | null
}

/** Customers with the group they stand in now; `within` leaves out those beyond the caller's reach. */
export function listActParties(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  within?: Scope,
): Promise<ActParty[]> {
  let query = tx
    .selectFrom('customer')
    .leftJoin('groupMember', (join) =>
      join
        .onRef('groupMember.institutionId', '=', 'customer.institutionId')
        .onRef('groupMember.customerId', '=', 'customer.id')
        .on('groupMember.validTo', 'is', null)
        .on('groupMember.knownTo', 'is', null),
    )
    .select(['customer.id', 'customer.number', 'customer.name', 'customer.kind'])
    .select(['groupMember.groupId', 'customer.branchId', 'customer.officerId'])
    .where('customer.institutionId', '=', institutionId)
    .where(sql<boolean>`customer.id = any(${ids}::uuid[])`)
    .orderBy('customer.number')
  if (within) {
    query = query.where((eb) =>
      inScope(eb, within, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
  }
  return query.execute()
}

/** These customers and everyone below them in the trees of their groups. */
export async function listSubtrees(
  tx: Tx,
  institutionId: string,
  tops: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select unnest(${tops}::uuid[]) as id
      union
      select node.customer_id from group_node node
      join below on node.institution_id = ${institutionId} and node.parent_id = below.id
    ) select id from below order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function listMemberIds(
  tx: Tx,
  institutionId: string,
  groupIds: readonly string[],
): Promise<{ customerId: string; groupId: string }[]> {
  return tx
    .selectFrom('groupMember')
    .select(['customerId', 'groupId'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`group_id = any(${groupIds}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .orderBy('customerId')
    .execute()
}

export interface ActGroup {
  id: string
  number: string
  name: string
  status: 'proposed' | 'confirmed' | 'dissolved'
  rootKind: string | null
  members: number
}

export async function listActGroups(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<ActGroup[]> {
  const { rows } = await sql<ActGroup>`
    select grp.id, grp.number, grp.name, grp.status, root.kind as "rootKind", (
      select count(*)::int from group_member m where m.institution_id = grp.institution_id
        and m.group_id = grp.id and m.valid_to is null and m.known_to is null) as members
    from customer_group grp
    left join customer root on root.institution_id = grp.institution_id and root.id = grp.root_customer_id
    where grp.institution_id = ${institutionId} and grp.id = any(${ids}::uuid[])
    order by grp.id`.execute(tx)
  return rows
}

/** Holds the groups until the transaction ends, in ascending order, so that acts never wait in a ring. */
export async function lockGroupsInOrder(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    select id from customer_group where institution_id = ${institutionId} and id = any(${ids}::uuid[])
    order by id for no key update`.execute(tx)
}

/** Holds the customers who move, in ascending order: whoever weighs one of them waits for the new group. */
export async function lockCustomersInOrder(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    select id from customer where institution_id = ${institutionId} and id = any(${ids}::uuid[])
    order by id for no key update`.execute(tx)
}

export async function listParentChoices(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('parentChoice')
    .select(['customerId', 'parentId'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
  return new Map(rows.map(({ customerId, parentId }) => [customerId, parentId]))
}

/** Whether ownership or control ties this holder to this customer on the day. */
export async function isHolder(
  tx: Tx,
  institutionId: string,
  { holder, held, day }: { holder: string; held: string; day: Day },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from relation
    where institution_id = ${institutionId} and from_id = ${holder} and to_id = ${held}
      and kind = any(${groupingKinds}) and known_to is null and valid_from <= ${day}
      and (valid_to is null or valid_to >= ${day}) limit 1`.execute(tx)
  return rows.length > 0
}

export interface ActCarriedOut {
  id: string
  number: string
  day: Day
  at: Date
}

/** Memberships end and begin on the day; what was believed until now stays readable beside it. */
export async function moveMembers(
  tx: Tx,
  institutionId: string,
  moves: readonly MemberMove[],
  { number, day, at }: ActCarriedOut,
): Promise<void> {
  const leaving = moves.filter(({ from }) => from !== null).map(({ customerId }) => customerId)
  await sql`
    with ended as (
      update group_member set known_to = ${at}
      where institution_id = ${institutionId} and customer_id = any(${leaving}::uuid[])
        and valid_to is null and known_to is null
      returning group_id, customer_id, reason, valid_from
    )
    insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, valid_to, known_from)
    select ${institutionId}, gen_random_uuid(), group_id, customer_id, reason, valid_from, ${day}::date, ${at}
    from ended where valid_from < ${day}`.execute(tx)
  const coming = moves.filter(({ to }) => to !== null)
  await sql`
    insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, known_from)
    select ${institutionId}, id, group_id, customer_id, ${number}, ${day}, ${at}
    from unnest(${coming.map(() => uuidv7())}::uuid[], ${coming.map(({ to }) => to)}::uuid[],
      ${coming.map(({ customerId }) => customerId)}::uuid[]) as coming (id, group_id, customer_id)`.execute(
    tx,
  )
}

export async function setParentChoices(
  tx: Tx,
  institutionId: string,
  moves: readonly ParentMove[],
  { id: actId, day, at }: ActCarriedOut,
): Promise<void> {
  for (const { customerId, after } of moves) {
    await sql`
      with ended as (
        update parent_choice set known_to = ${at}
        where institution_id = ${institutionId} and customer_id = ${customerId}
          and valid_to is null and known_to is null
        returning parent_id, act_id, valid_from
      )
      insert into parent_choice (institution_id, id, customer_id, parent_id, act_id, valid_from, valid_to, known_from)
      select ${institutionId}, ${uuidv7()}, ${customerId}, parent_id, act_id, valid_from, ${day}::date, ${at}
      from ended where valid_from < ${day}`.execute(tx)
    if (after === null) continue
    await tx
      .insertInto('parentChoice')
      .values({
        institutionId,
        id: uuidv7(),
        customerId,
        parentId: after,
        actId,
        validFrom: day,
        knownFrom: at,
      })
      .execute()
  }
}
