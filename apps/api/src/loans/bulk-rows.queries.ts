import type { DB, Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

type Table = keyof DB & string

const rowsPerStatement = 10_000

function* inPages<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    yield rows.slice(at, at + rowsPerStatement)
  }
}

/** `insertRows` for any number of rows, a page at a time. */
export async function insertAllRows<Row extends object>(
  tx: Tx,
  table: Table,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  for (const page of inPages(rows)) await insertRows(tx, table, columns, page)
}

function unnested(columns: Readonly<Record<string, string>>, rows: readonly object[]) {
  const arrays = Object.entries(columns).map(([column, type]) => {
    const values = rows.map((row) => Reflect.get(row, column) ?? null)
    return sql`${values}::${sql.raw(type)}[]`
  })
  return sql`unnest(${sql.join(arrays)})`
}

const columnList = (names: readonly string[]) => sql.join(names.map((name) => sql.id(name)))

/** Inserts the rows, and overwrites everything outside the key, and what is kept, in those that exist. */
export async function keepRows<Row extends object>(
  tx: Tx,
  table: Table,
  {
    columns,
    key,
    kept = [],
  }: {
    columns: Columns<Row>
    key: readonly (keyof Row & string)[]
    kept?: readonly (keyof Row & string)[]
  },
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns)
  const stays = (name: string) => [...key, ...kept].some((part) => part === name)
  const set = names
    .filter((name) => !stays(name))
    .map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`)
  for (const page of inPages(rows)) {
    await sql`insert into ${sql.table(table)} (${columnList(names)})
      select * from ${unnested(columns, page)}
      on conflict (${columnList(key)}) do update set ${sql.join(set)}`.execute(tx)
  }
}

/** Sets the columns that are not of the key, in the rows the key names. */
export async function setRows(
  tx: Tx,
  table: Table,
  { key, set }: { key: Readonly<Record<string, string>>; set: Readonly<Record<string, string>> },
  rows: readonly object[],
): Promise<void> {
  const names = Object.keys({ ...key, ...set })
  const settings = Object.keys(set).map((name) => sql`${sql.id(name)} = given.${sql.id(name)}`)
  const matches = Object.keys(key).map((name) => sql`kept.${sql.id(name)} = given.${sql.id(name)}`)
  for (const page of inPages(rows)) {
    await sql`update ${sql.table(table)} as kept set ${sql.join(settings)}
      from ${unnested({ ...key, ...set }, page)} as given (${columnList(names)})
      where ${sql.join(matches, sql` and `)}`.execute(tx)
  }
}
