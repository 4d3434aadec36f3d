import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { fileDocument } from '../documents/file-document.ts'
import { ReceivedFile } from '../documents/received-file.ts'
import type { TestStaff } from '../testing.ts'

let desk: CustomerDesk
let customerId: string

beforeAll(async () => {
  desk = await aCustomerDesk()
})
beforeEach(async () => {
  customerId = (await desk.customersAs(desk.manager).create({ details: aPerson() })).id
})
afterAll(() => desk.bank.drop())

const visitsAs = (staff: TestStaff) => desk.bank.as(staff).visits
const plan = (plannedOn = '2026-10-20') =>
  visitsAs(desk.manager).plan({
    customerId,
    plannedOn: day(plannedOn),
    purpose: '贷后检查',
    officerId: null,
  })
const memo = (overrides = {}) => ({
  id: null,
  customerId,
  heldOn: day('2026-10-15'),
  place: '厂区办公室',
  participants: '客户经理王敏，财务负责人',
  findings: '生产正常，库存偏高。\n应收账期拉长。',
  followUp: '一个月后复查',
  documentIds: [],
  ...overrides,
})
const list = async (filter = {}) =>
  (await visitsAs(desk.manager).list({ customerId, ...filter })).rows

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const aPicture = (of = customerId) =>
  desk.bank.inside(desk.manager, (context) =>
    fileDocument(context, {
      customerId: of,
      kind: 'other',
      applicationId: null,
      file: new ReceivedFile('现场.png', picture),
    }),
  )

describe('visits', () => {
  it('go from plan to memo with place, participants, findings and pictures', async () => {
    const { id } = await plan()
    expect(await list()).toMatchObject([{ id, state: 'planned', plannedOn: '2026-10-20' }])
    await visitsAs(desk.manager).reschedule({
      id,
      plannedOn: day('2026-10-16'),
      reason: '客户改期',
    })
    const photo = await aPicture()
    await visitsAs(desk.manager).record(memo({ id, documentIds: [photo.id, photo.id] }))
    expect(await list({ state: 'held' })).toMatchObject([
      {
        id,
        state: 'held',
        plannedOn: '2026-10-16',
        heldOn: '2026-10-15',
        place: '厂区办公室',
        findings: '生产正常，库存偏高。\n应收账期拉长。',
        officerName: '王敏',
        documents: [{ id: photo.id, fileName: '现场.png' }],
      },
    ])
    expect(await desk.actionsOf(customerId)).toEqual([
      'created',
      'visit-planned',
      'visit-rescheduled',
      'document-filed',
      'visit-recorded',
    ])
  })

  it('are overdue the day after they were planned for', async () => {
    const { id } = await plan('2026-10-15')
    expect(await list({ state: 'planned' })).toMatchObject([{ id, state: 'planned' }])
    expect(await list({ state: 'overdue' })).toEqual([])
    const later = await plan('2026-10-20')
    await desk.bank.inside(desk.risk, async (context) => {
      const { listVisits } = await import('./visits.queries.ts')
      const tomorrow = { ...context, businessDay: day('2026-10-16') }
      const overdue = await listVisits(tomorrow, { customerId, state: 'overdue', limit: 10 })
      expect(overdue).toMatchObject([{ id, state: 'overdue' }])
      const planned = await listVisits(tomorrow, { customerId, state: 'planned', limit: 10 })
      expect(planned).toMatchObject([{ id: later.id, state: 'planned' }])
    })
  })

  it('may be recorded without a plan, and never in the future', async () => {
    await visitsAs(desk.manager).record(memo())
    expect(await list()).toMatchObject([{ state: 'held', plannedOn: null }])
    const tomorrow = memo({ heldOn: day('2026-10-16') })
    await desk.refusing(() => visitsAs(desk.manager).record(tomorrow), 'in-the-future')
  })

  it('end once', async () => {
    const { id } = await plan()
    await visitsAs(desk.manager).cancel({ id, reason: '客户停产' })
    for (const again of [
      () => visitsAs(desk.manager).record(memo({ id })),
      () => visitsAs(desk.manager).cancel({ id, reason: '再次取消' }),
      () => visitsAs(desk.manager).reschedule({ id, plannedOn: day('2026-11-01'), reason: '改期' }),
    ]) {
      await desk.refusing(again, 'visit-is-closed')
    }
  })

  it('take only documents of their customer, and no numbers of people in their words', async () => {
    const other = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const photo = await aPicture(other.id)
    await desk.refusing(
      () => visitsAs(desk.manager).record(memo({ documentIds: [photo.id] })),
      'document-not-of-customer',
    )
    await expect(
      visitsAs(desk.manager).record(memo({ findings: '联系电话 13800138000' })),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('are of another branch for those who work there', async () => {
    const { id } = await plan()
    await expect(visitsAs(desk.southern).cancel({ id, reason: '越权取消' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect((await visitsAs(desk.southern).list({ customerId })).rows).toEqual([])
  })
})
