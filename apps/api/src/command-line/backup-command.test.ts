import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../config.ts'
import { listInstitutions } from '../access/accounts.queries.ts'
import { makeLog, openWorld, type World } from '../world.ts'
import { backup } from './backup-command.ts'
import { institutionAdd } from './institution-command.ts'
import { restoreBackup } from './restore-backup.ts'

describe('a backup of the embedded bank', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'banyan-backup-'))
  const copy = path.join(folder, 'copy')
  const configIn = (name: string): Config => ({
    ...readConfig(),
    databaseUrl: null,
    migrateDatabaseUrl: null,
    dataFolder: path.join(folder, name),
    keyFile: path.join(folder, name, 'master.key'),
    logFile: path.join(folder, 'log'),
  })
  const open = (config: Config) =>
    openWorld(config, {
      say: () => undefined,
      log: makeLog('warn', config.logFile),
      mayJoin: false,
    })
  const key = path.join(folder, 'first', 'master.key')
  let world: World

  beforeAll(async () => {
    world = await open(configIn('first'))
    const say = () => undefined
    const options = {
      name: '江畔银行',
      kind: 'city-bank',
      'system-administrator': 'first@example.test',
      'security-administrator': 'second@example.test',
    }
    await institutionAdd.run({ words: ['riverside'], options, world, say })
    await backup.run({ words: [copy], options: {}, world, say })
  }, 120_000)
  afterAll(async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is made while the bank serves, and leaves the master key out', () => {
    expect(readdirSync(copy, { recursive: true }).map(String)).not.toContain('master.key')
  })

  it('is not written over anything', async () => {
    const again = backup.run({ words: [copy], options: {}, world, say: () => undefined })

    await expect(again).rejects.toThrow('not empty')
  })

  it('needs the key', async () => {
    await expect(restoreBackup(configIn('second'), [copy], {})).rejects.toThrow('master key')
  })

  it('is tried in a drill that leaves nothing behind', async () => {
    const result = await restoreBackup(configIn('second'), [copy], { key, drill: 'true' })

    expect(result).toMatchObject({ ok: true, json: { institutions: 1, drill: true } })
    expect(existsSync(path.join(folder, 'second', 'postgres'))).toBe(false)
  }, 60_000)

  it('comes back whole in another folder, whose own bank is only moved aside', async () => {
    const config = configIn('second')
    await restoreBackup(config, [copy], { key })
    await expect(restoreBackup(config, [copy], { key })).rejects.toThrow('--yes')
    const result = await restoreBackup(config, [copy], { key, yes: 'true' })

    expect(result).toMatchObject({ ok: true, json: { institutions: 1 } })
    const second = await open(config)
    const [institution] = await listInstitutions(second.db)
    await second.close()
    expect(institution).toMatchObject({ code: 'riverside', name: '江畔银行' })
    expect(readdirSync(config.dataFolder).some((name) => name.startsWith('before-'))).toBe(true)
  }, 90_000)

  it('is refused when a file has changed', async () => {
    appendFileSync(path.join(copy, 'database.json'), ' ')

    const damaged = restoreBackup(configIn('third'), [copy], { key })

    await expect(damaged).rejects.toThrow('damaged: database.json')
  })
})
