import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** Every row of the tables that a customer leaves something in, as text: what a copy of the database shows. */
export async function dumpCustomers(tx: Tx): Promise<string> {
  const tables = [
    'customer',
    'customer_version',
    'party_key',
    'party_name',
    'audit_event',
    'idempotency_key',
    'document',
    'document_content',
  ]
  const texts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ text: string }>`
        select t::text as text
        from ${sql.table(table)} t`.execute(tx)
      return rows.map(({ text }) => text).join('\n')
    }),
  )
  return texts.join('\n')
}

export async function swapPersonalData(tx: Tx, one: string, other: string): Promise<void> {
  await sql`
    update customer c set pii = o.pii from customer o
    where c.id = any(${[one, other]}::uuid[]) and o.id = any(${[one, other]}::uuid[]) and o.id <> c.id`.execute(
    tx,
  )
}

export async function countCustomers(tx: Tx): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from customer) as customers, (select count(*) from customer_version) as versions,
      (select count(*) from party_name) as names, (select count(*) from party_key) as keys,
      (select count(*) from licence) as licences, (select count(*) from contact) as contacts,
      (select count(*) from document) as documents`.execute(tx)
  return rows[0] ?? {}
}

export async function namesOf(tx: Tx, customerId: string) {
  return tx
    .selectFrom('partyName')
    .select(['kind', 'name', 'pinyin', 'initials', 'grams', 'branchId', 'officerId'])
    .where('partyId', '=', customerId)
    .orderBy('kind')
    .execute()
}
