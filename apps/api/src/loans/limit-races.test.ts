import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockGroupOf } from '../groups/exposure.queries.ts'
import { importing } from '../imports/testing.ts'
import { undoBatch } from '../imports/undo/undo-batch.ts'
import { aGroup } from '../testing-applications.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import {
  aConfirmedSet,
  aCustomerLimit,
  scoredApplications,
  scoredTerms,
  usedBy,
} from './races-tests.queries.ts'
import { aBorrower, withCapital } from './testing.queries.ts'

const each = money(1_000_00)
const signedOn = day('2026-10-15')

let bank: TestBank
let manager: TestStaff
let approver: TestStaff
let payer: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  manager = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  payer = await bank.hire('disbursement-officer')
})
afterAll(() => bank.drop())

const borrowers = async (count: number, of = bank, officer = manager) => {
  const ids: string[] = []
  for (let made = 0; made < count; made++) ids.push(await aBorrower(of, officer))
  return ids
}

/** `count` applications spread over the customers. */
const spread = (customerIds: readonly string[], count: number) =>
  Array.from({ length: count }, (_, index) => customerIds[index % customerIds.length] ?? '')

type Posts = { bank: TestBank; manager: TestStaff; approver: TestStaff; payer: TestStaff }
const posts = (): Posts => ({ bank, manager, approver, payer })

const groupOf = (ids: readonly string[], limit = each) => {
  const people = { ...posts(), reviewer: approver, headApprover: approver }
  const members = ids.map((id) => ({ id, number: '', name: '', version: 1 }))
  return aGroup(people, members, limit)
}

/** On a busy machine a connection may not come free in time; who asked asks again, with the same key. */
async function untilServed<T>(ask: (at: { idempotencyKey: string }) => Promise<T>): Promise<T> {
  const idempotencyKey = randomUUID()
  for (;;) {
    try {
      return await ask({ idempotencyKey })
    } catch (error) {
      if (Reflect.get(Object(error), 'message') !== 'database-unavailable') throw error
    }
  }
}

const approve = (
  { bank: at, approver: by }: Posts,
  applicationId: string,
  amount: Money = each,
) => {
  const approval = { applicationId, version: 1, amount, ...scoredTerms, note: '同意' }
  return untilServed((key) => at.as(by, key).decisions.approve(approval))
}

const draw = async ({ bank: at, manager: maker, payer: by }: Posts, applicationId: string) => {
  await untilServed((key) => at.as(maker, key).loans.contract({ applicationId, signedOn }))
  return untilServed((key) => at.as(by, key).loans.disburse({ applicationId }))
}

function reasonsOf(outcomes: readonly PromiseSettledResult<unknown>[]): Set<string> {
  return new Set(
    outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [Reflect.get(Object(outcome.reason), 'message')] : [],
    ),
  )
}

const done = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length

/** Asks for all of them at once, then draws all of them at once; what was refused is not drawn either. */
async function borrowAtOnce(at: Posts, customerIds: readonly string[], count: number) {
  const ids = await scoredApplications(at.bank, at.manager, {
    customerIds: spread(customerIds, count),
    amount: each,
  })
  const approvals = await Promise.allSettled(ids.map((id) => approve(at, id)))
  const draws = await Promise.allSettled(ids.map((id) => draw(at, id)))
  return { approvals, draws }
}

describe('two hundred borrowings at once', () => {
  it('use the limit of a group to the last fen, and not a fen more', async () => {
    const members = await borrowers(4)
    const limit = 137 * each
    await groupOf(members, money(limit))

    const { approvals, draws } = await borrowAtOnce(posts(), members, 200)

    expect([done(approvals), done(draws)]).toEqual([137, 137])
    expect(reasonsOf(approvals)).toEqual(new Set(['over-group-limit']))
    expect(await usedBy(bank, manager, members)).toEqual({ used: limit, reserved: 0 })
  }, 180_000)
})

describe('forty borrowings at once', () => {
  it('use the limit allotted to a customer to the last fen', async () => {
    const [customerId = ''] = await borrowers(1)
    await aCustomerLimit(bank, manager, { customerId, amount: money(23 * each) })
    const { approvals, draws } = await borrowAtOnce(posts(), [customerId], 40)
    expect([done(approvals), done(draws)]).toEqual([23, 23])
    expect(reasonsOf(approvals)).toEqual(new Set(['over-customer-limit']))
    expect(await usedBy(bank, manager, [customerId])).toEqual({ used: 23 * each, reserved: 0 })
  }, 120_000)

  it.each([
    ['control', 'net-capital', 15, 'over-group-concentration'],
    ['connected', 'tier-1', 20, 'over-group-exposure'],
  ] as const)(
    'of unrelated groups pass no confirmed set by %s, bounded by %s at %d %%',
    async (basis, kind, percent, reason) => {
      const small = await aBank({ code: `small-${basis}` })
      await withCapital(small)
      await small.inside(await small.hire('risk-officer'), ({ tx, institution }) =>
        tx
          .insertInto('capitalBase')
          .values({
            institutionId: institution.id,
            kind,
            validFrom: '2026-01-01',
            amount: money(Math.ceil((17 * each * 100) / percent)),
            source: 'test',
          })
          .execute(),
      )
      const at = {
        bank: small,
        manager: await small.hire('customer-manager'),
        approver: await small.hire('branch-approver'),
        payer: await small.hire('disbursement-officer'),
      }
      const customerIds = await borrowers(8, small, at.manager)
      await aConfirmedSet(small, at.manager, { basis, customerIds })
      const { approvals, draws } = await borrowAtOnce(at, customerIds, 40)
      expect([done(approvals), done(draws)]).toEqual([17, 17])
      expect(reasonsOf(approvals)).toEqual(new Set([reason]))
      expect(await usedBy(small, at.manager, customerIds)).toEqual({
        used: 17 * each,
        reserved: 0,
      })
      await small.drop()
    },
    120_000,
  )
})

/** What ended first: the weighing of a borrowing of the customer, or the act given meanwhile. */
async function whileWeighed(customerId: string, act: () => Promise<unknown>): Promise<string[]> {
  const ended: string[] = []
  let acting: Promise<unknown> = Promise.resolve()
  await bank.inside(manager, async ({ tx, institution }) => {
    await lockGroupOf(tx, institution.id, customerId)
    acting = act().then(() => ended.push('act'))
    await sleep(500)
    ended.push('weighing')
  })
  await acting
  return ended
}

describe('what raises the exposure of a group and is not weighed itself', () => {
  it('a customer who joins waits for a borrowing that is weighed while it stands alone', async () => {
    const [member = '', customerId = ''] = await borrowers(2)
    const groupId = await groupOf([member])
    const keeper = bank.as(await bank.hire('risk-officer'))
    const join = () => keeper.groups.addMember({ groupId, customerId, reason: '同一控制' })
    expect(await whileWeighed(customerId, join)).toEqual(['weighing', 'act'])
  })

  it('a settlement taken back waits for a borrowing that is weighed in the group', async () => {
    const [borrower = '', other = ''] = await borrowers(2)
    await groupOf([borrower, other])
    const [id = ''] = await scoredApplications(bank, manager, {
      customerIds: [borrower],
      amount: each,
    })
    await approve(posts(), id)
    const { loan } = await draw(posts(), id)
    const collector = bank.as(await bank.hire('post-loan-officer'))
    const settled = await collector.loans.prepay({ loanId: loan.id, mode: 'settle' })
    const ask = { kind: 'reversal' as const, eventId: settled.repaymentId }
    const asked = await collector.loanActs.propose({ loanId: loan.id, ask, reason: '误记' })
    const takeBack = () => bank.as(approver).loanActs.approve({ actId: asked.actId, note: '同意' })
    expect(await whileWeighed(other, takeBack)).toEqual(['weighing', 'act'])
  })

  it('a file of repayments taken back waits for a borrowing that is weighed in the group', async () => {
    const importer = await bank.hire('risk-officer')
    const source = randomUUID()
    const take = (kind: 'loans' | 'repayments', content: string) =>
      importing(bank.resources, importer, kind, content, { source })
    await take(
      'loans',
      `external_id,customer_external_id,customer_name,amount,annual_rate,periods,disbursed_on
L1,C1,还款企业,12000,6,12,2026-01-10
`,
    )
    const { batchId } = await take(
      'repayments',
      `external_id,loan_external_id,paid_on,amount
R1,L1,2026-02-10,1032.80
`,
    )
    const { rows } = await bank.as(importer).customers.list({ text: '还款企业' })
    const [other = ''] = await borrowers(1)
    await groupOf([rows[0]?.id ?? '', other])
    const place = { institutionId: bank.institution.id, batchId }
    const undo = () => bank.inside(importer, (context) => undoBatch(context, place))
    expect(await whileWeighed(other, undo)).toEqual(['weighing', 'act'])
  })
})

describe('drawing', () => {
  it('is refused once the set that a borrower stands in has passed its bound', async () => {
    const bound = await aBank({ code: 'bound' })
    await withCapital(bound, money(100 * each))
    const at = {
      bank: bound,
      manager: await bound.hire('customer-manager'),
      approver: await bound.hire('branch-approver'),
      payer: await bound.hire('disbursement-officer'),
    }
    const customerIds = await borrowers(2, bound, at.manager)
    const amount = money(8 * each)
    const [first = '', second = ''] = await scoredApplications(bound, at.manager, {
      customerIds,
      amount,
    })
    await approve(at, first, amount)
    await approve(at, second, amount)
    await draw(at, first)
    const before = await bound.as(at.manager).exposure.simulate({
      customerId: customerIds[1] ?? '',
      amount: 0,
    })
    expect(before).toMatchObject({ most: 2 * each, binding: 'single-loans' })

    await aConfirmedSet(bound, at.manager, { basis: 'control', customerIds })
    await expect(draw(at, second)).rejects.toThrow('over-group-concentration')
    const after = await bound.as(at.manager).exposure.simulate({
      customerId: customerIds[1] ?? '',
      amount: 0,
    })
    expect(after).toMatchObject({ most: 0, binding: 'group-credit' })
    await bound.drop()
  })
})
