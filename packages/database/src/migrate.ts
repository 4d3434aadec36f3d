import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrateJobQueue } from './job-queue.ts'

const folder = new URL('../migrations/', import.meta.url)

async function getMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const entries = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(new URL(file, folder), 'utf8')
    return [file.slice(0, -4), { up: async (db) => void (await sql.raw(text).execute(db)) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function withMigrator<T>(
  ownerUrl: string,
  use: (migrator: Migrator, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await use(new Migrator({ db, provider: { getMigrations } }), pool)
  } finally {
    await db.destroy()
  }
}

/** As an earlier version of the system left a database: the schema up to the migration of the name. */
export function migrateThrough(ownerUrl: string, name: string): Promise<void> {
  return withMigrator(ownerUrl, async (migrator) => {
    const { error } = await migrator.migrateTo(name)
    if (error) throw error
  })
}

/** Applies what is pending, in order, as the owner of the schema; gives the names applied. */
export function migrate(ownerUrl: string): Promise<string[]> {
  return withMigrator(ownerUrl, async (migrator, pool) => {
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    await migrateJobQueue(pool)
    return (results ?? []).map(({ migrationName }) => migrationName)
  })
}

export async function migrationNames(): Promise<string[]> {
  return Object.keys(await getMigrations())
}

/** What has not been applied yet, as far as the given role can see. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    const applied = new Set(rows.map(({ name }) => name))
    return (await migrationNames()).filter((name) => !applied.has(name))
  } finally {
    await db.destroy()
  }
}
