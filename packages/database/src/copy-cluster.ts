import fs from 'node:fs'
import path from 'node:path'
import { runningPostgres } from './embedded-postgres.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { withClient } from './roles.ts'

/** What a server makes anew, or what would stop the copy from starting. */
const leftOut = new Set([
  'pg_wal',
  'postmaster.pid',
  'postmaster.opts',
  'pg_replslot',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_dynshmem',
])

const clusterName = (folder: string) =>
  fs.readdirSync(folder).find((name) => /^data-\d+$/.test(name)) ?? 'data-18'

/**
 * Copies the embedded server's cluster while it serves: what was committed when this returns is in the copy,
 * which starts in a folder of its own. `dataDir` is the server's folder, `target` a new one. `beforeEnd` runs
 * just before the last committed change that the copy is sure to hold.
 */
export async function copyCluster(
  dataDir: string,
  target: string,
  beforeEnd: () => Promise<void> = async () => {},
): Promise<void> {
  const folder = path.resolve(dataDir)
  const running = runningPostgres(folder)
  if (!running)
    throw new EmbeddedPostgresError('already-running', `No server runs in ${folder} to be copied.`)
  const name = clusterName(folder)
  const [from, to] = [path.join(folder, name), path.join(target, name)]
  fs.mkdirSync(target, { recursive: true, mode: 0o700 })
  await withClient(running.superuserUrl, async (client) => {
    // The slot keeps the log that the copy needs from being recycled; it goes with this connection.
    await client.query("select pg_create_physical_replication_slot('banyan_copy', true, true)")
    await client.query("select pg_backup_start('banyan', true)")
    copyFolder(from, to, leftOut)
    await beforeEnd()
    const { rows } = await client.query<{ label: string }>(
      'select labelfile as label from pg_backup_stop(false)',
    )
    fs.writeFileSync(path.join(to, 'backup_label'), rows[0]?.label ?? '', { mode: 0o600 })
    copyFolder(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'))
  })
  for (const made of leftOut) {
    if (made.startsWith('pg_')) fs.mkdirSync(path.join(to, made), { recursive: true, mode: 0o700 })
  }
  fs.copyFileSync(path.join(folder, 'superuser-password'), path.join(target, 'superuser-password'))
}

/** A folder with everything in it, for this user alone. Files come and go while a server works; one that goes was not needed. */
export function copyFolder(
  from: string,
  to: string,
  without: ReadonlySet<string> = new Set(),
): void {
  fs.mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (without.has(entry.name) || entry.name.startsWith('pgsql_tmp')) continue
    const [source, copy] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) copyFolder(source, copy, without)
    else if (entry.isFile()) copyFile(source, copy)
  }
}

function copyFile(source: string, copy: string): void {
  try {
    fs.copyFileSync(source, copy)
    fs.chmodSync(copy, 0o600)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
