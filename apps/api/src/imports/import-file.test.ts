import iconv from 'iconv-lite'
import { day } from '@banyan/domain/calendar'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { problemsFile } from './problems-file.ts'
import { runWaitingBatches } from './runner.ts'
import { importing } from './testing.ts'
import { batchState, listNumbersOf, setBatchState } from './testing.queries.ts'
import { undoBatch } from './undo/undo-batch.ts'

const person = (at: number) =>
  identityNumberFrom({ region: '110101', born: day('1980-05-17'), sequence: at })
const company = (at: number) =>
  creditCodeFrom({ prefix: '91', region: '110000', organisation: String(10_000_000 + at) })

const people = (count: number, name = (at: number) => `王某${at}`) =>
  [
    'external_id,name,id_number,mobile',
    ...Array.from({ length: count }, (_, at) => `P${at},${name(at)},,1380000${1000 + at}`),
  ]
    .map((line, at) => (at === 0 ? `${line},kind` : `${line},person`))
    .join('\n')

let bank: TestBank
let officer: TestStaff
let source = 0
const fresh = () => `source ${++source}`

beforeAll(async () => {
  bank = await aBank()
  officer = await bank.hire('risk-officer')
})
afterAll(() => bank.drop())

const place = (batchId: string) => ({ institutionId: officer.institution.id, batchId })
const state = (batchId: string) => bank.inside(officer, ({ tx }) => batchState(tx, place(batchId)))
const undo = (batchId: string) =>
  bank.inside(officer, (context) => undoBatch(context, place(batchId)))
const counts = (of: string) =>
  bank.inside(officer, ({ tx, institution }) => listNumbersOf(tx, institution.id, of))

describe('importing customers', () => {
  it('reports every problem of a row with its row, column, value and reason; the file of them can be mended and sent again', async () => {
    const from = fresh()
    const file = `客户编号,客户类型,姓名,身份证号,手机号,出生日期
A1,个人,张三,${person(11)},13800000001,
A2,个人,李四,1.10105E+17,138,
A3,个人,,,,
,个人,赵六,,,2026.2.30
A5,个人,-1+1,,,
`
    const first = await importing(bank.resources, officer, 'customers', iconv.encode(file, 'gbk'), {
      source: from,
      language: 'en',
    })
    expect(first).toMatchObject({ accepted: 2, unchanged: 0, rejected: 3 })
    expect(first.errors.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [3, '身份证号', '1.10105E+17', 'damaged-by-spreadsheet'],
      [3, '手机号', '138', 'wrong-length'],
      [4, '姓名', '', 'missing'],
      [5, '客户编号', '', 'missing'],
      [5, '出生日期', '2026.2.30', 'impossible-date'],
    ])
    const { content } = await bank.inside(officer, (context) =>
      problemsFile(context, place(first.batchId)),
    )
    expect(content.startsWith('\uFEFF客户编号,')).toBe(true)
    expect(content.split('\r\n')).toHaveLength(5)
    expect(content).toContain('3,身份证号; 手机号,')
    const mended = content.replace('1.10105E+17', person(13)).replace(',138,', ',13800000013,')
    const second = await importing(bank.resources, officer, 'customers', mended, { source: from })
    expect(second).toMatchObject({ accepted: 1, unchanged: 0, rejected: 2 })
  })

  it('rehearses with the same numbers and keeps nothing', async () => {
    const from = fresh()
    const file = `${people(5)}\nP5,,,,person\n`
    const options = { source: from, dryRun: true }
    const rehearsed = await importing(bank.resources, officer, 'customers', file, options)
    expect(rehearsed).toMatchObject({ status: 'done', accepted: 5, unchanged: 0, rejected: 1 })
    expect(await counts(from)).toMatchObject({ customers: 0 })
    const done = await importing(bank.resources, officer, 'customers', file, { source: from })
    expect({ ...done, batchId: '' }).toEqual({ ...rehearsed, batchId: '' })
  })

  it('finds a party by its official number, and keeps what a file does not speak of', async () => {
    const one = `external_id,kind,name,credit_code,address\nX1,company,甲公司,${company(1)},北京市东城区\n`
    await importing(bank.resources, officer, 'customers', one, { source: fresh() })
    const other = `external_id,kind,name,credit_code,lei\nY1,company,甲股份公司,${company(1)},\n`
    const from = fresh()
    const second = await importing(bank.resources, officer, 'customers', other, { source: from })
    expect(second).toMatchObject({ accepted: 1, unchanged: 0, rejected: 0 })
    expect(await counts(from)).toMatchObject({ customers: 1, formerNames: 1 })
    const caller = bank.as(await bank.hire('risk-officer'))
    const { rows } = await caller.customers.list({ text: '甲股份公司' })
    const file = await caller.customers.get({ id: rows[0]?.id ?? '' })
    expect(JSON.stringify(file)).toContain('北京市东城区')
  })

  it('refuses a person’s number under another name, and a code twice in one file', async () => {
    const file = `external_id,kind,name,id_number,credit_code
B1,person,钱一,${person(21)},
B2,person,钱二,${person(21)},
B3,company,乙公司,,${company(2)}
B4,company,丙公司,,${company(2)}
B1,person,钱一,${person(21)},
`
    const from = fresh()
    const first = await importing(bank.resources, officer, 'customers', file, { source: from })
    expect(first).toMatchObject({ accepted: 2, unchanged: 1, rejected: 2 })
    expect(first.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'id_number', 'belongs-to-another-customer'],
      [5, 'credit_code', 'belongs-to-another-customer'],
    ])
    const second = await importing(bank.resources, officer, 'customers', file, { source: from })
    expect(second).toMatchObject({ accepted: 0, unchanged: 3, rejected: 2 })
  })

  it('cannot be read at all: says why, and takes nothing', async () => {
    const twice = await importing(bank.resources, officer, 'customers', 'id,id\n1,2\n')
    expect(twice).toMatchObject({ status: 'failed', failure: 'header-twice: id', accepted: 0 })
    const foreign = await importing(bank.resources, officer, 'customers', 'a,b\n1,2\n')
    expect(foreign.failure).toBe('mapping-does-not-fit: required-column-unmapped external_id')
  })
})

describe('a batch under way', () => {
  it(
    'goes on behind the last kept row when its process was killed',
    { timeout: 60_000 },
    async () => {
      const from = fresh()
      const stopping = new AbortController()
      const first = await importing(bank.resources, officer, 'customers', people(4500), {
        source: from,
        signal: stopping.signal,
        onProgress: () => stopping.abort(),
      })
      expect(first.accepted).toBe(2000)
      // As a killed process leaves it: running, and its lease lapsed.
      await bank.inside(officer, ({ tx }) =>
        setBatchState(tx, place(first.batchId), { status: 'running', leaseUntil: new Date(0) }),
      )
      await runWaitingBatches(bank.resources, new AbortController().signal)
      expect(await state(first.batchId)).toMatchObject({
        status: 'done',
        rowsRead: 4500,
        accepted: 4500,
      })
      expect(await counts(from)).toMatchObject({ customers: 4500 })
    },
  )

  it('stops between portions when asked, and can be undone', { timeout: 60_000 }, async () => {
    const from = fresh()
    const caller = bank.as(officer)
    const done = await importing(
      bank.resources,
      officer,
      'customers',
      people(4100, (at) => `李某${at}`),
      {
        source: from,
        onProgress: async () => {
          const { rows } = await caller.imports.list({})
          const running = rows.find((row) => row.status === 'running' && !row.cancelAsked)
          if (running) await caller.imports.cancel({ id: running.id })
        },
      },
    )
    expect(done).toMatchObject({ status: 'cancelled', accepted: 4000 })
    const undone = await undo(done.batchId)
    expect(undone).toMatchObject({ removed: done.accepted, restored: 0, keptCount: 0 })
    expect(await counts(from)).toMatchObject({ customers: 0 })
    await expect(undo(done.batchId)).rejects.toMatchObject({ reason: 'import-already-undone' })
  })
})

describe('undoing', () => {
  it('restores what was changed as a new version, and names what has been used since', async () => {
    const from = fresh()
    const head = 'external_id,kind,name,address\n'
    await importing(bank.resources, officer, 'customers', `${head}U1,company,旧名公司,北京\n`, {
      source: from,
    })
    const second = await importing(
      bank.resources,
      officer,
      'customers',
      `${head}U1,company,新名公司,上海\nU2,company,新来公司,\nU3,company,子公司,\n`,
      { source: from },
    )
    expect(second.accepted).toBe(3)
    const relation = await importing(
      bank.resources,
      officer,
      'relations',
      'from_external_id,to_external_id,kind,percent\nU2,U3,ownership,60\n',
      { source: from },
    )
    expect(relation.accepted).toBe(1)
    const { removed, restored, kept } = await undo(second.batchId)
    expect({ removed, restored }).toEqual({ removed: 0, restored: 1 })
    expect(kept.map(({ reason }) => reason)).toEqual(['in-use', 'in-use'])
    const caller = bank.as(officer)
    expect((await caller.customers.list({ text: '旧名公司' })).rows).toHaveLength(1)
    expect((await caller.customers.list({ text: '新名公司' })).rows).toHaveLength(0)
    expect(await undo(relation.batchId)).toMatchObject({ keptCount: 0 })
  })

  it('voids loans and reverses repayments, and the books stay whole', async () => {
    const from = fresh()
    const options = { source: from }
    const loans = await importing(
      bank.resources,
      officer,
      'loans',
      `external_id,customer_external_id,customer_name,amount,currency,annual_rate,periods,disbursed_on,status,ended_on
L1,C1,孙一,12000,,6,12,2026-01-10,,
L2,C2,孙二,12000,USD,6,12,2024-01-10,settled,2024-12-31
L3,C3,孙三,12000,,6,12,2024-01-10,written-off,2024-05-20
L4,C4,,12000,,6,12,2026-01-10,,
`,
      options,
    )
    expect(loans).toMatchObject({ accepted: 3, rejected: 1 })
    expect(loans.errors).toMatchObject([
      { row: 5, column: 'customer_external_id', code: 'customer-not-found' },
    ])
    const repayments = await importing(
      bank.resources,
      officer,
      'repayments',
      `external_id,loan_external_id,paid_on,amount
R2,L1,2026-04-10,1000
R1,L1,2026-02-10,1032.80
R3,L2,2026-02-10,1
R4,L1,2026-02-10,99999
R5,L9,2026-02-10,1
R6,L1,2026-10-16,1
`,
      options,
    )
    expect(repayments).toMatchObject({ accepted: 2, rejected: 4 })
    expect(repayments.errors.map(({ row, code }) => [row, code])).toEqual([
      [4, 'loan-not-active'],
      [5, 'more-than-owed'],
      [6, 'loan-not-found'],
      [7, 'in-the-future'],
    ])
    const breaches = () =>
      bank.inside(officer, ({ tx, institution }) => findBreaches(tx, institution.id))
    expect(await breaches()).toEqual([])
    expect((await undo(loans.batchId)).kept).toMatchObject([
      { entity: 'loan', reason: 'repaid-since' },
      { entity: 'customer' },
      { entity: 'customer' },
      { entity: 'customer' },
    ])
    expect(await undo(repayments.batchId)).toMatchObject({ removed: 2, keptCount: 0 })
    expect(await breaches()).toEqual([])
  })
})

describe('importing relations', () => {
  it('takes roles, income, dependence and own shares, and changes nothing the second time', async () => {
    const from = fresh()
    const options = { source: from }
    const customers =
      'external_id,kind,name\nR1,person,钱六\nR2,company,关系甲\nR3,company,关系乙\n'
    await importing(bank.resources, officer, 'customers', customers, options)
    const file = `from_external_id,to_external_id,kind,role,percent,income_percent,dependence_percent
R1,R2,高管,董事,,,
R1,R2,法定代表人,,,,
R2,R2,ownership,,10,,
R1,R2,ownership,,90,80,
R3,R2,trade,收入,,,55
R2,R3,control,董事,,,
R1,R1,control,,,,
`
    const first = await importing(bank.resources, officer, 'relations', file, options)
    expect(first).toMatchObject({ accepted: 5, rejected: 2 })
    expect(first.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [7, 'role', 'unknown-choice'],
      [8, 'to_external_id', 'related-to-itself'],
    ])
    const again = await importing(bank.resources, officer, 'relations', file, options)
    expect(again).toMatchObject({ accepted: 0, unchanged: 5, rejected: 2 })

    const caller = bank.as(await bank.hire('risk-officer'))
    const { rows } = await caller.customers.list({ text: '关系甲' })
    const relations = await caller.groups.relations({ customerId: rows[0]?.id ?? '' })
    const told = relations.map(({ kind, role, percent, incomePercent, dependencePercent }) =>
      [kind, role, percent, incomePercent, dependencePercent].join(' '),
    )
    expect(told.sort()).toEqual([
      'officer director   ',
      'officer legal-representative   ',
      'ownership  10000000  ',
      'ownership  90000000 80000000 ',
      'trade income   55000000',
    ])
  })

  it('replaces what a later file corrects, and brings it back when that is undone', async () => {
    const from = fresh()
    const options = { source: from }
    const customers = 'external_id,kind,name\nU1,company,更正母\nU2,company,更正子\n'
    await importing(bank.resources, officer, 'customers', customers, options)
    const holding = (percent: string) =>
      `from_external_id,to_external_id,kind,percent,valid_from\nU1,U2,ownership,${percent},2020-01-01\n`
    await importing(bank.resources, officer, 'relations', holding('60'), options)
    const second = await importing(bank.resources, officer, 'relations', holding('55'), options)
    const caller = bank.as(await bank.hire('risk-officer'))
    const { rows } = await caller.customers.list({ text: '更正子' })
    const present = () => caller.groups.relations({ customerId: rows[0]?.id ?? '' })

    const [corrected] = await present()
    expect(corrected).toMatchObject({ percent: 55_000_000, correctsId: expect.any(String) })
    const { forms } = await caller.groups.relationHistory({ relationId: corrected?.id ?? '' })
    expect(forms.map(({ percent }) => percent)).toEqual([60_000_000, 55_000_000])

    expect(await undo(second.batchId)).toMatchObject({ keptCount: 0 })
    expect(await present()).toMatchObject([{ percent: 60_000_000, correctsId: null }])
  })
})

describe('the way through the portal', () => {
  it('previews, remembers the columns, and keeps loans from who may not book them', async () => {
    const manager = await bank.hire('customer-manager')
    const { receiveImport } = await import('./import-routes.ts')
    const { ReceivedFile } = await import('../documents/received-file.ts')
    const file = new ReceivedFile('客户.csv', Buffer.from('代号,称呼\nZ1,周一\n'))
    const receive = (kind: 'customers' | 'loans') =>
      bank.inside(manager, (context) => receiveImport(context, { kind, file }), 'own')
    await expect(receive('loans')).rejects.toMatchObject({ reason: 'import-kind-not-yours' })
    const { id } = await receive('customers')
    const caller = bank.as(manager)
    expect(await caller.imports.preview({ id })).toMatchObject({
      form: { encoding: 'utf-8', delimiter: ',' },
      headers: ['代号', '称呼'],
      rows: [{ rowNumber: 2, cells: ['Z1', '周一'] }],
      remembered: null,
    })
    const mapping = { columns: { external_id: '代号', name: '称呼', kind: { constant: 'person' } } }
    await caller.imports.start({ id, source: 'portal', mapping, dryRun: false })
    await runWaitingBatches(bank.resources, new AbortController().signal)
    expect(await caller.imports.get({ id })).toMatchObject({ status: 'done', accepted: 1 })
    const again = await receive('customers')
    expect(await caller.imports.preview({ id: again.id })).toMatchObject({ remembered: mapping })
    const stranger = bank.as(await bank.hire('customer-manager'))
    await expect(stranger.imports.get({ id })).rejects.toThrow('import-not-found')
    await expect(
      caller.imports.start({ id, source: 'portal', mapping, dryRun: false }),
    ).rejects.toThrow('import-already-done')
  })
})
