import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** Columns as the rows name them, with their database type. */
export type ColumnTypes = Readonly<Record<string, string>>

function columnList(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.id(column)))
}

/** One array per column: the statement has as many parameters however many rows there are. */
function unnested(columns: ColumnTypes, rows: readonly object[]) {
  const arrays = Object.entries(columns).map(([column, type]) => {
    const values = rows.map((row) => Reflect.get(row, column) ?? null)
    return sql`${values}::${sql.raw(type)}[]`
  })
  return sql`unnest(${sql.join(arrays)})`
}

const rowsPerStatement = 20_000

function* inPages<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    yield rows.slice(at, at + rowsPerStatement)
  }
}

/** Inserts all rows, or with `onConflict` overwrites the `set` columns of those that exist. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: ColumnTypes,
  rows: readonly object[],
  onConflict?: { key: readonly string[]; set: readonly string[] },
): Promise<void> {
  const names = Object.keys(columns)
  const overwrite = onConflict
    ? sql`on conflict (${columnList(onConflict.key)}) do update set ${sql.join(
        onConflict.set.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`),
      )}`
    : sql``
  for (const page of inPages(rows)) {
    await sql`insert into ${sql.table(table)} (${columnList(names)})
      select * from ${unnested(columns, page)} ${overwrite}`.execute(tx)
  }
}

/** Sets the columns that are not of the key, in the rows the key names. */
export async function setRows(
  tx: Tx,
  table: string,
  { key, set }: { key: ColumnTypes; set: ColumnTypes },
  rows: readonly object[],
): Promise<void> {
  const names = Object.keys({ ...key, ...set })
  for (const page of inPages(rows)) {
    await sql`update ${sql.table(table)} as kept
      set ${sql.join(Object.keys(set).map((column) => sql`${sql.id(column)} = given.${sql.id(column)}`))}
      from ${unnested({ ...key, ...set }, page)} as given (${columnList(names)})
      where ${sql.join(
        Object.keys(key).map((column) => sql`kept.${sql.id(column)} = given.${sql.id(column)}`),
        sql` and `,
      )}`.execute(tx)
  }
}
