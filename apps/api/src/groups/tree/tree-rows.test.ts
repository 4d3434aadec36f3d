import { type Day, addDays, day } from '@banyan/domain/calendar'
import { buildTree } from '@banyan/domain/groups/customer-tree'
import { lookThroughColumn } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDays } from '../../close/close-days.ts'
import { anApprovedApplication, withCapital } from '../../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, type TestCustomer } from '../../testing-customers.ts'
import { listGroupMembers } from '../group-members.queries.ts'
import { listGroupRelations, treeHoldings } from './group-relations.queries.ts'
import { findTreeBreaches } from './tree-breaches.queries.ts'

let bank: TestBank
let manager: TestStaff
let risk: TestStaff
let approver: TestStaff
let payer: TestStaff
let collector: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  manager = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  approver = await bank.hire('branch-approver')
  payer = await bank.hire('disbursement-officer')
  collector = await bank.hire('post-loan-officer')
})
afterAll(() => bank.drop())

/** Whole numbers from 0 to below a bound, the same for the same seed. */
function seeded(seed: number) {
  let state = seed
  return (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const breaches = () =>
  bank.inside(risk, ({ tx, institution }) => findTreeBreaches(tx, institution.id))

/** The tree as the rules tell it from members and relations, without any row that is kept. */
async function toldAnew(groupId: string, rootId: string | null) {
  return bank.inside(risk, async ({ tx, institution, businessDay }) => {
    const members = await listGroupMembers(tx, institution.id, groupId)
    const question = { institutionId: institution.id, groupId, day: businessDay }
    const relations = await listGroupRelations(tx, question)
    const { nodes } = buildTree(members, treeHoldings(relations))
    const { shares } = lookThroughColumn(ownershipGraph(holdingsOf(relations)), rootId ?? '')
    return {
      ids: nodes.map(({ id }) => id),
      parents: nodes.map(({ parent }) => parent),
      percents: nodes.map(({ percent }) => percent),
      depths: nodes.map(({ depth }) => depth),
      sizes: nodes.map(({ subtreeSize }) => subtreeSize),
      otherParents: nodes.map(({ otherParents }) => otherParents.length),
      lookThrough: nodes.map(({ id }) => shares.get(id) ?? null),
    }
  })
}

const aLoan = async (customer: TestCustomer, amount: number) => {
  const made = await anApprovedApplication(
    bank,
    { officer: manager, approver },
    { customerId: customer.id, amount: money(amount) },
  )
  await bank.as(manager).loans.contract({ ...made, signedOn: day('2026-10-15') })
  const { loan } = await bank.as(payer).loans.disburse({ applicationId: made.applicationId })
  return loan.id
}

const relate = (
  from: TestCustomer,
  to: TestCustomer,
  percent: string | null,
  kind: 'ownership' | 'control' | 'guarantee' = 'ownership',
) =>
  bank.as(manager).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    role: null,
    percent: percent === null ? null : parseRate(percent),
    votingPercent: null,
    incomePercent: null,
    dependencePercent: null,
    amount: kind === 'guarantee' ? money(1_000_00) : null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

async function companies(name: string, count: number): Promise<TestCustomer[]> {
  const made: TestCustomer[] = []
  for (let i = 0; i < count; i++)
    made.push(await aCompany(bank, manager, { name: `${name}${String.fromCodePoint(0x7532 + i)}` }))
  return made
}

describe('rows of a tree', () => {
  it('follow a loan, its repayment and a freeze at once, up to the root', async () => {
    const [root, middle, leaf] = (await companies('行随', 3)) as [
      TestCustomer,
      TestCustomer,
      TestCustomer,
    ]
    await relate(root, middle, '60')
    await relate(middle, leaf, '70')

    const loanId = await aLoan(leaf, 1_200_000_00)
    expect(await bank.as(manager).groups.subtree({ customerId: root.id })).toMatchObject({
      members: 3,
      balance: 1_200_000_00,
      loans: 1,
      normal: 1,
    })

    await bank.as(collector).loans.repay({ loanId, amount: money(100_000_00) })
    const { balance } = await bank.as(manager).loans.get({ loanId })
    await bank.as(risk).customers.freeze({ id: leaf.id, reason: 'court order' })
    const chain = await bank.as(manager).groups.ancestors({ customerId: leaf.id })
    expect(chain.map(({ id, sum }) => [id, sum.balance, sum.members])).toEqual([
      [root.id, balance, 3],
      [middle.id, balance, 2],
      [leaf.id, balance, 1],
    ])
    expect(chain[2]).toMatchObject({ status: 'frozen', own: { balance, tier: 1, days: 0 } })
    expect(await breaches()).toEqual([])
  })

  it('pages through one level by number', async () => {
    const [root, ...held] = (await companies('页', 6)) as [TestCustomer, ...TestCustomer[]]
    for (const each of held) await relate(root, each, '60')
    const { group } = await bank.as(manager).groups.tree({ customerId: root.id })

    const seen: string[] = []
    let after: { number: string } | undefined
    do {
      const page = await bank
        .as(manager)
        .groups.children({ groupId: group.id, parentId: root.id, after, limit: 2 })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)

    expect(seen).toEqual(held.map(({ id }) => id))
    const roots = await bank.as(manager).groups.children({ groupId: group.id, parentId: null })
    expect(roots.rows).toMatchObject([{ id: root.id, children: 5, sum: { members: 6 } }])
  })

  it('hang a subtree elsewhere without telling the tree anew', async () => {
    const [root, left, right, below] = (await companies('移', 4)) as [
      TestCustomer,
      TestCustomer,
      TestCustomer,
      TestCustomer,
    ]
    await relate(root, left, '60')
    await relate(root, right, '60')
    await relate(left, below, '40')
    await aLoan(below, 500_000_00)

    await relate(right, below, '55')

    const sums = async (customer: TestCustomer) =>
      (await bank.as(manager).groups.subtree({ customerId: customer.id }))?.balance
    expect([await sums(left), await sums(right), await sums(root)]).toEqual([
      0, 500_000_00, 500_000_00,
    ])
    const { nodes } = await bank.as(manager).groups.tree({ customerId: root.id })
    const at = nodes.ids.indexOf(below.id)
    expect(nodes).toMatchObject({ otherParents: { [at]: 1 } })
    expect(nodes.parents[at]).toBe(right.id)
    expect(nodes.lookThrough[at]).toBe(parseRate('57'))
    expect(await breaches()).toEqual([])
  })

  it.each([1, 2, 3])(
    'equal what is computed anew after any operations, course %i',
    async (seed) => {
      const next = seeded(seed)
      const party = await companies(`任意${seed}`, 9)
      const one = () => party[next(party.length)] as TestCustomer
      const relations: string[] = []
      const loans: string[] = []
      let today: Day = day('2026-10-15')
      const acts: (() => Promise<unknown>)[] = [
        async () => relations.push((await relate(one(), one(), `${5 + next(60)}`)).id),
        async () => relations.push((await relate(one(), one(), null, 'control')).id),
        async () => relations.push((await relate(one(), one(), `${5 + next(60)}`)).id),
        async () => relate(one(), one(), null, 'guarantee'),
        async () => {
          const [id] = relations.splice(next(relations.length), 1)
          if (id)
            await bank
              .as(manager)
              .groups.endRelation({ id, lastDay: day('2026-10-01'), reason: 'sold' })
        },
        async () => loans.push(await aLoan(one(), (1 + next(9)) * 100_000_00)),
        async () => {
          const loanId = loans[next(loans.length)]
          if (loanId)
            await bank
              .as(collector)
              .loans.repay({ loanId, amount: money((1 + next(5)) * 10_000_00) })
        },
        async () => {
          today = addDays(today, 20)
          await closeDays(
            bank.resources,
            { institution: bank.institution, staff: { id: risk.staffId }, requestId: 'test' },
            addDays(today, -1),
          )
        },
        async () => {
          const customerId = one().id
          const { group } = await bank.as(manager).groups.tree({ customerId })
          await bank.as(risk).groups.removeMember({ groupId: group.id, customerId, reason: 'left' })
        },
      ]
      for (let step = 0; step < 40; step++) {
        await acts[next(acts.length)]?.().catch(expectRefusal)
        expect(await breaches(), `after step ${step}`).toEqual([])
        await expectTold(one())
      }
    },
    60_000,
  )
})

function expectRefusal(error: unknown): void {
  expect(error).toMatchObject({ code: expect.stringMatching(/PRECONDITION|NOT_FOUND|CONFLICT/) })
}

async function expectTold(customer: TestCustomer): Promise<void> {
  const tree = await bank
    .as(manager)
    .groups.tree({ customerId: customer.id })
    .catch(() => null)
  if (!tree) return
  const told = await toldAnew(tree.group.id, tree.group.rootCustomerId)
  expect(tree.nodes).toMatchObject(told)
}

describe('rows of a tree under many hands', () => {
  it('are true after draws, repayments and relations at the same time', async () => {
    const party = await companies('并行', 8)
    const [root, ...others] = party as [TestCustomer, ...TestCustomer[]]
    for (const each of others) await relate(root, each, '60')
    const loans = await Promise.all(others.map((each) => aLoan(each, 900_000_00)))

    await Promise.allSettled([
      ...loans.map((loanId) =>
        bank.as(collector).loans.repay({ loanId, amount: money(100_000_00) }),
      ),
      ...others.map((each, i) => relate(others[(i + 1) % 3] as TestCustomer, each, '70')),
      ...others.map((each) => aLoan(each, 300_000_00)),
      ...others.map((each) =>
        bank.as(risk).customers.freeze({ id: each.id, reason: 'court order' }),
      ),
    ])

    expect(await breaches()).toEqual([])
    await expectTold(root)
  }, 30_000)
})
