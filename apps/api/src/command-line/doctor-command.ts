import { migrationNames, pendingMigrations } from '@banyan/database/migrate'
import { listInstitutions } from '../access/accounts.queries.ts'
import type { Institution } from '../access/staff-context.ts'
import { describeBreach, findTieOutBreaches } from '../close/tie-out.ts'
import { findTreeBreaches } from '../groups/tree/tree-breaches.queries.ts'
import { findBreaches } from '../loans/invariants.queries.ts'
import { verifyEverything } from './verify-audit-command.ts'
import type { Command } from './command.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor: whether node, database, schema, audit, trees and books are well',
  takes: [],
  options: [],
  run: async ({ world }) => {
    const pending = await pendingMigrations(world.database.appUrl)
    const applied = (await migrationNames()).length - pending.length
    const audit = await verifyEverything(world)
    const institutions = await listInstitutions(world.db)
    const trees: string[] = []
    const books: string[] = []
    for (const { id, code, kind } of institutions) {
      const breaches = await world.resources.transact(id, (tx) => findTreeBreaches(tx, id))
      trees.push(...breaches.map((breach) => `${code}: ${breach}`))
      const broken = await world.resources.transact(id, (tx) => findBreaches(tx, id))
      books.push(...broken.map(({ invariant, count }) => `${code}: ${invariant} (${count})`))
      const apart = await world.resources.transact(id, (tx) =>
        findTieOutBreaches({ tx, institution: { id, kind: kind as Institution['kind'] } }),
      )
      books.push(...apart.map((breach) => `${code}: ${describeBreach(breach)}`))
    }
    const json = {
      ok: pending.length === 0 && audit.ok && trees.length + books.length === 0,
      node: process.version,
      database: { kind: world.database.kind, version: world.self.version },
      migrations: { applied, pending: pending.length },
      audit: { ok: audit.ok, events: audit.events },
      trees: { ok: trees.length === 0, breaches: trees.slice(0, 20) },
      books: { ok: books.length === 0, breaches: books.slice(0, 20) },
      institutions: institutions.map(({ code, name }) => ({ code, name })),
    }
    const text = [
      `node        ${json.node}`,
      `database    ${json.database.kind} PostgreSQL ${json.database.version}`,
      `migrations  ${applied} applied, ${pending.length} pending`,
      `audit       ${audit.ok ? 'whole' : 'BROKEN'}, ${audit.events} events`,
      `trees       ${trees.length === 0 ? 'as computed anew' : `BROKEN, ${trees[0]}`}`,
      `books       ${books.length === 0 ? 'every invariant holds' : `BROKEN, ${books[0]}`}`,
      ...institutions.map(({ code, name }) => `institution ${code}  ${name}`),
    ].join('\n')
    return { ok: json.ok, json, text }
  },
}
