import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, connectPool } from '@banyan/database'
import { testDatabase } from '@banyan/database/testing'
import pino from 'pino'
import { listInstitutions } from '../src/access/accounts.queries.ts'
import { Keyring } from '../src/access/keys.ts'
import { AccessLog } from '../src/audit/access-log.ts'
import { transactor } from '../src/groups/tree/keep-rows.ts'
import type { LivingBank } from './live-nights.ts'
import { loadDemo } from './load-demo.ts'

/** The demo's small lender, loaded at a part of its size into a database of its own. */
export async function aLivingLender(
  scale: number,
): Promise<LivingBank & { drop: () => Promise<void> }> {
  const database = await testDatabase()
  const db = connect(connectPool(database.appUrl))
  const log = pino({ level: 'silent' })
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'banyan-living-'))
  const resources = {
    db,
    keyring: new Keyring(randomBytes(32)),
    now: () => new Date(),
    log,
    accessLog: new AccessLog(db, log),
    transact: transactor(db),
  }
  const config = { dataFolder, demoMonth: '2026-10' }
  await loadDemo({ config, database, db, resources }, () => undefined, { scale })
  const institutions = await listInstitutions(db)
  const lender = institutions.find(({ kind }) => kind === 'micro-lender')
  if (!lender) throw new Error('the demo has no small lender')
  return {
    resources,
    institutionId: lender.id,
    drop: async () => {
      await db.destroy()
      await database.drop()
      rmSync(dataFolder, { recursive: true })
    },
  }
}
