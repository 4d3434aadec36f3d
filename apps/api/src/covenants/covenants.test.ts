import { type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson } from '../customers/testing.ts'
import type { TestStaff } from '../testing.ts'
import { lookAtPortion } from '../warnings/look-at-signals.ts'
import { aPostLoanDesk, type PostLoanDesk } from '../warnings/testing.ts'
import { covenantsStep } from './close-covenants.ts'
import { aStatement } from './testing.ts'

let desk: PostLoanDesk
let customerId: string

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const as = (staff: TestStaff) => desk.bank.as(staff).covenants

async function aCovenant(overrides = {}): Promise<string> {
  customerId = (await desk.company()).id
  const { id } = await as(desk.collector).add({
    customerId,
    contractId: null,
    measure: 'debtToAssets',
    operator: 'at-most',
    threshold: 70_000_000,
    period: 'year',
    scope: 'own',
    deliverWithinDays: 120,
    validFrom: day('2025-01-01'),
    validTo: null,
    source: '借款合同第 12 条',
    ...overrides,
  })
  return id
}

const look = () => desk.bank.inside(desk.risk, lookAtPortion)
const closeOn = (on: Day) =>
  desk.bank.inside(desk.risk, (context) =>
    covenantsStep.run(context, on, { after: null, limit: 1_000 }),
  )
const owed = (liabilities: number) => ({
  totalAssets: money(1_000_000),
  totalLiabilities: money(liabilities),
})

describe('a covenant', () => {
  it.each([
    [700_000, 'met', 0],
    [700_001, 'breached', 1],
  ])('on debt of %i in a million is %s', async (liabilities, outcome, breaches) => {
    const covenantId = await aCovenant()
    await aStatement(desk.bank, desk.manager, customerId, owed(liabilities))
    await look()
    expect((await as(desk.manager).tests({ covenantId })).rows).toMatchObject([
      { outcome, periodEnd: '2025-12-31' },
    ])
    expect((await as(desk.manager).list({ customerId })).rows).toMatchObject([
      { openBreaches: breaches, unit: 'rate' },
    ])
    const warned = await desk.bank
      .as(desk.risk)
      .warnings.list({ customerId, rule: 'covenant-breached' })
    expect(warned.rows).toHaveLength(breaches)
  })

  it('is not held twice against one statement, and again against its correction', async () => {
    const covenantId = await aCovenant()
    const id = await aStatement(desk.bank, desk.manager, customerId, owed(800_000))
    await look()
    await closeOn(desk.today)
    expect((await as(desk.manager).tests({ covenantId })).rows).toHaveLength(1)
    const [statement] = await desk.bank.as(desk.manager).statements.list({ customerId })
    if (!statement) throw new Error('no statement')
    const figures = { ...statement.figures, totalLiabilities: money(600_000) }
    await desk.bank
      .as(desk.manager)
      .statements.correct({ id, reason: '重分类', isAudited: true, figures })
    await look()
    expect(
      (await as(desk.manager).tests({ covenantId })).rows.map(({ outcome }) => outcome),
    ).toEqual(['met', 'breached'])
  })

  it('asks for its statement in time: the last day is still in time, and it is missed once', async () => {
    const covenantId = await aCovenant({ deliverWithinDays: 288 })
    await closeOn(desk.today)
    expect((await as(desk.manager).tests({ covenantId })).rows).toEqual([])
    await closeOn(day('2026-10-16'))
    await closeOn(day('2026-10-17'))
    expect((await as(desk.manager).tests({ covenantId })).rows).toMatchObject([
      { outcome: 'not-delivered', periodEnd: '2025-12-31', statementId: null },
    ])
  })

  it('is cured or waived by two people', async () => {
    const covenantId = await aCovenant()
    await aStatement(desk.bank, desk.manager, customerId, owed(900_000))
    await look()
    const testId = (await as(desk.manager).tests({ covenantId })).rows[0]?.id ?? ''
    const waiver = {
      testId,
      kind: 'waived',
      reason: '已增资，年底达标',
      until: day('2026-12-31'),
    } as const
    await expect(as(desk.risk).proposeResolution({ ...waiver, until: null })).rejects.toMatchObject(
      {
        cause: { reason: 'waiver-needs-an-end' },
      },
    )
    await as(desk.risk).proposeResolution(waiver)
    const decision = { testId, outcome: 'approved', note: '同意豁免' } as const
    await expect(as(desk.risk).decideResolution(decision)).rejects.toMatchObject({
      cause: { reason: 'own-proposal' },
    })
    await as(desk.head).decideResolution(decision)
    expect((await as(desk.manager).tests({ covenantId })).rows).toMatchObject([
      { resolution: 'waived', waivedUntil: '2026-12-31', decidedBy: desk.head.name },
    ])
    await expect(as(desk.risk).proposeResolution(waiver)).rejects.toMatchObject({
      cause: { reason: 'already-resolved' },
    })
    const [covenant] = (await as(desk.manager).list({ customerId })).rows
    expect(covenant).toMatchObject({
      openBreaches: 0,
      lastTest: {
        outcome: 'breached',
        resolution: 'waived',
        waivedUntil: '2026-12-31',
        reason: waiver.reason,
        note: '同意豁免',
        decidedBy: desk.head.name,
      },
    })
  })

  it('binds no longer once it has ended', async () => {
    const id = await aCovenant()
    await as(desk.head).end({ id, reason: '贷款已结清' })
    await expect(as(desk.head).end({ id, reason: '贷款已结清' })).rejects.toMatchObject({
      cause: { reason: 'covenant-has-ended' },
    })
    await aStatement(desk.bank, desk.manager, customerId, owed(900_000))
    await look()
    expect((await as(desk.manager).tests({ covenantId: id })).rows).toEqual([])
  })

  it('is of companies, within reach', async () => {
    await aCovenant()
    await expect(as(desk.colleague).list({ customerId })).resolves.toMatchObject({ rows: [] })
    const { id } = await desk.bank.as(desk.manager).customers.create({
      details: aPerson(),
    })
    customerId = id
    await expect(
      as(desk.collector).add({
        customerId,
        contractId: null,
        measure: 'netAssets',
        operator: 'at-least',
        threshold: 0,
        period: 'year',
        scope: 'own',
        deliverWithinDays: 90,
        validFrom: day('2026-01-01'),
        validTo: null,
        source: '合同',
      }),
    ).rejects.toMatchObject({ cause: { reason: 'covenants-are-for-companies' } })
  })
})
