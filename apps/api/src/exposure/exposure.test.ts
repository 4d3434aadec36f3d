import { day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lendTo } from '../groups/acts/acts-tests.queries.ts'
import { withCapital } from '../loans/testing.queries.ts'
import { refusalOf } from '../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let head: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank, money(10_000_000_00))
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  head = await bank.hire('head-office-approver', { branchId: bank.institution.headOfficeId })
})
afterAll(() => bank.drop())

const relate = (
  kind: 'ownership' | 'guarantee',
  from: TestCustomer,
  to: TestCustomer,
  amount: number | null = null,
) =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    percent: null,
    votingPercent: null,
    amount: amount === null ? null : money(amount),
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })
const lend = (to: TestCustomer, balance: number) =>
  bank.inside(anna, (context) => lendTo(context, to.id, balance))

async function aGroupOf(name: string) {
  const root = await aCompany(bank, anna, { name: `${name}母` })
  const left = await aCompany(bank, anna, { name: `${name}左` })
  const right = await aCompany(bank, anna, { name: `${name}右` })
  await relate('ownership', root, left)
  await relate('ownership', root, right)
  return { root, left, right }
}

describe('exposure at a node and its subtree', () => {
  it('counts each contract once, and of guarantees only what they add from outside', async () => {
    const { root, left, right } = await aGroupOf('一次')
    const outsider = await aCompany(bank, anna, { name: '圈外' })
    const unlent = await aCompany(bank, anna, { name: '未贷' })
    await lend(root, 100_00)
    await lend(left, 200_00)
    await lend(right, 300_00)
    await lend(outsider, 500_00)
    await relate('guarantee', root, left, 200_00)
    await relate('guarantee', left, outsider, 300_00)
    await relate('guarantee', right, outsider, 400_00)
    await relate('guarantee', right, unlent, 900_00)

    const { own, subtree, group } = await bank.as(anna).exposure.ofNode({ customerId: root.id })

    expect(own).toMatchObject({
      drawn: 100_00,
      guaranteed: 200_00,
      indirect: 200_00,
      total: 300_00,
    })
    expect(subtree).toMatchObject({
      members: 3,
      direct: 600_00,
      guaranteed: 1_800_00,
      indirect: 500_00,
      total: 1_100_00,
      loans: 3,
    })
    expect(group?.exposure).toEqual(subtree)
    const below = await bank.as(anna).exposure.ofNode({ customerId: left.id })
    expect(below.subtree).toMatchObject({ direct: 200_00, indirect: 300_00 })
  })

  it('is not for another branch', async () => {
    const { root } = await aGroupOf('外支')
    const south = await bank.hire('customer-manager', { branchId: bank.south })
    expect(await refusalOf(bank.as(south).exposure.ofNode({ customerId: root.id }))).toBe(
      'customer-not-found',
    )
  })
})

describe('a limit of one customer', () => {
  const set = (customer: TestCustomer, amount: number, by = risk, isRevolving = true) =>
    bank
      .as(by)
      .exposure.setCustomerLimit({ customerId: customer.id, amount, isRevolving, note: '年度授信' })
  const decide = (id: string, by: TestStaff, outcome: 'approved' | 'refused' = 'approved') =>
    bank.as(by).exposure.decideCustomerLimit({ id, outcome, note: '同意' })
  const read = (customer: TestCustomer) =>
    bank.as(anna).exposure.customerLimits({ customerId: customer.id })

  it('waits for another person when it rises, and holds at once when it falls', async () => {
    const customer = await aCompany(bank, anna, { name: '限额户' })
    await lend(customer, 300_00)
    const first = await set(customer, 1_000_00)
    expect(first.status).toBe('waiting')
    expect(await refusalOf(decide(first.id, risk))).toBe('own-proposal')
    expect((await read(customer)).present).toBeNull()
    expect(await refusalOf(set(customer, 2_000_00))).toBe('limit-is-waiting')
    const waiting = await bank.as(head).exposure.waitingLimits({})
    expect(waiting.rows).toMatchObject([{ id: first.id, name: '限额户', amount: 1_000_00 }])

    await decide(first.id, head)
    expect(await read(customer)).toMatchObject({
      present: { amount: 1_000_00, decider: head.name },
      used: 300_00,
      free: 700_00,
    })
    expect(await refusalOf(decide(first.id, head))).toBe('limit-is-decided')

    const cut = await set(customer, 200_00)
    expect(cut.status).toBe('in-force')
    expect(await read(customer)).toMatchObject({ present: { amount: 200_00 }, free: -100_00 })
    expect((await read(customer)).history).toHaveLength(2)
  })

  it('that is refused never holds', async () => {
    const customer = await aCompany(bank, anna, { name: '被拒户' })
    const { id } = await set(customer, 1_000_00)
    await decide(id, head, 'refused')
    expect(await read(customer)).toMatchObject({ present: null, waiting: null, free: null })
  })

  it('of one-off use is not given back by repayment', async () => {
    const customer = await aCompany(bank, anna, { name: '一次性' })
    const { id } = await set(customer, 1_000_00, risk, false)
    await decide(id, head)
    const loanId = await lend(customer, 600_00)
    await bank.inside(anna, ({ tx }) =>
      tx
        .updateTable('loan')
        .set({ balance: money(100_00), disbursedOn: day('2026-10-15') })
        .where('id', '=', loanId)
        .execute(),
    )
    expect(await read(customer)).toMatchObject({ used: 100_00, spent: 500_00, free: 400_00 })
    const { most, binding } = await bank
      .as(anna)
      .exposure.simulate({ customerId: customer.id, amount: 0 })
    expect({ most, binding }).toEqual({ most: 400_00, binding: 'customer-limit' })
  })

  it('is given by one of eight who raise it at once', async () => {
    const customer = await aCompany(bank, anna, { name: '抢额户' })
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => refusalOf(set(customer, 1_000_00 + index))),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'limit-is-waiting')).toHaveLength(7)
  })
})

describe('how much more may be lent', () => {
  it('is the least that any limit leaves, with the rule that binds', async () => {
    const { root, left } = await aGroupOf('模拟')
    await lend(root, 900_000_00)
    await lend(left, 200_000_00)
    const of = async (question: { customerId?: string; groupId?: string; amount: number }) =>
      bank.as(anna).exposure.simulate(question)

    const node = await of({ customerId: left.id, amount: 300_000_00 })
    expect(node).toMatchObject({ most: 400_000_00, binding: 'group-credit', isLargeBefore: null })
    expect(node.tests).toMatchObject([
      {
        rule: 'single-loans',
        cap: 1_000_000_00,
        before: 200_000_00,
        after: 500_000_00,
        isMet: true,
      },
      { rule: 'single-exposure', cap: null, isMet: null },
      { rule: 'group-credit', before: 1_100_000_00, after: 1_400_000_00, headroom: 400_000_00 },
      { rule: 'group-exposure', cap: null },
    ])
    expect((await of({ customerId: root.id, amount: 0 })).binding).toBe('single-loans')
    const { group } = await bank.as(anna).groups.tree({ customerId: root.id })
    await bank.as(head).groups.setLimit({
      groupId: group.id,
      amount: money(1_150_000_00),
      isRevolving: true,
      note: '压降',
    })
    expect(await of({ groupId: group.id, amount: 0 })).toMatchObject({
      most: 50_000_00,
      binding: 'group-limit',
    })
    const room = await bank.as(anna).exposure.headroom({ groupId: group.id })
    const at = (customer: TestCustomer) => room.most[room.ids.indexOf(customer.id)]
    expect([at(root), at(left)]).toEqual([50_000_00, 50_000_00])
    expect(new Set(room.binding)).toEqual(new Set(['group-limit']))
  })

  it('asks about a customer or a group, and never about both', async () => {
    const { root } = await aGroupOf('二选一')
    await expect(bank.as(anna).exposure.simulate({ amount: 1 })).rejects.toThrow('Invalid input')
    const { group } = await bank.as(anna).groups.tree({ customerId: root.id })
    const both = { customerId: root.id, groupId: group.id, amount: 1 as Money }
    await expect(bank.as(anna).exposure.simulate(both)).rejects.toThrow('Invalid input')
  })
})
