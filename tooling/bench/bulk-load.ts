import type pg from 'pg'

/** As long as data is loaded: few checkpoints, and sorts in memory. */
const loading = { max_wal_size: '8GB', checkpoint_timeout: '30min' }

/**
 * Fills tables by statements of the owner with their secondary indexes away and built afterwards, and the checks of
 * the foreign keys left out: rows that are right by construction. Then the tables are vacuumed and on disk.
 */
export async function withoutIndexes(
  owner: pg.Client,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select index.indexrelid::regclass::text as name, pg_get_indexdef(index.indexrelid) as definition
     from pg_index index where index.indrelid = any($1::text[]::regclass[])
       and not exists (select from pg_constraint where conindid = index.indexrelid)`,
    [tables],
  )
  for (const [name, value] of Object.entries(loading))
    await owner.query(`alter system set ${name} = '${value}'`)
  await owner.query('select pg_reload_conf()')
  await owner.query(`set session_replication_role = replica`)
  await owner.query(`set synchronous_commit = off`)
  await owner.query(`set maintenance_work_mem = '512MB'`)
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await fill()
  for (const { definition } of indexes) await owner.query(definition)
  for (const table of tables) await owner.query(`vacuum (analyze) ${table}`)
  await owner.query('reset all')
  for (const name of Object.keys(loading)) await owner.query(`alter system reset ${name}`)
  await owner.query('select pg_reload_conf()')
  await owner.query('checkpoint')
}
