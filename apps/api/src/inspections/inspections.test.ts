import { type Day, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStaff } from '../testing.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../warnings/testing.ts'
import { inspectionsStep } from './close-inspections.ts'
import { visitDay } from './plan-inspection.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const as = (staff: TestStaff) => desk.bank.as(staff).inspections

const closeOn = (on: Day) => runStep(desk, inspectionsStep, on)

const due = async (customerId: string) => (await as(desk.risk).list({ customerId })).rows
const findings = [
  { topic: 'repayment', isAbnormal: false, note: '按期还款' },
  { topic: 'use-of-funds', isAbnormal: false, note: '用于采购' },
  { topic: 'operation', isAbnormal: false, note: '生产正常' },
  { topic: 'collateral', isAbnormal: false, note: '押品完好' },
  { topic: 'guarantor', isAbnormal: false, note: '保证人正常' },
] as const

const report = (customerId: string, id: string | null, overrides = {}) => ({
  id,
  customerId,
  heldOn: desk.today,
  place: '企业厂区',
  participants: '王敏、企业财务',
  findings: [...findings],
  conclusion: 'normal' as const,
  followUp: '',
  documentIds: [],
  ...overrides,
})

describe('the day of a visit', () => {
  it.each([
    ['2027-04-01', '2026-10-15', '2027-04-01', 'a Thursday'],
    ['2026-11-22', '2026-10-15', '2026-11-20', 'a Sunday'],
    ['2026-10-05', '2026-09-15', '2026-09-30', 'a holiday of seven days'],
    ['2026-10-10', '2026-09-15', '2026-10-10', 'a Saturday that is worked'],
    ['2026-10-05', '2026-10-02', '2026-10-05', 'a holiday with no working day left before it'],
  ])('for what is due on %s, looked at on %s: %s, %s', (dueOn, today, expected) => {
    expect(visitDay(day(dueOn), day(today))).toBe(expected)
  })
})

describe('the plan of inspections', () => {
  it('asks for a first one soon after lending and then for one at the interval of the class, with a visit', async () => {
    const { id } = await desk.borrower(day('2026-11-01'))
    await closeOn(desk.today)
    const [planned] = await due(id)
    expect(planned).toMatchObject({
      kind: 'regular',
      dueOn: '2027-04-01',
      everyMonths: 6,
      tier: 'normal',
      ownerName: '王敏',
      visitId: null,
    })
    await closeOn(day('2027-03-20'))
    const [coming] = await due(id)
    expect(coming?.visitId).toEqual(expect.any(String))
    const visits = await desk.bank.as(desk.manager).visits.list({ customerId: id })
    expect(visits.rows).toMatchObject([
      { plannedOn: '2027-04-01', purpose: '贷后检查', officerName: '王敏' },
    ])
  })

  it('marks what was missed on the day after its last day, once', async () => {
    const { id } = await desk.company()
    const { id: ordered } = await as(desk.collector).order({
      customerId: id,
      dueOn: day('2026-10-16'),
      reason: '涉诉核实',
      ownerId: null,
    })
    await closeOn(day('2026-10-16'))
    expect(await due(id)).toMatchObject([{ id: ordered, missedOn: null }])
    await closeOn(day('2026-10-17'))
    await closeOn(day('2026-10-18'))
    expect(await due(id)).toMatchObject([{ id: ordered, missedOn: '2026-10-17' }])
    expect((await as(desk.risk).summary()).missed).toBe(1)
  })

  it('is fulfilled by a report that answers what was asked; the next one is counted from it', async () => {
    const { id: customerId } = await desk.borrower(day('2026-04-01'))
    await closeOn(day('2026-10-31'))
    const [planned] = await due(customerId)
    const id = planned?.id ?? ''
    expect(planned).toMatchObject({ dueOn: '2026-11-14', daysLate: 0, state: 'due' })
    const short = report(customerId, id, { findings: findings.slice(0, 4) })
    await expect(as(desk.manager).record(short)).rejects.toMatchObject({
      cause: { reason: 'topic-missing' },
    })
    const bad = [{ ...findings[0], isAbnormal: true }, ...findings.slice(1)]
    await expect(
      as(desk.manager).record(report(customerId, id, { findings: bad })),
    ).rejects.toMatchObject({
      cause: { reason: 'conclusion-contradicts-findings' },
    })
    const { nextDueOn } = await as(desk.manager).record(report(customerId, id))
    expect(nextDueOn).toBe('2027-04-15')
    await expect(as(desk.manager).record(report(customerId, id))).rejects.toMatchObject({
      cause: { reason: 'inspection-is-closed' },
    })
    const told = await as(desk.risk).get({ id })
    expect(told).toMatchObject({
      state: 'done',
      conclusion: 'normal',
      heldOn: '2026-10-15',
      recordedBy: '王敏',
      place: '企业厂区',
    })
    expect(told.findings).toHaveLength(5)
    const visits = await desk.bank.as(desk.manager).visits.list({ customerId })
    expect(visits.rows).toMatchObject([{ state: 'held', heldOn: '2026-10-15' }])
  })

  it('takes one nobody had planned, and one is waived by another than its owner', async () => {
    const { id: customerId } = await desk.company()
    const { id } = await as(desk.manager).record(
      report(customerId, null, {
        conclusion: 'attention',
        findings: [{ topic: 'other', isAbnormal: true, note: '厂区停工' }],
      }),
    )
    expect((await as(desk.risk).get({ id })).reason).toBe('unplanned')
    const { id: ordered } = await as(desk.risk).order({
      customerId,
      dueOn: day('2026-10-20'),
      reason: '复查',
      ownerId: desk.risk.staffId,
    })
    await expect(as(desk.risk).waive({ id: ordered, reason: '不需要' })).rejects.toMatchObject({
      cause: { reason: 'own-inspection' },
    })
    await as(desk.head).waive({ id: ordered, reason: '已由总行检查' })
    expect((await as(desk.risk).get({ id: ordered })).waiver).toMatchObject({
      reason: '已由总行检查',
      by: desk.head.name,
    })
  })

  it('goes into other hands', async () => {
    const { id: customerId } = await desk.company()
    const { id } = await as(desk.risk).order({
      customerId,
      dueOn: day('2026-10-20'),
      reason: '检查',
      ownerId: null,
    })
    await as(desk.collector).handOn({ id, ownerId: desk.collector.staffId, reason: '王敏休假' })
    expect((await as(desk.risk).get({ id })).ownerName).toBe('贷后')
    const visits = await desk.bank.as(desk.manager).visits.list({ customerId })
    expect(visits.rows).toMatchObject([{ state: 'planned', officerId: desk.collector.staffId }])
  })

  it('goes only to whoever inspects and reaches the file', async () => {
    const { id: customerId } = await desk.company()
    const ordered = { customerId, dueOn: day('2026-10-20'), reason: '检查' }
    const { id } = await as(desk.risk).order({ ...ordered, ownerId: null })
    const give = (owner: TestStaff) =>
      as(desk.collector).handOn({ id, ownerId: owner.staffId, reason: '王敏休假' })
    await expect(give(desk.head)).rejects.toMatchObject({
      cause: { reason: 'assignee-of-other-post' },
    })
    await expect(give(desk.colleague)).rejects.toMatchObject({
      cause: { reason: 'assignee-without-reach' },
    })
    const offered = await desk.bank
      .as(desk.collector)
      .staff.colleagues({ work: 'inspections', customerId })
    const ids = offered.map(({ id: staffId }) => staffId)
    expect(ids).toEqual(expect.arrayContaining([desk.manager.staffId, desk.risk.staffId]))
    expect(ids).not.toContain(desk.colleague.staffId)
    await expect(
      as(desk.risk).order({ ...ordered, ownerId: desk.colleague.staffId }),
    ).rejects.toMatchObject({ cause: { reason: 'assignee-without-reach' } })
  })

  it('shows nobody what is of another branch', async () => {
    const { id: customerId } = await desk.company()
    const { id } = await as(desk.risk).order({
      customerId,
      dueOn: day('2026-10-20'),
      reason: '检查',
      ownerId: null,
    })
    await expect(as(desk.colleague).get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await as(desk.colleague).list({ customerId })).rows).toEqual([])
  })
})
