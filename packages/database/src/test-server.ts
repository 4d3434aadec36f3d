import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { appRole, createRoles, ownerRole, urlFor, withClient } from './roles.ts'
import { liveOwner } from './server-folder.ts'
import type { TestServer } from './testing.ts'

const folderPrefix = 'banyan-test-'

/** Vitest's global set-up: one server for the whole run, with a migrated template that each test copies. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const otherServer = process.env.TEST_DATABASE_URL
  const { superuserUrl, stop } = otherServer
    ? { superuserUrl: otherServer, stop: async () => {} }
    : await startThrowawayServer()
  const server = await makeTemplate(superuserUrl)
  project.provide('testServer', server)
  return async () => {
    await withClient(superuserUrl, (admin) =>
      admin.query(`drop database if exists ${server.template} with (force)`),
    )
    await stop()
  }
}

async function startThrowawayServer() {
  removeAbandoned()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), folderPrefix))
  const server = await startEmbeddedPostgres(folder, {
    durable: false,
    settings: { shared_buffers: '128MB' },
  })
  const stop = async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { superuserUrl: server.superuserUrl, stop }
}

/** A run that was killed leaves its folder behind. */
function removeAbandoned(): void {
  const anHourAgo = Date.now() - 3_600_000
  for (const name of fs
    .readdirSync(os.tmpdir())
    .filter((entry) => entry.startsWith(folderPrefix))) {
    const folder = path.join(os.tmpdir(), name)
    const age = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    const isOwn = fs.statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.()
    if (isOwn && age < anHourAgo && !liveOwner(folder))
      fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(superuserUrl: string): Promise<TestServer> {
  const ownerPassword = randomBytes(18).toString('base64url')
  const appPassword = randomBytes(18).toString('base64url')
  const template = `banyan_template_${process.pid}`
  await createRoles(superuserUrl, { ownerPassword, appPassword, database: template })
  const ownerUrl = urlFor(superuserUrl, ownerRole, ownerPassword, template)
  await migrate(ownerUrl)
  return {
    superuserUrl,
    ownerUrl,
    appUrl: urlFor(superuserUrl, appRole, appPassword, template),
    template,
  }
}
