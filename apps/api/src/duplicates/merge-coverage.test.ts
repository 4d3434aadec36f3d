import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tiersStep } from '../classification/class-at-close.ts'
import { collectionStep } from '../collection/close-collection.ts'
import { inspectionsStep } from '../inspections/close-inspections.ts'
import type { TestStaff } from '../testing.ts'
import { aPostLoanDesk, anUnpaidLoan, type PostLoanDesk, runStep } from '../warnings/testing.ts'
import { customerColumns, rowsNaming, unchangeable } from './merge-tests.queries.ts'
import { moving, movingKinds, otherwise } from './what-moves.queries.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const as = (staff: TestStaff) => desk.bank.as(staff)
const moved = movingKinds.map((kind) => moving[kind])

describe('what a merge moves', () => {
  it('is settled for every column that leads to a customer', async () => {
    const columns = await desk.bank.inside(desk.risk, ({ tx }) => customerColumns(tx))
    const settled = [
      ...moved.map(({ table, column }) => `${table}.${column}`),
      ...Object.keys(otherwise),
    ]
    expect(columns.filter((column) => !settled.includes(column))).toEqual([])
  })

  it('may be changed by the application', async () => {
    expect(await desk.bank.inside(desk.risk, ({ tx }) => unchangeable(tx, moved))).toEqual([])
  })
})

/** A late borrower with everything that can hang on one after the money is out. */
async function aBusyDebtor() {
  const debtor = await desk.borrower(addDays(desk.today, -40))
  const { id: customerId, loanId } = debtor
  await runStep(desk, collectionStep, desk.today)
  await runStep(desk, inspectionsStep, desk.today)
  await as(desk.collector).warnings.recordEvent({
    customerId,
    kind: 'lawsuit',
    happenedOn: desk.today,
    amount: money(50_000_00),
    source: '法院公告',
    evidence: '（2026）苏01民初1号',
    documentId: null,
  })
  await as(desk.collector).warnings.recordEvent({
    customerId,
    kind: 'equity-change',
    happenedOn: desk.today,
    amount: null,
    source: '工商登记',
    evidence: '股东变更',
    documentId: null,
  })
  await as(desk.collector).warnings.recordInflow({
    customerId,
    month: '2026-09',
    amount: money(1_000_00),
    source: '账户流水',
  })
  await as(desk.manager).covenants.add({
    customerId,
    contractId: null,
    measure: 'debtToAssets',
    operator: 'at-most',
    threshold: 70_000_000,
    period: 'year',
    scope: 'own',
    deliverWithinDays: 120,
    validFrom: day('2026-01-01'),
    validTo: null,
    source: '借款合同第12条',
  })
  await as(desk.risk).classification.enterFact({
    customerId,
    loanId,
    kind: 'credit-impaired',
    value: { expectedLoss: null },
    evidence: '连续亏损',
    validFrom: desk.today,
  })
  const { rows } = await as(desk.risk).collection.queue({ customerId })
  const caseId = rows[0]?.id ?? ''
  await as(desk.collector).collection.recordAction({
    caseId,
    partyId: customerId,
    kind: 'call',
    at: '2026-10-15T01:30:00Z',
    outcome: 'reached',
    isAutomatic: false,
    saidDebt: true,
    stopAsked: false,
    note: '承诺下周还款',
  })
  const promise = { caseId, loanId, amount: money(100_00), dueOn: addDays(desk.today, 5) }
  await as(desk.collector).collection.promise({ ...promise, note: '下周还' })
  return { ...debtor, caseId }
}

const naming = (id: string) => desk.bank.inside(desk.risk, ({ tx }) => rowsNaming(tx, id, moved))

async function merge(survivorId: string, mergedId: string): Promise<string> {
  const pair = { survivorId, mergedId, reason: '同一家企业建了两份档案' }
  const { id } = await as(desk.manager).duplicates.proposeMerge(pair)
  await as(desk.approver).duplicates.approveMerge({ id })
  return id
}

async function undo(id: string): Promise<void> {
  await as(desk.approver).duplicates.askUndo({ id, reason: '确为两家企业' })
  await as(desk.risk).duplicates.undoMerge({ id })
}

async function aFriendOf(customerId: string) {
  const friend = await desk.company()
  await as(desk.manager).groups.addRelation({
    from: friend.id,
    to: customerId,
    kind: 'officer',
    percent: null,
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: '登记',
    evidence: '',
  })
  return friend
}

/** What the desks show of a customer. */
async function shown(customerId: string) {
  const { rows: cases } = await as(desk.risk).collection.queue({ customerId })
  const { rows: warnings } = await as(desk.risk).warnings.list({ customerId })
  const { rows: inspections } = await as(desk.risk).inspections.list({ customerId })
  const { rows: updates } = await as(desk.risk).fileUpdates.list({ customerId })
  return {
    cases: cases.map(({ id, nextPromise }) => [id, nextPromise?.amount]),
    warnings: warnings.map(({ id, rule, state }) => [id, rule, state]).toSorted(),
    inspections: inspections.map(({ id, state, dueOn }) => [id, state, dueOn]),
    updates: updates.map(({ id, state }) => [id, state]),
  }
}

describe('post-loan work on two files of one customer', () => {
  it('goes to the one that stays and comes back whole', async () => {
    const busy = await aBusyDebtor()
    const survivor = await desk.company()
    const before = { rows: await naming(busy.id), shown: await shown(busy.id) }
    for (const column of [
      'inspection.customer_id',
      'warning.customer_id',
      'covenant.customer_id',
      'collection_case.debtor_id',
      'collection_action.party_id',
      'risk_event.customer_id',
      'account_inflow.customer_id',
      'file_update.customer_id',
      'class_fact.customer_id',
      'claim_clock.party_id',
    ]) {
      expect([column, before.rows[column] ?? 0]).not.toEqual([column, 0])
    }
    const id = await merge(survivor.id, busy.id)
    expect(Object.entries(await naming(busy.id)).filter(([, count]) => count > 0)).toEqual([])
    expect(await shown(survivor.id)).toEqual(before.shown)

    await undo(id)
    expect(await naming(busy.id)).toEqual(before.rows)
    expect(await shown(busy.id)).toEqual(before.shown)
    expect(await shown(survivor.id)).toMatchObject({ cases: [], warnings: [], inspections: [] })
  })

  it('stands once where both files had it open, and twice again when the merge is undone', async () => {
    const one = await aBusyDebtor()
    const other = await aBusyDebtor()
    const friend = await aFriendOf(other.id)
    await as(desk.collector).collection.stopContact({
      caseId: other.caseId,
      partyId: friend.id,
      reason: '本人要求',
    })
    const before = [await shown(one.id), await shown(other.id)]
    const id = await merge(one.id, other.id)
    const now = await shown(one.id)
    expect(now.cases.map(([held]) => held)).toEqual([one.caseId])
    expect(now.warnings.map(([held]) => held)).toEqual(before[0]?.warnings.map(([held]) => held))
    expect(now.inspections.filter(([, state]) => state === 'due')).toHaveLength(
      before[0]?.inspections.length ?? 0,
    )
    expect(now.updates).toEqual(before[0]?.updates)
    const held = await as(desk.risk).collection.case({ id: one.caseId })
    expect(held.loans).toHaveLength(2)
    expect(held.promises).toHaveLength(2)
    expect(held.parties).toMatchObject([
      { id: one.id, callsToday: 2 },
      { id: friend.id, stopped: true },
    ])

    await undo(id)
    expect([await shown(one.id), await shown(other.id)]).toEqual(before)
  })

  it('counts each loan in the class of the one customer from the next close on', async () => {
    const late = await desk.borrower(addDays(desk.today, -120))
    const survivor = await desk.company()
    const fine = await anUnpaidLoan(desk.bank, desk.manager, survivor.id, addDays(desk.today, 20))
    const id = await merge(survivor.id, late.id)
    await runStep(desk, tiersStep, desk.today)
    const { tier } = await as(desk.risk).classification.ofLoan({ loanId: fine })
    expect(tier).toBe('substandard')
    await undo(id)
  })
})
