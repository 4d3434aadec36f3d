import type pg from 'pg'
import { tableClass } from './table-classes.ts'

type Table = { name: string; rowSecurity: boolean; forced: boolean; columns: string[] }
type Key = { table: string; name: string; kind: 'p' | 'u' | 'x'; columns: string[] }
type ForeignKey = {
  table: string
  name: string
  target: string
  columns: string[]
  targetColumns: string[]
  onDelete: string
}
type Policy = { table: string; text: string }

const wall = "(institution_id = (current_setting('app.institution_id'::text))::uuid)"
const onlyPolicy = `PERMISSIVE ALL {public} ${wall} ${wall}`

/** What stands between this schema and spreading its rows over machines by institution; empty when nothing does. */
export async function schemaBreaches(client: pg.Client): Promise<string[]> {
  const tables = await rows<Table>(client, tablesQuery)
  const keys = await rows<Key>(client, keysQuery)
  const foreignKeys = await rows<ForeignKey>(client, foreignKeysQuery)
  const policies = await rows<Policy>(client, policiesQuery)
  const forbidden = await rows<{ text: string }>(client, forbiddenQuery)
  return [
    ...tables.flatMap((table) => tableBreaches(table, keys, policies)),
    ...foreignKeys.flatMap(foreignKeyBreaches),
    ...forbidden.map(({ text }) => text),
  ].sort()
}

function tableBreaches(table: Table, keys: Key[], policies: Policy[]): string[] {
  const { name } = table
  const own = keys.filter((key) => key.table === name)
  const breaches = own.some(({ kind }) => kind === 'p') ? [] : [`${name} has no primary key`]
  if (tableClass(name) !== 'institution') return breaches
  if (!table.columns.includes('institution_id uuid not null')) {
    return [...breaches, `${name} has no institution_id uuid not null`]
  }
  for (const key of own.filter(({ columns }) => columns[0] !== 'institution_id')) {
    breaches.push(`${name}: ${key.name} does not begin with institution_id`)
  }
  if (!table.rowSecurity || !table.forced) {
    breaches.push(`${name} does not force row-level security`)
  }
  const texts = policies.filter((policy) => policy.table === name).map(({ text }) => text)
  if (texts.length !== 1 || texts[0] !== onlyPolicy) {
    breaches.push(`${name} does not have exactly the institution's policy`)
  }
  return breaches
}

function foreignKeyBreaches(key: ForeignKey): string[] {
  const { table, name, target, columns, targetColumns } = key
  const breaches = /SET (NULL|DEFAULT)/.test(key.onDelete)
    ? [`${table}: ${name} ${key.onDelete}`]
    : []
  const [from, to] = [tableClass(table), tableClass(target)]
  if (to === 'reference') return breaches
  if (from !== to) return [...breaches, `${table}: ${name} leads from ${from} to ${to}`]
  const staysInside = columns[0] === 'institution_id' && targetColumns[0] === 'institution_id'
  if (from === 'institution' && !staysInside) {
    breaches.push(`${table}: ${name} does not carry institution_id on both sides`)
  }
  return breaches
}

async function rows<Row extends pg.QueryResultRow>(client: pg.Client, text: string) {
  return (await client.query<Row>(text)).rows
}

/** Our own schema only: not the catalogue, not what an extension brought. */
const own = `relnamespace = 'public'::regnamespace and not exists (
  select from pg_depend where objid = pg_class.oid and classid = 'pg_class'::regclass and deptype = 'e')`

const columnNames = (numbers: string, table: string) => `(
  select array_agg(attname::text order by position)
  from unnest(${numbers}) with ordinality as part (attnum, position)
  join pg_attribute using (attnum) where attrelid = ${table})`

const tablesQuery = `
  select relname as name, relrowsecurity as "rowSecurity", relforcerowsecurity as forced,
    array(select concat_ws(' ', attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' end)
          from pg_attribute where attrelid = pg_class.oid and attnum > 0) as columns
  from pg_class where ${own} and relkind in ('r', 'p')`

const keysQuery = `
  select relname as table, index.indexrelid::regclass::text as name,
    case when indisprimary then 'p' when indisexclusion then 'x' else 'u' end as kind,
    ${columnNames('index.indkey::smallint[]', 'index.indrelid')} as columns
  from pg_index index join pg_class on pg_class.oid = index.indrelid
  where ${own} and (indisunique or indisexclusion)`

const foreignKeysQuery = `
  select relname as table, conname as name, confrelid::regclass::text as target,
    ${columnNames('conkey', 'conrelid')} as columns,
    ${columnNames('confkey', 'confrelid')} as "targetColumns",
    case confdeltype when 'n' then 'ON DELETE SET NULL' when 'd' then 'ON DELETE SET DEFAULT' else '' end as "onDelete"
  from pg_constraint join pg_class on pg_class.oid = conrelid
  where ${own} and contype = 'f'`

const policiesQuery = `
  select tablename as table, concat_ws(' ', permissive, cmd, roles::text, qual, with_check) as text
  from pg_policies where schemaname = 'public'`

const forbiddenQuery = `
  select relname || ' has the trigger ' || tgname as text
  from pg_trigger join pg_class on pg_class.oid = tgrelid where ${own} and not tgisinternal
  union all
  select relname || ' has the rule ' || rulename
  from pg_rewrite join pg_class on pg_class.oid = ev_class where ${own} and rulename <> '_RETURN'
  union all
  select relname || ' is a sequence' from pg_class where ${own} and relkind = 'S'
  union all
  select table_name || ' is an updatable view'
  from information_schema.views where table_schema = 'public' and is_updatable = 'YES'`
