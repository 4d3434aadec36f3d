import { day } from '@banyan/domain/calendar'
import { statementLines, StatementFigures } from '@banyan/domain/customers/financial-statement'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import type { TestStaff } from '../testing.ts'
import { netAssetsOf } from './net-assets.queries.ts'

let desk: CustomerDesk
let customerId: string

beforeAll(async () => {
  desk = await aCustomerDesk()
})
beforeEach(async () => {
  customerId = (await desk.customersAs(desk.manager).create({ details: aCompany() })).id
})
afterAll(() => desk.bank.drop())

const figures = (given: Record<string, number> = {}) =>
  StatementFigures.parse({
    ...Object.fromEntries(statementLines.map((name) => [name, null])),
    totalAssets: 1_200_000,
    totalLiabilities: 700_000,
    netAssets: 500_000,
    revenue: 1_000_000,
    ...given,
  })
const statement = (overrides = {}) => ({
  customerId,
  periodEnd: day('2025-12-31'),
  period: 'year' as const,
  scope: 'own' as const,
  isAudited: true,
  source: '审计报告',
  figures: figures(),
  ...overrides,
})
const statementsAs = (staff: TestStaff) => desk.bank.as(staff).statements
const list = () => statementsAs(desk.manager).list({ customerId })

describe('financial statements', () => {
  it('are shown the latest first, with ratios, growth and doubts', async () => {
    const manager = statementsAs(desk.manager)
    const before = figures({ revenue: 800_000, netAssets: 400_000 })
    await manager.record(statement({ periodEnd: day('2024-12-31'), figures: before }))
    await manager.record(statement())
    const [latest, earlier] = await list()
    expect(latest).toMatchObject({
      periodEnd: '2025-12-31',
      recordedBy: '王敏',
      isAudited: true,
      ratios: { revenueGrowth: 25_000_000, debtToEquity: 140_000_000 },
      warnings: [],
    })
    expect(earlier?.warnings).toEqual(['assets-are-not-liabilities-and-net-assets'])
    expect(await desk.actionsOf(customerId)).toEqual([
      'created',
      'statement-recorded',
      'statement-recorded',
    ])
  })

  it('stand once for a period and scope, and are corrected, not changed', async () => {
    const { id } = await statementsAs(desk.manager).record(statement())
    await desk.refusing(() => statementsAs(desk.manager).record(statement()), 'statement-is-held')
    const corrected = await statementsAs(desk.manager).correct({
      id,
      reason: '重述',
      isAudited: true,
      figures: figures({ netAssets: 450_000 }),
    })
    expect(await list()).toMatchObject([
      { id: corrected.id, corrects: id, reason: '重述', figures: { netAssets: 450_000 } },
    ])
    await expect(
      statementsAs(desk.manager).correct({
        id,
        reason: '再改',
        isAudited: true,
        figures: figures(),
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are for companies, of periods that have ended', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const record = (overrides: object) => () =>
      statementsAs(desk.manager).record(statement(overrides))
    await desk.refusing(record({ customerId: id }), 'statements-are-for-companies')
    await desk.refusing(record({ periodEnd: day('2026-12-31') }), 'in-the-future')
    await desk.refusing(record({ periodEnd: day('2025-11-30') }), 'not-a-period-end')
  })

  it('tell the net assets of a day', async () => {
    await statementsAs(desk.manager).record(statement({ figures: figures({ netAssets: 1 }) }))
    const half = { periodEnd: day('2026-06-30'), period: 'half' }
    await statementsAs(desk.manager).record(
      statement({ ...half, figures: figures({ netAssets: 2 }) }),
    )
    await statementsAs(desk.manager).record(
      statement({ ...half, scope: 'consolidated', figures: figures({ netAssets: 3 }) }),
    )
    const on = (when: string) =>
      desk.bank.inside(desk.risk, async ({ tx, institution }) => {
        const found = await netAssetsOf(tx, institution.id, [customerId], day(when))
        return found.get(customerId)
      })
    expect(await on('2026-10-15')).toBe(3)
    expect(await on('2026-06-29')).toBe(1)
    expect(await on('2025-12-30')).toBeUndefined()
  })
})
