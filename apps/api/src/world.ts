import { existsSync } from 'node:fs'
import path from 'node:path'
import { connect, connectPool, type Db } from '@banyan/database'
import { type LocatedDatabase, locateDatabase } from '@banyan/database/locate'
import { migrate, pendingMigrations } from '@banyan/database/migrate'
import type pg from 'pg'
import pino, { type Logger } from 'pino'
import { Keyring } from './access/keys.ts'
import { readMasterKey } from './access/master-key.ts'
import type { Resources } from './access/staff-context.ts'
import { AccessLog } from './audit/access-log.ts'
import { SealFile } from './audit/seal-file.ts'
import type { Config } from './config.ts'
import { armingFile, dieAtStatements } from './failpoints.ts'
import { transactor } from './groups/tree/keep-rows.ts'
import { type DatabaseSelf, describeSelf } from './ready.queries.ts'

/** A person can mend this; the message is the one line to show. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

/** Everything a server or a command stands on, opened once and closed once. */
export interface World {
  config: Config
  database: LocatedDatabase
  self: DatabaseSelf
  pool: pg.Pool
  db: Db
  resources: Resources
  sealFile: SealFile
  applied: string[]
  close: () => Promise<void>
}

export interface OpenOptions {
  say: (line: string) => void
  log: Logger
  /** Use the embedded server of a running process instead of reporting it. */
  mayJoin: boolean
}

/** Finds or starts the database, migrates it, and connects as the role that the walls bind. */
export async function openWorld(
  config: Config,
  { say, log, mayJoin }: OpenOptions,
): Promise<World> {
  const failpoints = armingFile(config)
  say(
    config.databaseUrl ? 'using the database of DATABASE_URL' : 'starting the embedded PostgreSQL',
  )
  const database = await locateDatabase({
    stateFolder: config.dataFolder,
    databaseUrl: config.databaseUrl ?? undefined,
    migrateDatabaseUrl: config.migrateDatabaseUrl ?? undefined,
    mayJoin,
    onRestart: (line) => say(line),
  })
  try {
    const applied = await bringUpToDate(database, say)
    const pool = connectPool(database.appUrl, {
      onError: (error) => log.warn({ err: error }, 'database connection lost'),
    })
    if (failpoints !== null) dieAtStatements(pool, failpoints)
    const db = connect(pool)
    const self = await describeSelf(db)
    refuseBoundlessRole(self)
    const master = readMasterKey(config.keyFile, mayMakeKey(config))
    const resources: Resources = {
      db,
      keyring: new Keyring(master),
      now: () => new Date(),
      log,
      accessLog: new AccessLog(db, log),
      transact: transactor(db),
    }
    return {
      config,
      database,
      self,
      pool,
      db,
      resources,
      sealFile: new SealFile(path.join(config.dataFolder, 'seals'), master),
      applied,
      close: async () => {
        await resources.accessLog.stop()
        await db.destroy()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** A key is made beside the embedded database, or on the very first start elsewhere. */
function mayMakeKey(config: Config): boolean {
  return config.databaseUrl === null || !existsSync(config.keyFile)
}

async function bringUpToDate(
  database: LocatedDatabase,
  say: (line: string) => void,
): Promise<string[]> {
  if (database.ownerUrl) {
    const applied = await migrate(database.ownerUrl)
    say(applied.length > 0 ? `migrated: ${applied.length} steps` : 'schema is up to date')
    return applied
  }
  const pending = await pendingMigrations(database.appUrl)
  if (pending.length > 0) {
    throw new CannotStart(
      `${pending.length} migrations are pending: set MIGRATE_DATABASE_URL to the owner's address.`,
    )
  }
  return []
}

function refuseBoundlessRole({
  name,
  isSuperuser,
  bypassesRowSecurity,
  ownsTables,
}: DatabaseSelf): void {
  if (isSuperuser || bypassesRowSecurity || ownsTables) {
    throw new CannotStart(
      `The role ${name} of DATABASE_URL is not bound by row-level security: use banyan_app, or an administrator's address alone.`,
    )
  }
}

/** Structured lines, one a request, with its id and no personal data. */
export function makeLog(level: string, file: string | null): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: [
        'password',
        '*.password',
        'authorization',
        'cookie',
        '*.idNumber',
        '*.mobile',
        '*.card',
      ],
    },
    file === null ? pino.destination(2) : pino.destination({ dest: file, mkdir: true, sync: true }),
  )
}
