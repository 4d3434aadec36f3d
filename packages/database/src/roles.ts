import pg from 'pg'

export const ownerRole = 'banyan_owner'
export const appRole = 'banyan_app'

export type RolesAndDatabase = { ownerPassword: string; appPassword: string; database: string }

/**
 * Makes the two roles and the database, or puts them right. `banyan_owner` owns the schema and migrates it;
 * `banyan_app` serves, owns nothing and cannot pass row-level security.
 */
export async function createRoles(
  adminUrl: string,
  { ownerPassword, appPassword, database }: RolesAndDatabase,
): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await putRole(admin, ownerRole, ownerPassword)
    await putRole(admin, appRole, appPassword)
    await letAdminActAsOwner(admin)
    await putDatabase(admin, database)
    const name = admin.escapeIdentifier(database)
    await admin.query(`revoke all on database ${name} from public`)
    await admin.query(`grant connect on database ${name} to ${appRole}`)
  })
  await letSearchUseItsIndex(urlInDatabase(adminUrl, database))
}

/**
 * Behind row-level security an index serves a condition only if its function is known to leak nothing.
 * “Contains all of these numbers” is not marked so by PostgreSQL, though it says nothing of a row it does
 * not return; only a superuser may mark it. Without the mark searching is right, and slow.
 */
async function letSearchUseItsIndex(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ isSuperuser: boolean }>(
      'select rolsuper as "isSuperuser" from pg_roles where rolname = current_user',
    )
    if (!rows[0]?.isSuperuser) return
    await admin.query('alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof')
  })
}

function urlInDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** The same server and settings as another role, in another database. */
export function urlFor(url: string, role: string, password: string, database: string): string {
  const other = new URL(url)
  other.username = role
  other.password = password
  other.pathname = `/${database}`
  return other.href
}

export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

async function putRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role])
  const command = rowCount === 0 ? 'create' : 'alter'
  await admin.query(
    `${command} role ${role} login nocreatedb nocreaterole password ${admin.escapeLiteral(password)}`,
  )
  const { rows } = await admin.query<{ tooMighty: boolean }>(
    'select rolsuper or rolbypassrls or rolreplication as "tooMighty" from pg_roles where rolname = $1',
    [role],
  )
  if (rows[0]?.tooMighty) {
    await admin.query(`alter role ${role} nosuperuser nobypassrls noreplication`)
  }
}

/** Who may create roles without being superuser must be able to act as the owner to give it a database. */
async function letAdminActAsOwner(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ isSuperuser: boolean }>(
    'select rolsuper as "isSuperuser" from pg_roles where rolname = current_user',
  )
  if (!rows[0]?.isSuperuser) await admin.query(`grant ${ownerRole} to current_user`)
}

async function putDatabase(admin: pg.Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database)
  const { rows } = await admin.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [database],
  )
  if (rows[0]?.owner === ownerRole) return
  if (rows[0]) {
    await admin.query(`alter database ${name} owner to ${ownerRole}`)
    return
  }
  await admin.query(
    `create database ${name} owner ${ownerRole} template template0 encoding 'UTF8' ${await locale(admin)}`,
  )
}

/** Text is ordered by code points and Chinese letters count as letters, whatever the server's own locale is. */
async function locale(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ version: number; hasUtf8: boolean }>(
    `select current_setting('server_version_num')::int as version,
            exists (select from pg_collation where collcollate = 'C.utf8' or collcollate = 'C.UTF-8') as "hasUtf8"`,
  )
  const { version = 0, hasUtf8 = false } = rows[0] ?? {}
  if (version >= 170000) {
    return `locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'`
  }
  return hasUtf8 ? `lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'` : ''
}
