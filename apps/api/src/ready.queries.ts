import type { Db } from '@banyan/database'
import { sql } from 'kysely'

/** Whether the database answers. */
export async function isReady(db: Db): Promise<boolean> {
  await sql`select 1`.execute(db)
  return true
}

export interface DatabaseSelf {
  name: string
  version: string
  isSuperuser: boolean
  bypassesRowSecurity: boolean
  ownsTables: boolean
}

/** Who we are to the database: the API serves only as a role that row-level security binds. */
export async function describeSelf(db: Db): Promise<DatabaseSelf> {
  const { rows } = await sql<DatabaseSelf>`
    select current_user as name, current_setting('server_version') as version,
      rolsuper as "isSuperuser", rolbypassrls as "bypassesRowSecurity",
      exists (select 1 from pg_class where relowner = pg_roles.oid and relkind = 'r') as "ownsTables"
    from pg_roles where rolname = current_user`.execute(db)
  const [self] = rows
  if (!self) throw new Error('the database does not know this role')
  return self
}
