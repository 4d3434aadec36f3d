import type pg from 'pg'

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  hasDefault: boolean
  isComputed: boolean
}

const plainTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  bytea: 'Buffer',
  timestamptz: 'Date',
  jsonb: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

function propertyOf({ column, type, nullable, hasDefault, isComputed }: Column): string {
  const plain = plainTypes[type]
  if (!plain) throw new Error(`column ${column} has the unmapped type ${type}`)
  const full = nullable ? `${plain} | null` : plain
  if (isComputed) return `  ${camel(column)}: ColumnType<${full}, never, never>`
  return `  ${camel(column)}: ${hasDefault ? `Generated<${full}>` : full}`
}

/** TypeScript of the whole schema, from the catalogue of a migrated database. */
export async function schemaText(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.table_name as table, c.column_name as column, c.udt_name as type,
      c.is_nullable = 'YES' as nullable, c.column_default is not null as "hasDefault",
      c.is_generated = 'ALWAYS' as "isComputed"
    from information_schema.columns c
    where c.table_schema = 'public' and c.table_name not like 'kysely%'
    order by c.table_name, c.ordinal_position`)
  const tables = Map.groupBy(rows, ({ table }) => table)
  const nameOf = (table: string) => `${camel(`_${table}`)}Table`
  const interfaces = [...tables].map(
    ([table, columns]) =>
      `export interface ${nameOf(table)} {\n${columns.map(propertyOf).join('\n')}\n}\n`,
  )
  const index = [...tables.keys()].map((table) => `  ${camel(table)}: ${nameOf(table)}`)
  return [
    '// Made by `pnpm --filter @banyan/database schema` from the migrated database.',
    "import type { ColumnType } from 'kysely'\n",
    'type Generated<T> =',
    '  T extends ColumnType<infer S, infer I, infer U>',
    '    ? ColumnType<S, I | undefined, U>',
    '    : ColumnType<T, T | undefined, T>',
    'type Json = ColumnType<unknown, string, string>\n',
    ...interfaces,
    `export interface DB {\n${index.join('\n')}\n}\n`,
  ].join('\n')
}
