import { createHash } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { exportReport } from './export-report.ts'
import { exportOperations } from './operations/export-operations.ts'
import { aRandomBook } from './testing.ts'

const code = 'asset-quality' as const
const asOf = day('2026-10-14')

describe('taking files out', () => {
  let bank: TestBank
  let maker: TestStaff
  let regulator: TestStaff
  let reportId: string
  beforeAll(async () => {
    bank = await aBank()
    maker = await bank.hire('risk-officer')
    regulator = await bank.hire('regulator')
    await aRandomBook(bank, maker, 20, 3)
    const built = await bank.as(maker).reports.build({ code, asOf })
    reportId = built.id
  })
  afterAll(() => bank.drop())

  const fileOf = (staff: TestStaff, format: 'csv' | 'xlsx' | 'pdf') =>
    bank.inside(staff, (context) => exportReport(context, { reportId, format }))

  it('gives the maker the same bytes twice, and remembers both', async () => {
    const digests: string[] = []
    for (const _ of [1, 2]) {
      const response = await fileOf(maker, 'pdf')
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="asset-quality-riverside-2026-10-14-v1.pdf"',
      )
      digests.push(
        createHash('sha256')
          .update(new Uint8Array(await response.arrayBuffer()))
          .digest('hex'),
      )
    }
    expect(digests[0]).toBe(digests[1])
    const events = await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .selectFrom('auditEvent')
        .select(['action', 'body'])
        .where('entityId', '=', reportId)
        .execute(),
    )
    const exports = events.filter(({ action }) => action === 'export')
    expect(exports).toHaveLength(2)
    expect(JSON.parse(exports[0]?.body ?? '{}').detail).toEqual({
      format: 'pdf',
      sha256: digests[0],
    })
  })

  it('gives the regulator nothing before the release, and the same file after it', async () => {
    const before = await (await fileOf(maker, 'csv')).text()
    await expect(fileOf(regulator, 'csv')).rejects.toThrow('report-not-found')
    const checker = await bank.hire('executive')
    await bank.as(checker).reports.release({ reportId })
    expect(await (await fileOf(regulator, 'csv')).text()).toBe(before)
  })

  it('gives the record of operations as the screen shows it, and remembers that', async () => {
    const period = { from: day('2026-10-01'), to: day('2026-10-31') }
    const { rows } = await bank.as(regulator).reports.operations({ ...period, limit: 100 })
    const response = await bank.inside(regulator, (context) => exportOperations(context, period))
    const lines: string[][] = parse(Buffer.from(await response.arrayBuffer()), { bom: true })

    expect(lines[0]).toEqual(['时间', '工号', '姓名', '对象', '编号', '名称', '操作', '明细'])
    expect(lines.slice(1).map((line) => [line[4], line[6]])).toEqual(
      rows.map(({ number, action }) => [number, action]),
    )
    expect(lines[1]?.[0]).toBe('2026-10-15 10:00:00')
    const after = await bank
      .as(regulator)
      .reports.operations({ ...period, entity: 'staff', limit: 100 })
    expect(after.rows).toContainEqual(
      expect.objectContaining({
        action: 'export',
        detail: { what: 'operations', ...period, rows: rows.length },
      }),
    )
  })
})
