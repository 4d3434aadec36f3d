import { addDays } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectionStep } from '../collection/close-collection.ts'
import type { TestStaff } from '../testing.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../warnings/testing.ts'

let desk: PostLoanDesk
let customerId: string

beforeAll(async () => {
  desk = await aPostLoanDesk()
  const borrower = await desk.borrower(addDays(desk.today, -40))
  customerId = borrower.id
  await runStep(desk, collectionStep, desk.today)
  const manager = desk.bank.as(desk.manager)
  const { rows } = await manager.collection.queue({ customerId })
  const caseId = rows[0]?.id ?? ''
  const { loanId } = borrower
  await manager.collection.promise({
    caseId,
    loanId,
    amount: money(1_000),
    dueOn: addDays(desk.today, 3),
    note: '电话承诺',
  })
  await manager.warnings.recordEvent({
    customerId,
    kind: 'penalty',
    happenedOn: desk.today,
    amount: null,
    source: '税务局公告',
    evidence: '欠税处罚',
    documentId: null,
  })
  await desk.bank.as(desk.approver).inspections.order({
    customerId,
    dueOn: addDays(desk.today, 10),
    reason: '处罚后核实',
    ownerId: null,
  })
  await desk.bank.as(desk.collector).covenants.add({
    customerId,
    contractId: null,
    measure: 'debtToAssets',
    operator: 'at-most',
    threshold: 70_000_000,
    period: 'year',
    scope: 'own',
    deliverWithinDays: 120,
    validFrom: desk.today,
    validTo: null,
    source: '借款合同第 12 条',
  })
})
afterAll(() => desk.bank.drop())

const kinds = ['warning', 'inspection', 'update', 'covenant', 'collection'] as const
const timeline = async (staff: TestStaff, asked: readonly (typeof kinds)[number][] = kinds) =>
  (await desk.bank.as(staff).timeline.list({ customerId, kinds: [...asked], limit: 100 })).rows

describe('the timeline of a customer whose money is out', () => {
  it('tells of warnings, inspections, promises and covenants', async () => {
    const told = (await timeline(desk.manager)).map(({ what }) => what)
    for (const what of [
      'risk-event',
      'warning-raised',
      'inspection-due',
      'case-opened',
      'promise-open',
      'covenant-added',
    ]) {
      expect(told).toContain(what)
    }
  })

  it('names the loan and the amount of a promise', async () => {
    const promise = (await timeline(desk.manager, ['collection'])).find(
      ({ what }) => what === 'promise-open',
    )
    expect(promise).toMatchObject({ by: '王敏', text: '电话承诺', detail: { amount: 1_000 } })
  })

  it('tells a colleague of the branch nothing that the desks would not', async () => {
    const neighbour = await desk.bank.hire('customer-manager', { name: '邻座' })
    expect(await timeline(neighbour)).toEqual([])
    const { rows } = await desk.bank.as(neighbour).timeline.list({ customerId, limit: 100 })
    expect(rows.some(({ kind }) => kind === 'loan')).toBe(true)
  })

  it('tells a post that has no such desk nothing of them', async () => {
    const reviewer = await desk.bank.hire('document-reviewer')
    expect(await timeline(reviewer)).toEqual([])
  })
})
