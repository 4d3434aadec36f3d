import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { appRole, createRoles, ownerRole, urlFor, withClient } from './roles.ts'
import { schemaText } from './schema-text.ts'

/** Migrates a throwaway server and writes the types of its schema: `pnpm --filter @banyan/database schema`. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-schema-'))
const server = await startEmbeddedPostgres(folder, { durable: false })
try {
  const password = 'throwaway'
  await createRoles(server.superuserUrl, {
    ownerPassword: password,
    appPassword: password,
    database: 'banyan',
  })
  await migrate(urlFor(server.superuserUrl, ownerRole, password, 'banyan'))
  const url = urlFor(server.superuserUrl, appRole, password, 'banyan')
  const text = await withClient(url, schemaText)
  fs.writeFileSync(path.join(import.meta.dirname, 'schema.ts'), text)
} finally {
  await server.stop()
  fs.rmSync(folder, { recursive: true, force: true })
}
