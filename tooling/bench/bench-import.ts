import { checkDigitOf } from '@banyan/domain/customers/identity-number'
import { fileKinds } from '@banyan/domain/imports/file-kinds'
import { day } from '@banyan/domain/calendar'
import { importFile } from '@banyan/api/imports/import-file'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure } from './measure.ts'

const headers = [
  'external_id',
  'kind',
  'name',
  'id_type',
  'id_number',
  'mobile',
  'address',
  'occupation',
  'annual_income',
]
const tables = [
  'customer',
  'party_key',
  'customer_version',
  'party_name',
  'external_reference',
  'import_change',
]
const family = [...'王李张刘陈杨赵黄周吴']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平']

function rowOf(i: number): string[] {
  const pick = (list: readonly string[], n: number) => list[n % list.length] ?? ''
  const body = `320102${String(1950 + (i % 55))}${String(1 + (Math.floor(i / 55) % 12)).padStart(2, '0')}${String(1 + (Math.floor(i / 660) % 28)).padStart(2, '0')}${String(Math.floor(i / 18_480) % 1000).padStart(3, '0')}`
  const name = `${pick(family, i)}${pick(given, Math.floor(i / 7))}${pick(given, Math.floor(i / 11))}`
  return [
    `E${i}`,
    'person',
    name,
    'resident-id',
    `${body}${checkDigitOf(body)}`,
    `139${String(i).padStart(8, '0')}`,
    `江宁区${i}号`,
    '职员',
    '96000.00',
  ]
}

/** Rows that the file's reader turns into customers, or refuses, in a second. */
function readingRate(rows: number): number {
  const records = Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(rowOf(i).map((cell, at) => [headers[at] ?? '', cell])),
  )
  const started = performance.now()
  for (const record of records) fileKinds.customers.readRow(record, { today: day('2026-10-15') })
  return (rows / (performance.now() - started)) * 1000
}

/** The very rows that the import left, copied back into the same tables with all their indexes. */
async function copyRate({ owner }: BenchBank, rows: number): Promise<number> {
  const kept = new Map<string, Buffer>()
  for (const table of tables)
    kept.set(table, await buffer(owner.query(copyTo(`copy ${table} to stdout`))))
  await owner.query(
    'truncate customer, party_key, party_name, external_reference, import_change cascade',
  )
  const started = performance.now()
  await owner.query('begin')
  for (const table of tables) {
    const bytes = kept.get(table) ?? Buffer.alloc(0)
    await pipeline(Readable.from([bytes]), owner.query(copyFrom(`copy ${table} from stdin`)))
  }
  await owner.query('commit')
  return (rows / (performance.now() - started)) * 1000
}

/** A file of new customers from its bytes to the last commit, against COPY of the finished rows. */
export async function benchImport(bank: BenchBank, scale: number): Promise<Measure[]> {
  const rows = Math.round(200_000 * scale)
  const lines = Array.from({ length: rows }, (_, i) => rowOf(i).join(','))
  const file = Buffer.from(`${headers.join(',')}\n${lines.join('\n')}\n`)
  const { institution, staffId, world } = bank
  const started = performance.now()
  const result = await importFile(
    world.resources,
    { institutionId: institution.id, staffId },
    { kind: 'customers', file: [file], fileName: 'bench.csv', source: 'bench', dryRun: false },
  )
  const imported = (rows / (performance.now() - started)) * 1000
  if (result.accepted !== rows) throw new Error(`${result.accepted} of ${rows} rows were accepted`)
  const limit = await copyRate(bank, rows)
  const unit = 'rows/s'
  return [
    measure({
      name: 'import customers: read and validate',
      value: readingRate(20_000),
      unit,
      limit: 10_000,
      against: 'the rate asked for',
      goal: '≥ 1',
    }),
    measure({
      name: `import ${rows.toLocaleString('en')} new customers, whole path`,
      value: imported,
      unit,
      limit,
      against: 'COPY of the finished rows into the same tables',
      goal: '≥ 0.6',
    }),
  ]
}
