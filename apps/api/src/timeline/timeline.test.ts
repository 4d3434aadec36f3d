import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, type CustomerDesk } from '../customers/testing.ts'
import { importing } from '../imports/testing.ts'
import { timelineKinds } from './timeline.queries.ts'

let desk: CustomerDesk
let customerId: string

beforeAll(async () => {
  desk = await aCustomerDesk()
  const customers = desk.customersAs(desk.manager)
  const details = aCompany()
  const made = await customers.create({ details })
  customerId = made.id
  await customers.activate({ id: customerId })
  const manager = desk.bank.as(desk.manager)
  const { licences: _, ...rest } = details
  await customers.change({
    id: customerId,
    expectedVersion: 1,
    reason: '换法定代表人',
    details: { ...rest, legalRepresentative: '新任' },
  })
  await manager.contacts.log({
    customerId,
    channel: 'phone',
    happenedOn: day('2026-10-01'),
    note: '电话核实',
  })
  await manager.visits.plan({
    customerId,
    plannedOn: day('2026-10-20'),
    purpose: '贷后检查',
    officerId: null,
  })
  await manager.tasks.give({
    customerId,
    groupId: null,
    assigneeId: desk.manager.staffId,
    text: '补资料',
    dueOn: day('2026-10-20'),
  })
  await manager.messages.send({ customerId, subject: '资料补充', body: '请补齐流水' })
  const { id: other } = await customers.create({
    details: aCompany({ name: '子公司', address: '', contactMobile: '', legalRepresentative: '' }),
  })
  await manager.groups.addRelation({
    from: customerId,
    to: other,
    kind: 'trade',
    percent: null,
    votingPercent: null,
    amount: null,
    validFrom: day('2024-01-01'),
    validTo: null,
    source: '',
    evidence: '',
  })
  await manager.applications.draft({ customerId, product: 'working-capital' })
  await desk.bank
    .as(desk.risk)
    .facts.markFalse({ customerId, what: '流水系伪造', documentId: null })
  const loans =
    'external_id,customer_external_id,product,amount,annual_rate,method,periods,frequency,disbursed_on,first_due_on,status\n' +
    `T1,${made.number},working-capital,100000,4.35,equal-instalment,12,monthly,2026-09-01,2026-10-01,active\n`
  await importing(desk.bank.resources, desk.risk, 'loans', loans)
})
afterAll(() => desk.bank.drop())

const timelineAs = (staff = desk.manager) => desk.bank.as(staff).timeline
const all = async (filter = {}) =>
  (await timelineAs().list({ customerId, limit: 100, ...filter })).rows

describe('the timeline of a customer', () => {
  it('holds what happened of every kind, the latest first', async () => {
    const rows = await all()
    const kinds = new Set(rows.map(({ kind }) => kind))
    for (const kind of [
      'file',
      'fact',
      'contact',
      'visit',
      'task',
      'relation',
      'loan',
      'message',
    ]) {
      expect(kinds).toContain(kind)
    }
    expect(rows.map(({ at }) => at)).toEqual(
      rows
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    expect(rows.find(({ what }) => what === 'changed')).toMatchObject({
      kind: 'file',
      by: '王敏',
      text: '换法定代表人',
      detail: { version: 2, fields: ['legalRepresentative'], source: 'portal' },
    })
    expect(rows.at(-1)).toMatchObject({ kind: 'loan', what: 'disbursed' })
  })

  it.each([1, 2, 3])('comes in pages of %s without gap or repetition', async (limit) => {
    const keys: string[] = []
    let cursor: string | undefined
    do {
      const page = await timelineAs().list({ customerId, limit, ...(cursor && { cursor }) })
      keys.push(...page.rows.map(({ key }) => key))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(keys).toEqual((await all()).map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is filtered by kind, and each kind can be asked alone', async () => {
    const rows = await all({ kinds: ['contact', 'task'] })
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['contact', 'task']))
    for (const kind of timelineKinds) {
      for (const row of await all({ kinds: [kind] })) expect(row.kind).toBe(kind)
    }
  })

  it('is of no other branch, and takes no cursor that is none', async () => {
    await expect(timelineAs(desk.southern).list({ customerId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(timelineAs().list({ customerId, cursor: "x' or 1=1" })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
