import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, connectPool } from '@banyan/database'
import { testDatabase } from '@banyan/database/testing'
import pino from 'pino'
import { Keyring } from '../src/access/keys.ts'
import { AccessLog } from '../src/audit/access-log.ts'
import { transactor } from '../src/groups/tree/keep-rows.ts'
import type { DemoWorld } from './load-demo.ts'

/** A database and a folder of their own, to load a demo into. */
export async function anEmptyWorld(demoMonth: string) {
  const database = await testDatabase()
  const db = connect(connectPool(database.appUrl))
  const log = pino({ level: 'silent' })
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'banyan-demo-'))
  const world = {
    config: { dataFolder, demoMonth },
    database,
    db,
    resources: {
      db,
      keyring: new Keyring(randomBytes(32)),
      now: () => new Date(),
      log,
      accessLog: new AccessLog(db, log),
      transact: transactor(db),
    },
  } satisfies DemoWorld
  return {
    world,
    dataFolder,
    async drop() {
      await db.destroy()
      await database.drop()
      rmSync(dataFolder, { recursive: true })
    },
  }
}
