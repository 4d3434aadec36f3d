import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { rate } from '@banyan/domain/rate'
import { formatCell } from '@banyan/domain/reports/cells'
import { reportCodes } from '@banyan/domain/reports/report-kinds'
import { parse } from 'csv-parse/sync'
import readWorkbook from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { figuresOf } from './report-figures.ts'
import { fileFormats, fileName, writeFiles, type WrittenFile } from './report-files.ts'
import type { ReportFile } from './report-table.ts'
import type { ReportedLoan } from './reported-loan.ts'
import { writeCsv } from './write-csv.ts'

const loan = (change: Partial<ReportedLoan>): ReportedLoan => ({
  number: 'JJ-1',
  borrowerNumber: 'KH-1',
  groupNumber: null,
  section: 'C',
  consumer: false,
  instalment: true,
  customerType: 'farmer',
  guarantee: 'credit',
  annualRate: rate(4_350_000),
  termMonths: 12,
  tier: 'normal',
  daysPastDue: 0,
  balance: money(123_456_789_01),
  overduePrincipal: money(0),
  lent: money(0),
  collectedPrincipal: money(0),
  collectedInterest: money(0),
  ledgerBalance: money(123_456_789_01),
  currency: 'CNY',
  originalBalance: money(123_456_789_01),
  isLeftOut: false,
  ...change,
})

const loans = [
  loan({}),
  loan({ number: '=cmd|x', section: 'A', tier: 'loss', daysPastDue: 400, balance: money(7) }),
  loan({ number: 'JJ-3', section: 'personal', tier: 'special-mention', balance: money(88_888_00) }),
]

function aFile(code: (typeof reportCodes)[number]): ReportFile {
  const { cells, checks } = figuresOf(code, loans, {
    netAssets: money(1_000_000_00),
    asOf: day('2026-10-31'),
  })
  return {
    figures: {
      code,
      asOf: day('2026-10-31'),
      periodFrom: day('2026-10-01'),
      institution: { code: 'riverside', name: '河畔"#银行$', kind: 'city-bank', currency: 'CNY' },
      cells,
      rates: [],
      netAssets: null,
    },
    checks,
    loans,
    version: 1,
    digest: 'ab'.repeat(32),
  }
}

/** Runs the writers in a process of its own, an hour of clock and a time zone away. */
async function inAnotherProcess(file: ReportFile): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'report-'))
  const given = path.join(folder, 'file.json')
  await writeFile(given, JSON.stringify(file))
  const writer = new URL('./report-files.ts', import.meta.url).href
  const script = `
    import { readFileSync } from 'node:fs'
    import { fileFormats, writeFiles } from ${JSON.stringify(writer)}
    const file = JSON.parse(readFileSync(${JSON.stringify(given)}, 'utf8'))
    console.log(JSON.stringify((await writeFiles(file, fileFormats)).map((each) => each.sha256)))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script],
    { env: { ...process.env, TZ: 'America/New_York' } },
  )
  await rm(folder, { recursive: true })
  return JSON.parse(stdout)
}

describe.each(reportCodes)('the files of %s', (code) => {
  const file = aFile(code)
  let files: WrittenFile[]
  let bytesOf: (format: string) => Buffer
  beforeAll(async () => {
    files = await writeFiles(file, fileFormats)
    bytesOf = (format) =>
      Buffer.from(files.find((each) => each.format === format)?.bytes ?? new Uint8Array())
  })

  it('are the same bytes in another process', async () => {
    const digests = files.map(({ sha256 }) => sha256)
    expect(await inAnotherProcess(file)).toEqual(digests)
    expect(createHash('sha256').update(bytesOf('xlsx')).digest('hex')).toBe(digests[0])
  })

  it('read back by another library give the figures', async () => {
    const sheets = await readWorkbook(bytesOf('xlsx'))
    expect(sheets.map(({ sheet }) => sheet).slice(1)).toEqual(['校验', '单元格', '借据'])
    const [grid, , cells, kept] = sheets.map(({ data }) => data)
    const heads = grid?.[3]?.slice(2) ?? []
    const printed = new Map(
      (grid ?? [])
        .slice(5)
        .flatMap((row) =>
          heads.map((column, index) => [`${row[0]} ${column}`, row[index + 2]] as const),
        ),
    )
    for (const cell of file.figures.cells) {
      const expected = cell.value === null ? null : Number(formatCell(cell))
      expect(printed.get(`${cell.row} ${cell.column}`) ?? null).toBe(expected)
    }
    expect(new Map((cells ?? []).slice(1).map((row) => [row[0], row[7] ?? null]))).toEqual(
      new Map(file.figures.cells.map(({ id, value }) => [id, value])),
    )
    expect(kept?.slice(1).map((row) => row[0])).toEqual(loans.map(({ number }) => number))
    expect(grid?.[1]?.[0]).toContain('河畔"#银行$')
  })

  it('read from CSV give the figures, in Chinese that Excel reads', () => {
    const bytes = bytesOf('csv')
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const rows: string[][] = parse(bytes, { bom: true })
    expect(rows[0]?.slice(0, 3)).toEqual(['单元格', '行次', '项目'])
    expect(rows.slice(1).map((row) => [row[0], row[6], row[7]])).toEqual(
      file.figures.cells.map((cell) => [cell.id, formatCell(cell), String(cell.value ?? '')]),
    )
  })

  it('hold Chinese text in the PDF, with the fonts it needs', () => {
    const pdf = bytesOf('pdf')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const text = pdf.toString('latin1')
    const points = text.toLowerCase()
    const missing = [...'报表日期编制复核负责人'].filter(
      (character) => !points.includes(`<${character.codePointAt(0)?.toString(16)}>`),
    )
    expect(missing).toEqual([])
    expect(text).toMatch(/NotoSansSC-Regular/)
  })

  it('are named for what they hold', () => {
    expect(fileName(file, 'pdf')).toBe(`${code}-riverside-2026-10-31-v1.pdf`)
    expect(files.every(({ rows }) => rows > 0)).toBe(true)
  })
})

describe('a CSV file', () => {
  const decode = (bytes: Uint8Array) => parse(Buffer.from(bytes), { bom: true }) as string[][]

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '|cmd', '＝1', '＋1', '－1', '＠x'])(
    'leads %j with an apostrophe',
    (text) => {
      expect(decode(writeCsv(['a'], [[text]]))[1]).toEqual([`'${text}`])
    },
  )

  it('leaves figures, quotes and line ends as they are', () => {
    const rows = [[-5, { plain: '-1.00' }, 'a"b', 'c\nd', 'e,f', null, '']] as const
    expect(decode(writeCsv(['1', '2', '3', '4', '5', '6', '7'], rows))[1]).toEqual([
      '-5',
      '-1.00',
      'a"b',
      'c\nd',
      'e,f',
      '',
      '',
    ])
  })
})
