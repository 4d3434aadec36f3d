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

const special = /["\\]/g
const quoted = (text: string) => `"${text.replace(special, '\\$&')}"`

function element(value: unknown): string {
  return typeof value === 'number' ? String(value) : quoted(String(value))
}

/** How a value is written inside an array of the database. */
function inArray(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return `"${value.toISOString()}"`
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`
  if (Array.isArray(value)) return quoted(`{${value.map(element).join(',')}}`)
  return quoted(JSON.stringify(value))
}

/** One statement for 1 to about 5,000 rows: an array per column, so that the text of the query stays the same. */
export async function insertRows<Row extends object>(
  tx: Tx,
  table: keyof DB & string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length > 0) await inserting(table, columns, rows).execute(tx)
}

/** As `insertRows`, without those that a unique index has already; the ids of those that were kept. */
export async function insertNewRows<Row extends { id: string }>(
  tx: Tx,
  table: keyof DB & string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<{ id: string }[]> {
  if (rows.length === 0) return []
  const kept = await sql<{ id: string }>`
    ${inserting(table, columns, rows)} on conflict do nothing returning id`.execute(tx)
  return kept.rows
}

function inserting<Row extends object>(
  table: keyof DB & string,
  columns: Columns<Row>,
  rows: readonly Row[],
) {
  const names = Object.keys(columns) as (keyof Row & string)[]
  const given = names.map((name) => {
    const travels = written.has(columns[name]) ? 'text' : columns[name]
    const array = `{${rows.map((row) => inArray(row[name])).join(',')}}`
    return sql`${array}::${sql.raw(travels)}[]`
  })
  const taken = names.map((name) => sql`${sql.ref(name)}::${sql.raw(columns[name])}`)
  return sql`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(taken)}
    from unnest(${sql.join(given)}) as given(${sql.join(names.map((name) => sql.ref(name)))})`
}
