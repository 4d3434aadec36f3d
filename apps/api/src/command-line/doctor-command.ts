import { migrationNames, pendingMigrations } from '@banyan/database/migrate'
import { listInstitutions } from '../access/accounts.queries.ts'
import { verifyEverything } from './verify-audit-command.ts'
import type { Command } from './command.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor: whether node, database, schema and audit are well',
  takes: [],
  options: [],
  run: async ({ world }) => {
    const pending = await pendingMigrations(world.database.appUrl)
    const applied = (await migrationNames()).length - pending.length
    const audit = await verifyEverything(world)
    const institutions = await listInstitutions(world.db)
    const json = {
      ok: pending.length === 0 && audit.ok,
      node: process.version,
      database: { kind: world.database.kind, version: world.self.version },
      migrations: { applied, pending: pending.length },
      audit: { ok: audit.ok, events: audit.events },
      institutions: institutions.map(({ code, name }) => ({ code, name })),
    }
    const text = [
      `node        ${json.node}`,
      `database    ${json.database.kind} PostgreSQL ${json.database.version}`,
      `migrations  ${applied} applied, ${pending.length} pending`,
      `audit       ${audit.ok ? 'whole' : 'BROKEN'}, ${audit.events} events`,
      ...institutions.map(({ code, name }) => `institution ${code}  ${name}`),
    ].join('\n')
    return { ok: json.ok, json, text }
  },
}
