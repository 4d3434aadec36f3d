import { addDays, day } from '@banyan/domain/calendar'
import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectionStep } from '../collection/close-collection.ts'
import { aStatement } from '../covenants/testing.ts'
import type { TestStaff } from '../testing.ts'
import { lookAtPortion } from '../warnings/look-at-signals.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../warnings/testing.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

async function waiting(staff: TestStaff): Promise<Record<string, number>> {
  const { waiting: items } = await desk.bank.as(staff).home.today()
  return Object.fromEntries(items.map(({ what, count }) => [what, count]))
}

async function aCase() {
  const borrower = await desk.borrower(addDays(desk.today, -40))
  await runStep(desk, collectionStep, desk.today)
  const { rows } = await desk.bank
    .as(desk.manager)
    .collection.queue({ state: 'open', customerId: borrower.id })
  return { ...borrower, caseId: rows[0]?.id ?? '' }
}

describe('what waits today after the money is out', () => {
  it('is a promise for today, counted as the queue lists it', async () => {
    const { caseId, loanId } = await aCase()
    await desk.bank.as(desk.manager).collection.promise({
      caseId,
      loanId,
      amount: money(1_000),
      dueOn: desk.today,
      note: '今天还',
    })
    expect(await waiting(desk.manager)).toMatchObject({ 'promises-due': 1 })
    const { rows } = await desk.bank.as(desk.manager).collection.queue({ promise: 'due-today' })
    expect(rows.map(({ id }) => id)).toEqual([caseId])
    expect((await desk.bank.as(desk.manager).collection.queue({ promise: 'broken' })).rows).toEqual(
      [],
    )
  })

  it('is a hardship to decide, for another person than asked for it', async () => {
    const { caseId } = await aCase()
    await desk.bank.as(desk.manager).collection.proposeHardship({
      caseId,
      reason: '停产',
      until: addDays(desk.today, 30),
      plan: '每月一千元',
    })
    expect(await waiting(desk.approver)).toMatchObject({ 'hardships-to-decide': 1 })
    expect(await waiting(desk.manager)).not.toHaveProperty('hardships-to-decide')
    const { rows } = await desk.bank.as(desk.approver).collection.queue({ state: 'hardship-asked' })
    expect(rows.map(({ id }) => id)).toEqual([caseId])
  })

  it('is an inspection that falls due, until its day has passed', async () => {
    const { id: customerId } = await desk.company()
    const before = (await waiting(desk.collector))['inspections-soon'] ?? 0
    await desk.bank.as(desk.approver).inspections.order({
      customerId,
      dueOn: addDays(desk.today, 14),
      reason: '停产传闻',
      ownerId: null,
    })
    expect(await waiting(desk.collector)).toMatchObject({ 'inspections-soon': before + 1 })
    await desk.bank.as(desk.approver).inspections.order({
      customerId: (await desk.company()).id,
      dueOn: addDays(desk.today, 15),
      reason: '停产传闻',
      ownerId: null,
    })
    expect(await waiting(desk.collector)).toMatchObject({ 'inspections-soon': before + 1 })
  })

  it('is a covenant that was breached, and then its cure for whoever decides', async () => {
    const { id: customerId } = await desk.company()
    const { id: covenantId } = await desk.bank.as(desk.collector).covenants.add({
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
    })
    const owed = { totalAssets: money(1_000_000), totalLiabilities: money(800_000) }
    await aStatement(desk.bank, desk.manager, customerId, owed)
    await desk.bank.inside(desk.risk, lookAtPortion)
    expect(await waiting(desk.manager)).toMatchObject({ 'covenants-breached': 1 })
    expect(await waiting(desk.approver)).toMatchObject({ 'resolutions-to-decide': 0 })
    const { rows } = await desk.bank.as(desk.manager).covenants.tests({ covenantId })
    await desk.bank.as(desk.manager).covenants.proposeResolution({
      testId: rows[0]?.id ?? '',
      kind: 'cured',
      reason: '已增资',
      until: null,
    })
    expect(await waiting(desk.approver)).toMatchObject({ 'resolutions-to-decide': 1 })
  })

  it('is a version of the rules, for another person than proposed it', async () => {
    await desk.bank.as(desk.risk).postLoanRules.propose({
      kind: 'collection',
      validFrom: desk.today,
      source: '本行贷后管理办法',
      reason: '按监管指引核对',
      body: { ...defaultCollectionRules, promiseWithinDays: 15 },
    })
    expect(await waiting(desk.head)).toMatchObject({ 'rules-to-decide': 1 })
    expect(await waiting(desk.risk)).toMatchObject({ 'rules-to-decide': 0 })
    expect(await waiting(desk.manager)).not.toHaveProperty('rules-to-decide')
  })

  it('is of customers within reach: nothing for a colleague of another branch', async () => {
    const items = await waiting(desk.colleague)
    expect(Object.values(items).every((count) => count === 0)).toBe(true)
  })
})
