import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, connectPool, inInstitution } from '@banyan/database'
import { testDatabase } from '@banyan/database/testing'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Keyring } from '../src/access/keys.ts'
import { AccessLog } from '../src/audit/access-log.ts'
import { type DemoWorld, loadDemo } from './load-demo.ts'

async function aWorld(demoMonth: string) {
  const database = await testDatabase()
  const db = connect(connectPool(database.appUrl))
  const log = pino({ level: 'silent' })
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'banyan-demo-'))
  const world: DemoWorld = {
    config: { dataFolder, demoMonth },
    database,
    db,
    resources: {
      db,
      keyring: new Keyring(randomBytes(32)),
      now: () => new Date(),
      log,
      accessLog: new AccessLog(db, log),
      transact: (institutionId, run, options) => inInstitution(db, institutionId, run, options),
    },
  }
  const drop = async () => {
    await db.destroy()
    await database.drop()
    rmSync(dataFolder, { recursive: true })
  }
  return { ...world, world, drop, superuserUrl: database.superuserUrl }
}

describe('x', () => {
  it('loads', async () => {
    for (const scale of [Number(process.env['DEMO_SCALE'] ?? 0.05)]) {
      const world = await aWorld('2026-10')
      const started = performance.now()
      const truths = await loadDemo(world.world, (line) => console.log(((performance.now() - started) / 1000).toFixed(1), line), { scale })
      console.log(JSON.stringify({ ...truths, personal: truths.personal.length, big: truths.big.members.length, crossHolding: 0, guaranteeCircle: 0 }, null, 1).slice(0, 6000))
      console.log(performance.now() - started)
      await world.drop()
    }
  }, 200_000)
})
