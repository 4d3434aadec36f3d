import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Holding, TreeMember } from '@banyan/domain/groups/tree-holdings'
import { rate } from '@banyan/domain/rate'
import { type RelationKind, relationRules } from '@banyan/domain/groups/relation'
import { sql } from 'kysely'

export const groupingKinds = (Object.keys(relationRules) as RelationKind[]).filter(
  (kind) => relationRules[kind].isGrouping,
)

/** Relations that hold on a day, as known now. */
const holds = (day: Day) =>
  sql<boolean>`relation.known_to is null and relation.valid_from <= ${day}
    and (relation.valid_to is null or relation.valid_to >= ${day})`

/** Everyone whom ownership or control connects with these customers, themselves among them. */
export async function listConnected(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
  day: Day,
): Promise<TreeMember[]> {
  const leadsOn = sql`relation.institution_id = connected.institution_id
    and relation.kind = any(${groupingKinds}) and ${holds(day)}`
  const { rows } = await sql<TreeMember>`
    with recursive connected as (
      select ${institutionId}::uuid as institution_id, unnest(${customerIds}::uuid[]) as id
      union
      select connected.institution_id, step.id from connected cross join lateral (
        select relation.to_id as id from relation where relation.from_id = connected.id and ${leadsOn}
        union all
        select relation.from_id from relation where relation.to_id = connected.id and ${leadsOn}
      ) step
    )
    select customer.id, customer.number from connected
    join customer on customer.institution_id = ${institutionId} and customer.id = connected.id`.execute(
    tx,
  )
  return rows
}

export async function listHoldings(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
  day: Day,
): Promise<Holding[]> {
  const { rows } = await sql<{ holder: string; held: string; percent: number | null }>`
    select relation.from_id as holder, relation.to_id as held, relation.percent
    from relation
    where relation.institution_id = ${institutionId} and relation.kind = any(${groupingKinds})
      and relation.from_id = any(${customerIds}::uuid[]) and relation.to_id = any(${customerIds}::uuid[])
      and ${holds(day)}`.execute(tx)
  return rows.map(({ holder, held, percent }) => ({
    holder,
    held,
    percent: percent === null ? null : rate(percent),
  }))
}

export function getCustomerHead(tx: Tx, institutionId: string, customerId: string) {
  return tx
    .selectFrom('customer')
    .select(['id', 'number', 'kind', 'name', 'nameSort', 'branchId', 'officerId'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', customerId)
    .executeTakeFirst()
}

/** Customers that an outside id, a credit code or an LEI names; more than one where sources share an id. */
export async function listNamedCustomers(
  tx: Tx,
  institutionId: string,
  text: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select reference.entity_id as id from external_reference reference
    where reference.institution_id = ${institutionId} and reference.kind = 'customer'
      and reference.external_id = ${text}
    union
    select customer.id from customer
    where customer.institution_id = ${institutionId}
      and (customer.credit_code = ${text.toUpperCase()} or customer.lei = ${text.toUpperCase()})
    order by 1`.execute(tx)
  return rows.map(({ id }) => id)
}

export interface NewGroupRow {
  institutionId: string
  id: string
  number: string
  name: string
  nameSort: string
  status: string
  rootCustomerId: string | null
  leadBranchId: string
  leadOfficerId: string | null
  madeBy: string
  madeAt: Date
  confirmedBy?: string
}

export async function insertGroup(tx: Tx, row: NewGroupRow): Promise<void> {
  await tx.insertInto('customerGroup').values(row).execute()
}

export interface GroupNameRow {
  institutionId: string
  id: string
  party: string
  partyId: string
  kind: string
  name: string
  plain: string
  grams: number[]
  pinyin: string
  initials: string
  branchId: string | null
  officerId: string | null
}

export async function insertGroupName(tx: Tx, row: GroupNameRow): Promise<void> {
  await tx.insertInto('partyName').values(row).execute()
}

export interface GroupShape {
  memberCount: number
  rootCustomerId: string | null
  closingEdges: string
  warnings: string
}

export async function setGroupShape(
  tx: Tx,
  institutionId: string,
  groupId: string,
  shape: GroupShape,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set(shape)
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

/** Holds the group until the transaction ends. */
export function lockGroup(tx: Tx, institutionId: string, groupId: string) {
  return tx
    .selectFrom('customerGroup')
    .select([
      'id',
      'number',
      'name',
      'status',
      'madeBy',
      'confirmedBy',
      'rootCustomerId',
      'memberCount',
    ])
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function setGroupStatus(
  tx: Tx,
  institutionId: string,
  groupId: string,
  status: string,
  confirmedBy: string | null,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status, confirmedBy })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

/** A rule or a person changed who belongs: another person has to confirm again. */
export async function setGroupProposed(
  tx: Tx,
  institutionId: string,
  groupId: string,
  madeBy: string,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status: 'proposed', madeBy, confirmedBy: null })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

export async function setLead(
  tx: Tx,
  institutionId: string,
  groupId: string,
  leadBranchId: string,
  leadOfficerId: string | null,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ leadBranchId, leadOfficerId })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

export interface NewLimitRow {
  institutionId: string
  id: string
  groupId: string
  amount: number
  isRevolving: boolean
  validFrom: Day
  setBy: string
  setAt: Date
  note: string
}

export async function insertLimit(tx: Tx, row: NewLimitRow): Promise<void> {
  await tx
    .updateTable('groupLimit')
    .set({ validTo: row.validFrom })
    .where('institutionId', '=', row.institutionId)
    .where('groupId', '=', row.groupId)
    .where('validTo', 'is', null)
    .execute()
  await tx.insertInto('groupLimit').values(row).execute()
}
