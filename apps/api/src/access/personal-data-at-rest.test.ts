import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { bankCardFrom } from '@banyan/domain/customers/bank-card'
import { day } from '@banyan/domain/calendar'
import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import iconv from 'iconv-lite'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buffer } from 'node:stream/consumers'
import { aPerson as customerDetails } from '../customers/testing.ts'
import { importing } from '../imports/testing.ts'
import { aBank, type TestBank } from '../testing.ts'
import { aPerson } from '../testing-customers.ts'

const planted = 200
let bank: TestBank
let superuser: pg.Client
const needles = new Set<string>()
const lengths = new Set<number>()

function remember(value: string): void {
  const digits = value.slice(0, value.endsWith('X') ? -1 : undefined)
  needles.add(digits)
  lengths.add(digits.length)
}

/** The ways a number takes into a customer's file beside the form: another source, a settled conflict, a suggestion. */
async function plantInTheFile(): Promise<void> {
  const risk = await bank.hire('risk-officer')
  const idNumber = identityNumberFrom({ region: '320102', born: day('1980-01-01'), sequence: 1 })
  const rowOf = (mobile: string, address: string) => {
    for (const value of [idNumber, mobile]) remember(value)
    return `external_id,kind,name,id_type,id_number,mobile,address\nP1,person,陈来源,resident-id,${idNumber},${mobile},${address}\n`
  }
  const first = rowOf('13512340001', '南京市玄武区长江路1号')
  const second = rowOf('13512340002', '南京市玄武区长江路2号')
  await importing(bank.resources, risk, 'customers', first, { source: 'one' })
  await importing(bank.resources, risk, 'customers', second, { source: 'two' })
  const { rows } = await bank.as(risk).facts.conflicts({})
  expect(rows.map(({ field }) => field).toSorted()).toEqual(['address', 'mobile'])
  for (const { id } of rows) {
    await bank.as(risk).facts.settle({ id, choose: 'held', reason: 'planted for the scan' })
  }
  const typed = '13512340003'
  remember(typed)
  await bank
    .as(risk)
    .duplicates.suggest({ details: customerDetails({ mobile: typed }), exceptId: null })
}

beforeAll(async () => {
  bank = await aBank()
  const anna = await bank.hire('customer-manager')
  for (let i = 0; i < planted; i++) {
    const idNumber = identityNumberFrom({ region: '320102', born: day('1970-01-01'), sequence: i })
    const mobile = `139${String(40_000_000 + i * 7919).padStart(8, '0')}`
    const card = bankCardFrom(`62220210${String(1_000_000 + i * 7919)}`)
    for (const value of [idNumber, mobile, card]) remember(value)
    const { id } = await aPerson(bank, anna, {
      name: `陈${i}`,
      idType: 'resident-id',
      idNumber,
      mobile,
      card,
    })
    if (i % 20 === 0) {
      await bank.as(anna).search.find({ text: idNumber, limit: 20 })
      await bank
        .as(anna)
        .customers.reveal({ id, field: 'idNumber', reason: 'planted for the scan' })
    }
  }
  await plantInTheFile()
  superuser = new pg.Client(bank.superuserUrl)
  await superuser.connect()
  await superuser.query('checkpoint')
}, 120_000)
afterAll(async () => {
  await superuser.end()
  await bank.drop()
})

/** Planted numbers inside a run of digits. */
function within(run: string): string[] {
  const found: string[] = []
  for (const length of lengths) {
    for (let at = 0; at + length <= run.length; at++) {
      const candidate = run.slice(at, at + length)
      if (needles.has(candidate)) found.push(candidate)
    }
  }
  return found
}

const runs = (text: string, pattern: RegExp, decode: (run: string) => string) =>
  [...text.matchAll(pattern)].flatMap(([run]) => within(decode(run)))

/** As UTF-8 or GBK (digits are the same bytes), UTF-16 of either order, hex of either, base64 at any offset. */
function plantedIn(bytes: Buffer): string[] {
  const text = bytes.toString('latin1')
  const hex = (run: string) => Buffer.from(run, 'hex').toString('latin1').replaceAll('\0', '')
  const found = [
    ...runs(text, /\d{11,}/g, (run) => run),
    ...runs(text, /(?:\d\0){11,}/g, (run) => run.replaceAll('\0', '')),
    ...runs(text, /(?:\0\d){11,}/g, (run) => run.replaceAll('\0', '')),
    ...runs(text, /(?:3\d){11,}/g, hex),
    ...runs(text, /(?:3\d00){11,}/g, hex),
    ...runs(text, /(?:003\d){11,}/g, hex),
  ]
  for (const [run] of text.matchAll(/[A-Za-z0-9+/]{14,}/g)) {
    for (let offset = 0; offset < 4; offset++) {
      const decoded = Buffer.from(run.slice(offset), 'base64').toString('latin1')
      for (const [digits] of decoded.matchAll(/\d{11,}/g)) found.push(...within(digits))
    }
  }
  return [...new Set(found)]
}

describe('the scan itself', () => {
  it.each([
    ['UTF-8', (value: string) => Buffer.from(value)],
    ['UTF-16 LE', (value: string) => Buffer.from(value, 'utf16le')],
    ['UTF-16 BE', (value: string) => iconv.encode(value, 'utf16-be', { addBOM: false })],
    ['GBK', (value: string) => iconv.encode(`证件${value}`, 'gbk')],
    ['hex', (value: string) => Buffer.from(Buffer.from(value).toString('hex'))],
    ['base64', (value: string) => Buffer.from(Buffer.from(`ab${value}`).toString('base64'))],
  ])('finds a number kept as %s', (_, encode) => {
    const [value = ''] = needles
    const hidden = Buffer.concat([Buffer.from([1, 255]), encode(value), Buffer.from([7])])

    expect(plantedIn(hidden)).toContain(value)
  })
})

describe('identity numbers, phones and cards at rest', () => {
  it('stand in no column of any table', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    )
    let copied = 0
    for (const { name } of rows) {
      const bytes = await buffer(superuser.query(copyTo(`copy ${name} to stdout`)))
      copied += bytes.length
      expect(plantedIn(bytes), name).toEqual([])
    }
    expect(rows.length).toBeGreaterThan(55)
    expect(copied).toBeGreaterThan(100_000)
  })

  it('stand in no data file of the database and in no segment of the log', async () => {
    const { rows } = await superuser.query<{ folder: string; oid: string }>(
      `select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()`,
    )
    const [where] = rows
    if (!where) throw new Error('no data folder')
    let scanned = 0
    for (const folder of [
      path.join(where.folder, 'base', String(where.oid)),
      path.join(where.folder, 'pg_wal'),
    ]) {
      for (const name of readdirSync(folder)) {
        const file = path.join(folder, name)
        if (!statSync(file).isFile()) continue
        const bytes = readFileSync(file)
        scanned += bytes.length
        expect(plantedIn(bytes), file).toEqual([])
      }
    }
    expect(scanned).toBeGreaterThan(10_000_000)
  }, 300_000)
})
