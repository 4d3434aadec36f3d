import type { DB, Tx } from '@banyan/database'
import { sql } from 'kysely'

type PlainType =
  | 'uuid'
  | 'text'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'date'
  | 'timestamptz'
  | 'bytea'
/** Values of these travel as text, since arrays of arrays have to be rectangular. */
type WrittenType = 'jsonb' | 'integer[]' | 'text[]' | 'uuid[]'

export type Columns<Row> = { readonly [Column in keyof Row & string]-?: PlainType | WrittenType }

const written: ReadonlySet<string> = new Set(['jsonb', 'integer[]', 'text[]', 'uuid[]'])

function valueOf(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.map(element).join(',')}}` : (value ?? null)
}

function element(value: unknown): string {
  return typeof value === 'number' ? String(value) : `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

/** One statement for 1 to about 5,000 rows: an array per column, so that the text of the query stays the same. */
export async function insertRows<Row extends object>(
  tx: Tx,
  table: keyof DB & string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns) as (keyof Row & string)[]
  const given = names.map((name) => {
    const travels = written.has(columns[name]) ? 'text' : columns[name]
    return sql`${rows.map((row) => valueOf(row[name]))}::${sql.raw(travels)}[]`
  })
  const taken = names.map((name) => sql`${sql.ref(name)}::${sql.raw(columns[name])}`)
  await sql`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(taken)}
    from unnest(${sql.join(given)}) as given(${sql.join(names.map((name) => sql.ref(name)))})`.execute(
    tx,
  )
}
