import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { EmbeddedPostgresError, problemFrom } from './embedded-postgres-error.ts'
import { runningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { liveOwner } from './server-folder.ts'
import { becomeGuest, stopAfterGuests } from './shared-server.ts'
import { appRole, createRoles, ownerRole, urlFor, withClient } from './roles.ts'

export type DatabaseChoice = {
  /** Where the embedded server and the passwords are kept. */
  stateFolder: string
  databaseUrl?: string | null | undefined
  migrateDatabaseUrl?: string | null | undefined
  /** Use the embedded server of another process instead of reporting it. */
  mayJoin?: boolean
  onRestart?: (line: string) => void
}

export type LocatedDatabase = {
  kind: 'embedded' | 'external'
  /** As banyan_app. */
  appUrl: string
  /** As banyan_owner; undefined when only the serving role's address is known, so nothing can be migrated. */
  ownerUrl: string | undefined
  stop: () => Promise<void>
}

/** The database cannot be used as it was given. The message is one line for the person who started Banyan. */
class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

const database = 'banyan'

/** The user's server when one is given, otherwise the embedded one; roles and database are made where possible. */
export async function locateDatabase(choice: DatabaseChoice): Promise<LocatedDatabase> {
  const { databaseUrl, migrateDatabaseUrl } = choice
  if (databaseUrl) return locateExternal(databaseUrl, choice)
  if (migrateDatabaseUrl) {
    throw new DatabaseUnavailable(
      'MIGRATE_DATABASE_URL is set and DATABASE_URL is not: set both, or none.',
    )
  }
  return locateEmbedded(choice)
}

/** How long another process may take to start or to stop the server that is to be joined. */
const joiningMs = 60_000

async function locateEmbedded(choice: DatabaseChoice): Promise<LocatedDatabase> {
  if (!choice.mayJoin) return hostEmbedded(choice)
  const folder = path.join(choice.stateFolder, 'postgres')
  for (const deadline = Date.now() + joiningMs; ;) {
    try {
      const running = runningPostgres(folder)
      return running ? await join(running.superuserUrl, choice) : await hostEmbedded(choice)
    } catch (error) {
      const isOwned = liveOwner(folder) !== undefined || runsAlready(error)
      if (!isOwned || Date.now() > deadline) throw error
    }
    await sleep(100)
  }
}

function runsAlready(error: unknown): boolean {
  return error instanceof pg.DatabaseError || isConnectionRefused(error) || isTaken(error)
}

const isTaken = (error: unknown) =>
  error instanceof EmbeddedPostgresError &&
  (error.problem === 'already-running' || error.message.includes('EEXIST'))

const isConnectionRefused = (error: unknown) =>
  error instanceof Error && /ECONNREFUSED|ECONNRESET|terminated/.test(error.message)

async function join(superuserUrl: string, { stateFolder }: DatabaseChoice) {
  const leave = await becomeGuest(superuserUrl)
  try {
    const urls = roleUrls(superuserUrl, database, rolePasswords(stateFolder))
    await withClient(urls.appUrl, (client) => client.query('select'))
    return { kind: 'embedded' as const, ...urls, stop: leave }
  } catch (error) {
    await leave()
    throw error
  }
}

async function hostEmbedded(choice: DatabaseChoice): Promise<LocatedDatabase> {
  const { stateFolder, mayJoin, onRestart } = choice
  const folder = path.join(stateFolder, 'postgres')
  const server = await startEmbeddedPostgres(folder, onRestart ? { onRestart } : {})
  const { superuserUrl } = server
  const stop = mayJoin ? () => stopAfterGuests(superuserUrl, server.stop) : server.stop
  try {
    const urls = await makeRoles(superuserUrl, database, stateFolder)
    return { kind: 'embedded', ...urls, stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function locateExternal(url: string, choice: DatabaseChoice): Promise<LocatedDatabase> {
  const stop = async () => {}
  if (choice.migrateDatabaseUrl) {
    return { kind: 'external', appUrl: url, ownerUrl: choice.migrateDatabaseUrl, stop }
  }
  const { adminUrl, mayCreateRoles } = await lookAtServer(url)
  if (!mayCreateRoles) return { kind: 'external', appUrl: url, ownerUrl: undefined, stop }
  const named = new URL(url).pathname.slice(1)
  const target = named === '' || named === 'postgres' ? database : decodeURIComponent(named)
  await refuseForeignTables(adminUrl, target)
  const urls = await makeRoles(adminUrl, target, choice.stateFolder)
  return { kind: 'external', ...urls, stop }
}

async function makeRoles(adminUrl: string, target: string, stateFolder: string) {
  const passwords = rolePasswords(stateFolder)
  await createRoles(adminUrl, { ...passwords, database: target })
  return roleUrls(adminUrl, target, passwords)
}

function roleUrls(url: string, target: string, { ownerPassword, appPassword }: RolePasswords) {
  return {
    appUrl: urlFor(url, appRole, appPassword, target),
    ownerUrl: urlFor(url, ownerRole, ownerPassword, target),
  }
}

/** A database that does not exist yet is made from the server's maintenance database. */
async function lookAtServer(url: string): Promise<{ adminUrl: string; mayCreateRoles: boolean }> {
  const unnamed = new URL(url)
  unnamed.pathname = '/postgres'
  try {
    return { adminUrl: url, mayCreateRoles: await roleMayCreateRoles(url) }
  } catch (error) {
    const isMissing = error instanceof pg.DatabaseError && error.code === '3D000'
    if (isMissing && (await roleMayCreateRoles(unnamed.href).catch(() => false))) {
      return { adminUrl: unnamed.href, mayCreateRoles: true }
    }
    const { hostname, port } = unnamed
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new DatabaseUnavailable(
      `The server in DATABASE_URL (${hostname}:${port || '5432'}) cannot be used: ${reason}`,
      { cause: error },
    )
  }
}

function roleMayCreateRoles(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
    )
    return rows[0]?.may ?? false
  })
}

/** A database that something else lives in is not taken over. */
async function refuseForeignTables(adminUrl: string, target: string): Promise<void> {
  if (new URL(adminUrl).pathname !== `/${encodeURIComponent(target)}`) return
  const { rows } = await withClient(adminUrl, (client) =>
    client.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and pg_get_userbyid(relowner) <> $1
         and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
       limit 1`,
      [ownerRole],
    ),
  )
  if (rows[0]) {
    throw new DatabaseUnavailable(
      `The database ${target} in DATABASE_URL holds other tables (${rows[0].name}): name an empty one.`,
    )
  }
}

type RolePasswords = { ownerPassword: string; appPassword: string }

function rolePasswords(stateFolder: string): RolePasswords {
  const file = path.join(stateFolder, 'database.json')
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8')) as RolePasswords
  const passwords = { ownerPassword: newPassword(), appPassword: newPassword() }
  const written = `${file}.new`
  try {
    fs.mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
    fs.writeFileSync(written, JSON.stringify(passwords, null, 2), { mode: 0o600 })
    fs.renameSync(written, file)
  } catch (error) {
    throw problemFrom(String(error), stateFolder)
  }
  return passwords
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** True for what a person can mend without reading code: its message is the one line to show. */
export function isDatabaseProblem(error: unknown): error is Error {
  return error instanceof EmbeddedPostgresError || error instanceof DatabaseUnavailable
}
