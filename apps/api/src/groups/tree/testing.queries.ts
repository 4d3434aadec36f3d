import { type Tx, uuidv7 } from '@banyan/database'
import { sql } from 'kysely'

/** Ways of asking and writing that trees are measured against. */

export async function readByKey(tx: Tx, institutionId: string, id: string): Promise<void> {
  await sql`select id, name from customer where institution_id = ${institutionId} and id = ${id}`.execute(
    tx,
  )
}

/** What one writes first: rows by recursion, an object each. */
export async function readByRecursion(tx: Tx, institutionId: string, top: string): Promise<number> {
  const { rows } = await sql`
    with recursive tree as (
      select n.customer_id, 0 as depth from group_node n
      where n.institution_id = ${institutionId} and n.customer_id = ${top}
      union all
      select n.customer_id, tree.depth + 1 from group_node n
      join tree on n.institution_id = ${institutionId} and n.parent_id = tree.customer_id
    )
    select tree.depth, n.customer_id, n.parent_id, n.direct_percent, n.number, n.name, n.kind, n.status, n.branch_id, n.officer_id,
      n.balance, n.reserved, n.overdue, n.tier, n.loans
    from tree join group_node n on n.institution_id = ${institutionId} and n.customer_id = tree.customer_id`.execute(
    tx,
  )
  return rows.length
}

export async function sumByRecursion(tx: Tx, institutionId: string, top: string): Promise<void> {
  await sql`
    with recursive tree as (
      select n.customer_id, n.balance from group_node n
      where n.institution_id = ${institutionId} and n.customer_id = ${top}
      union all
      select n.customer_id, n.balance from group_node n
      join tree on n.institution_id = ${institutionId} and n.parent_id = tree.customer_id
    )
    select sum(balance), count(*) from tree`.execute(tx)
}

export async function writeOneRow(tx: Tx, institutionId: string, id: string): Promise<void> {
  await sql`
    update group_node set direct_percent = 1
    where institution_id = ${institutionId} and customer_id = ${id}`.execute(tx)
}

export async function lowerBalance(tx: Tx, institutionId: string, id: string): Promise<void> {
  await sql`
    update loan set balance = balance - 1000
    where institution_id = ${institutionId} and customer_id = ${id}`.execute(tx)
}

export async function insertHolding(
  tx: Tx,
  institutionId: string,
  holding: { holder: string; held: string; percent: number; staffId: string; at: Date },
): Promise<void> {
  const { holder, held, percent, staffId, at } = holding
  await tx
    .insertInto('relation')
    .values({
      institutionId,
      id: uuidv7(),
      fromId: holder,
      toId: held,
      kind: 'ownership',
      percent,
      validFrom: '2026-01-01',
      knownFrom: at,
      source: 'bench',
      createdBy: staffId,
    })
    .execute()
}
