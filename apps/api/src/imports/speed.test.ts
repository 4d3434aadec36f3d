import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { importing } from './testing.ts'
describe('speed', () => {
  let bank: TestBank
  let officer: TestStaff
  beforeAll(async () => {
    bank = await aBank()
    officer = await bank.hire('risk-officer')
  })
  afterAll(() => bank.drop())
  it('customers', { timeout: 240_000 }, async () => {
    const t = performance.now()
    const r = await importing(bank.resources, officer, 'customers', await readFile('/tmp/c60k.csv'))
    const s = (performance.now() - t) / 1000
    console.error('OUT', r.accepted, r.rejected, r.errors[0], r.status, s, r.accepted / s)
    const pg = (await import('pg')).default
    const c = new pg.Client({ connectionString: bank.superuserUrl })
    await c.connect()
    const tables = ['customer','party_key','customer_version','party_name','external_reference','import_change']
    for (const x of tables) await c.query(`copy ${x} to '/tmp/copy_${x}.bin' with (format binary)`)
    const { rows } = await c.query(`select count(*) from party_name`)
    for (const x of tables.toReversed()) await c.query(`delete from ${x}`)
    for (const x of tables) await c.query(`vacuum full ${x}`)
    const tc = performance.now()
    await c.query('begin')
    for (const x of tables) { const t1 = performance.now(); await c.query(`copy ${x} from '/tmp/copy_${x}.bin' with (format binary)`); console.error(' OUT', x, performance.now() - t1) }
    await c.query('commit')
    const sc = (performance.now() - tc) / 1000
    console.error('OUT copy', rows[0], sc, 60000 / sc, 'ratio', sc / s)
    await c.end()
    const t2 = performance.now()
    const r2 = await importing(bank.resources, officer, 'customers', await readFile('/tmp/c60k.csv'))
    const s2 = (performance.now() - t2) / 1000
    console.error('OUT', r2.accepted, r2.unchanged, s2, r2.unchanged / s2)
  })
})
