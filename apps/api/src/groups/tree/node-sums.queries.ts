import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

/** What a member adds to everyone above it, or what a subtree adds up to. Money in fen. */
export interface NodeSum {
  customerId: string
  members: number
  balance: number
  reserved: number
  overdue: number
  guaranteed: number
  loans: number
  normal: number
  specialMention: number
  substandard: number
  doubtful: number
  loss: number
}

const sumColumns = sql`s.members, s.balance, s.reserved, s.overdue, s.guaranteed, s.loans, s.normal,
  s.special_mention as "specialMention", s.substandard, s.doubtful, s.loss`

/** What every member of a group adds by itself. */
export async function listOwnSums(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<NodeSum[]> {
  const { rows } = await sql<NodeSum>`
    select n.customer_id as "customerId", 1 as members, n.balance, n.reserved, n.overdue, n.guaranteed, n.loans,
      (n.tier = 1)::integer as normal, (n.tier = 2)::integer as "specialMention", (n.tier = 3)::integer as substandard,
      (n.tier = 4)::integer as doubtful, (n.tier = 5)::integer as loss
    from group_node n where n.institution_id = ${institutionId} and n.group_id = ${groupId}`.execute(
    tx,
  )
  return rows
}

/** The kept sums of the members of a group. */
export async function listKeptSums(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<NodeSum[]> {
  const { rows } = await sql<NodeSum>`
    select s.customer_id as "customerId", ${sumColumns} from group_node n
    join node_sum s on s.institution_id = n.institution_id and s.customer_id = n.customer_id
    where n.institution_id = ${institutionId} and n.group_id = ${groupId}`.execute(tx)
  return rows
}

const columns: Columns<NodeSum & { institutionId: string; groupId: string }> = {
  institutionId: 'uuid',
  customerId: 'uuid',
  groupId: 'uuid',
  members: 'integer',
  balance: 'bigint',
  reserved: 'bigint',
  overdue: 'bigint',
  guaranteed: 'bigint',
  loans: 'integer',
  normal: 'integer',
  specialMention: 'integer',
  substandard: 'integer',
  doubtful: 'integer',
  loss: 'integer',
}

/** Puts these sums in place of what was kept for their members. */
export async function setSums(
  tx: Tx,
  institutionId: string,
  groupId: string,
  sums: readonly NodeSum[],
): Promise<void> {
  for (let at = 0; at < sums.length; at += 5_000) {
    const some = sums.slice(at, at + 5_000)
    await sql`
      delete from node_sum where institution_id = ${institutionId}
        and customer_id = any(${some.map(({ customerId }) => customerId)}::uuid[])`.execute(tx)
    await insertRows(
      tx,
      'nodeSum',
      columns,
      some.map((sum) => ({ ...sum, institutionId, groupId })),
    )
  }
}

/** What a customer and everything below it in its group add up to: one read by primary key. */
export async function findSum(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<Omit<NodeSum, 'customerId'> | undefined> {
  const { rows } = await sql<Omit<NodeSum, 'customerId'>>`/* prepared */
    select ${sumColumns} from node_sum s
    where s.institution_id = ${institutionId} and s.customer_id = ${customerId}`.execute(tx)
  return rows[0]
}
