import { type Tx, uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { TreeMember } from '@banyan/domain/groups/tree-holdings'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import { asMemberElsewhere } from './member-elsewhere.ts'

export interface Membership {
  customerId: string
  groupId: string
}

export async function listMemberships(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Membership[]> {
  if (customerIds.length === 0) return []
  return tx
    .selectFrom('groupMember')
    .select(['customerId', 'groupId'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
}

export async function listGroupMembers(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<TreeMember[]> {
  const { rows } = await sql<TreeMember>`
    with member as materialized (
      select customer_id from group_member
      where institution_id = ${institutionId} and group_id = ${groupId}
        and valid_to is null and known_to is null
    )
    select named.id, named.number from member cross join lateral (
      select c.id, c.number from customer c
      where c.institution_id = ${institutionId} and c.id = member.customer_id offset 0
    ) named`.execute(tx)
  return rows
}

export interface MemberRow {
  institutionId: string
  id: string
  groupId: string
  customerId: string
  reason: string
  validFrom: Day
  knownFrom: Date
}

const memberColumns: Columns<MemberRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  groupId: 'uuid',
  customerId: 'uuid',
  reason: 'text',
  validFrom: 'date',
  knownFrom: 'timestamptz',
}

export async function insertMembers(tx: Tx, rows: readonly MemberRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 5_000)
    await insertRows(tx, 'groupMember', memberColumns, rows.slice(at, at + 5_000)).catch(
      (error: unknown) => {
        throw asMemberElsewhere(error)
      },
    )
}

/** A membership ends on a day: what was believed until now stays readable beside what is believed now. */
export async function endMembership(
  tx: Tx,
  institutionId: string,
  { groupId, customerId }: Membership,
  { on, at }: { on: Day; at: Date },
): Promise<boolean> {
  const { rows } = await sql<MemberRow>`
    update group_member set known_to = ${at}
    where institution_id = ${institutionId} and group_id = ${groupId} and customer_id = ${customerId}
      and valid_to is null and known_to is null
    returning institution_id as "institutionId", group_id as "groupId", customer_id as "customerId",
      reason, valid_from as "validFrom"`.execute(tx)
  const [member] = rows
  if (!member) return false
  const ended = { ...member, id: uuidv7(), validTo: on, knownFrom: at }
  await insertRows(tx, 'groupMember', { ...memberColumns, validTo: 'date' }, [ended])
  return true
}
