import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, type TestCustomer } from '../../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let chief: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  chief = await bank.hire('head-office-approver')
})
afterAll(() => bank.drop())

type Entry = Parameters<ReturnType<TestBank['as']>['groups']['addRelation']>[0]

const entry = (from: TestCustomer, to: TestCustomer, given: Partial<Entry> = {}): Entry => ({
  from: from.id,
  to: to.id,
  kind: 'ownership',
  percent: parseRate('60'),
  votingPercent: null,
  amount: null,
  validFrom: day('2020-01-01'),
  validTo: null,
  source: 'register',
  evidence: '',
  ...given,
})
const guarantee = (from: TestCustomer, to: TestCustomer, given: Partial<Entry> = {}): Entry =>
  entry(from, to, { kind: 'guarantee', percent: null, amount: money(1_000_000), ...given })

async function companies(...names: string[]): Promise<TestCustomer[]> {
  const made = []
  for (const name of names) made.push(await aCompany(bank, anna, { name }))
  return made
}
const pair = async (name: string) =>
  (await companies(`${name}甲`, `${name}乙`)) as [TestCustomer, TestCustomer]
const three = async (name: string) =>
  (await companies(`${name}甲`, `${name}乙`, `${name}丙`)) as [
    TestCustomer,
    TestCustomer,
    TestCustomer,
  ]
const add = (given: Entry) => bank.as(anna).groups.addRelation(given)

describe('correcting a relation', () => {
  it('says what was true all along, and keeps what was believed', async () => {
    const [holder, held] = await pair('更正')
    const { id } = await add(entry(holder, held, { percent: parseRate('60') }))

    const corrected = await bank
      .as(risk)
      .groups.correctRelation({ id, percent: parseRate('51'), reason: 'articles say 51 %' })

    const present = await bank.as(anna).groups.relations({ customerId: held.id })
    expect(present).toMatchObject([
      { id: corrected.id, percent: 51_000_000, correctsId: id, reason: 'articles say 51 %' },
    ])
    const { forms } = await bank.as(anna).groups.relationHistory({ relationId: corrected.id })
    expect(forms).toMatchObject([
      { id, percent: 60_000_000, maker: anna.name, knownTo: expect.any(Date) },
      { id: corrected.id, percent: 51_000_000, maker: risk.name, knownTo: null },
    ])
    const { nodes } = await bank.as(anna).groups.tree({ customerId: held.id })
    expect(nodes.percents).toEqual([null, parseRate('51')])
  })

  it('refuses a correction that corrects nothing, is wrong, or comes too late', async () => {
    const [holder, held] = await pair('无更正')
    const { id } = await add(entry(holder, held))
    const correct = (said: object) =>
      bank.as(anna).groups.correctRelation({ id, reason: 'again', ...said })

    await expect(correct({})).rejects.toThrow('nothing-corrected')
    await expect(correct({ percent: parseRate('60') })).rejects.toThrow('nothing-corrected')
    await expect(correct({ role: 'director' })).rejects.toThrow('relation-role-of-another-kind')
    await expect(correct({ validTo: day('2019-01-01') })).rejects.toThrow(
      'relation-validTo-before-start',
    )
    await correct({ percent: parseRate('61') })
    await expect(correct({ percent: parseRate('62') })).rejects.toThrow('relation-not-found')
  })

  it('is out of reach for the officer of neither party', async () => {
    const [holder, held] = await pair('他人')
    const { id } = await add(entry(holder, held))
    const other = bank.as(await bank.hire('customer-manager'))

    await expect(
      other.groups.correctRelation({ id, percent: parseRate('1'), reason: 'mine' }),
    ).rejects.toThrow('relation-not-found')
    const south = bank.as(await bank.hire('customer-manager', { branchId: bank.south }))
    await expect(south.groups.relationHistory({ relationId: id })).rejects.toThrow(
      'relation-not-found',
    )
  })
})

describe('verifying a relation', () => {
  it('is done by another person than its maker, once; a correction starts it anew', async () => {
    const [holder, held] = await pair('核实')
    const { id } = await bank.as(risk).groups.addRelation(entry(holder, held))
    const reviewer = bank.as(await bank.hire('document-reviewer'))

    await expect(bank.as(risk).groups.verifyRelation({ id, note: 'seen' })).rejects.toThrow(
      'own-relation',
    )
    await reviewer.groups.verifyRelation({ id, note: 'seen the articles' })
    await expect(reviewer.groups.verifyRelation({ id, note: 'again' })).rejects.toThrow(
      'relation-is-verified',
    )

    const before = await bank.as(anna).groups.relations({ customerId: held.id })
    expect(before).toMatchObject([{ verifiedAt: expect.any(Date) }])
    await bank.as(risk).groups.correctRelation({ id, percent: null, reason: 'not known' })
    const after = await bank.as(anna).groups.relations({ customerId: held.id })
    expect(after).toMatchObject([{ verifiedBy: null, percent: null }])
  })
})

describe('shares of its own', () => {
  it('are held by a company in itself, and warned of in its tree', async () => {
    const [holder, held] = await pair('库存股')
    await add(entry(holder, held, { percent: parseRate('90') }))
    await add(entry(held, held, { percent: parseRate('10') }))

    const { group, nodes } = await bank.as(anna).groups.tree({ customerId: held.id })
    expect(nodes.ids).toEqual([holder.id, held.id])
    expect(group.warnings).toEqual([{ code: 'holds-itself', id: held.id }])
    await expect(add(entry(held, held, { kind: 'control', percent: null }))).rejects.toThrow(
      'relation-to-related-to-itself',
    )
  })
})

describe('a guarantee that closes a ring', () => {
  it('is shown with its path before it is recorded', async () => {
    const [a, b, c] = await three('预览')
    await add(guarantee(a, b))
    await add(guarantee(b, c))

    const preview = (from: TestCustomer, to: TestCustomer) =>
      bank.as(anna).groups.ringPreview({ from: from.id, to: to.id })
    expect(await preview(c, a)).toMatchObject({
      closes: true,
      path: [c.id, a.id, b.id, c.id],
      needs: 'head-office-approver',
    })
    expect(await preview(a, c)).toMatchObject({ closes: false, path: [], needs: null })
    await expect(add(guarantee(c, a))).rejects.toThrow('guarantee-closes-ring')
  })

  it('waits for a higher approval by another person, and is in force from then on', async () => {
    const [a, b] = await pair('互保')
    await add(guarantee(a, b))

    const held = await add(guarantee(b, a, { confirmsRing: { reason: 'both are sound' } }))

    expect(held.isHeld).toBe(true)
    const inForce = async () =>
      (await bank.as(anna).groups.relations({ customerId: a.id })).map(({ fromId }) => fromId)
    expect(await inForce()).toEqual([a.id])
    const decision = { proposalId: held.id, release: true, note: 'accepted' }
    await expect(bank.as(risk).groups.decideGuarantee(decision)).rejects.toThrow('forbidden')
    const { relationId } = await bank.as(chief).groups.decideGuarantee(decision)
    expect((await inForce()).sort()).toEqual([a.id, b.id].sort())
    await expect(bank.as(chief).groups.decideGuarantee(decision)).rejects.toThrow(
      'guarantee-is-decided',
    )
    const { rows } = await bank.as(anna).groups.heldGuarantees({ state: 'decided', limit: 100 })
    expect(rows.find(({ id }) => id === held.id)).toMatchObject({
      outcome: 'released',
      relationId,
      maker: anna.name,
      checker: chief.name,
      ring: [b.id, a.id, b.id],
    })
  })

  it('comes to nothing when refused, and is not decided by its maker', async () => {
    const both = await bank.hire(['risk-officer', 'head-office-approver'])
    const [a, b] = await pair('否决')
    await add(guarantee(a, b))
    const { id } = await bank
      .as(both)
      .groups.addRelation(guarantee(b, a, { confirmsRing: { reason: 'wanted' } }))
    const refused = { proposalId: id, release: false, note: 'too risky' }

    await expect(bank.as(both).groups.decideGuarantee(refused)).rejects.toThrow('own-guarantee')
    expect(await bank.as(chief).groups.decideGuarantee(refused)).toEqual({ relationId: null })

    const present = await bank.as(anna).groups.relations({ customerId: a.id })
    expect(present).toHaveLength(1)
    const waiting = await bank.as(anna).groups.heldGuarantees({ limit: 100 })
    expect(waiting.rows.map((row) => row.id)).not.toContain(id)
  })

  it('does not slip in twice at the same moment', async () => {
    const [a, b] = await pair('同时')

    const outcomes = await Promise.allSettled([add(guarantee(a, b)), add(guarantee(b, a))])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('does not come about by correcting one that had ended', async () => {
    const [a, b] = await pair('复活')
    const { id } = await add(guarantee(a, b, { validTo: day('2021-01-01') }))
    await add(guarantee(b, a))

    await expect(
      bank.as(anna).groups.correctRelation({ id, validTo: null, reason: 'goes on' }),
    ).rejects.toThrow('guarantee-closes-ring')
  })
})

describe('what a relation is more closely', () => {
  it('keeps role, income and dependence', async () => {
    const [a, b] = await pair('依存')
    const dependencePercent = parseRate('55')
    await add(entry(a, b, { kind: 'trade', percent: null, role: 'income', dependencePercent }))

    expect(await bank.as(anna).groups.relations({ customerId: a.id })).toMatchObject([
      { kind: 'trade', role: 'income', dependencePercent, maker: anna.name },
    ])
  })
})
