import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

interface Holdings {
  id: string
  balance: number
  loans: number
  applications: number
  contacts: number
  names: number
  parent: string | null
}

/** How some customers stand: what is theirs, what relates them now, what their group owes. */
export async function standingOf(tx: Tx, institutionId: string, ids: readonly string[]) {
  const given = sql`${[...ids]}::uuid[]`
  const { rows: customers } = await sql<Holdings>`
    select c.id,
      (select coalesce(sum(balance), 0)::bigint from loan where customer_id = c.id) as balance,
      (select count(*)::int from loan where customer_id = c.id) as loans,
      (select count(*)::int from application where customer_id = c.id) as applications,
      (select count(*)::int from contact where customer_id = c.id) as contacts,
      (select count(*)::int from party_name where party_id = c.id) as names,
      (select parent_id from group_node where customer_id = c.id) as parent
    from customer c where c.institution_id = ${institutionId} and c.id = any(${given}) order by c.id`.execute(
    tx,
  )
  const { rows: relations } = await sql<{ line: string }>`
    select r.from_id || ' ' || r.kind || ' ' || r.to_id || ' ' || coalesce(r.percent::text, '') as line
    from relation r where r.institution_id = ${institutionId} and r.known_to is null
      and (r.from_id = any(${given}) or r.to_id = any(${given})) order by 1`.execute(tx)
  const { rows: sums } = await sql<{ total: number }>`
    select coalesce(sum(l.balance), 0)::bigint as total from loan l
    join group_member m on m.customer_id = l.customer_id and m.valid_to is null and m.known_to is null
    where l.institution_id = ${institutionId} and l.customer_id = any(${given})`.execute(tx)
  return {
    customers,
    relations: relations.map(({ line }) => line),
    groupExposure: sums[0]?.total ?? 0,
  }
}

/** Every column that leads to a customer, by its key or by its name: `table.column`. */
export async function customerColumns(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    select c.conrelid::regclass || '.' || a.attname as "column"
    from pg_constraint c
    cross join unnest(c.conkey, c.confkey) as pair(own, other)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.own
    join pg_attribute o on o.attrelid = c.confrelid and o.attnum = pair.other
    where c.contype = 'f' and c.confrelid = 'customer'::regclass and o.attname = 'id'
    union
    select table_name || '.' || column_name from information_schema.columns
    where table_schema = 'public'
      and column_name ~ '(^|_)(customer|party|debtor|guarantor|borrower)_id$'
    order by 1`.execute(tx)
  return rows.map(({ column }) => column)
}

/** Columns among these that the application may not change. */
export async function unchangeable(
  tx: Tx,
  columns: readonly { table: string; column: string }[],
): Promise<string[]> {
  const given = sql`${JSON.stringify(columns)}::jsonb`
  const { rows } = await sql<{ name: string }>`
    select e."table" || '.' || e."column" as name
    from jsonb_to_recordset(${given}) as e("table" text, "column" text)
    where not has_column_privilege(e."table", e."column", 'update')`.execute(tx)
  return rows.map(({ name }) => name)
}

/** How many rows of each column name a customer. */
export async function rowsNaming(
  tx: Tx,
  customerId: string,
  columns: readonly { table: string; column: string }[],
): Promise<Record<string, number>> {
  const counts: [string, number][] = []
  for (const { table, column } of columns) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}
      where ${sql.ref(column)} = ${customerId}`.execute(tx)
    counts.push([`${table}.${column}`, rows[0]?.count ?? 0])
  }
  return Object.fromEntries(counts)
}
