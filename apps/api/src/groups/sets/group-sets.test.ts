import { day } from '@banyan/domain/calendar'
import type { RelationKind } from '@banyan/domain/groups/relation'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../../testing-customers.ts'
import { lendTo } from '../acts/acts-tests.queries.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let head: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  head = await bank.hire('head-office-approver', { branchId: bank.institution.headOfficeId })
})
afterAll(() => bank.drop())

const relate = (kind: RelationKind, from: TestCustomer, to: TestCustomer, share: string) =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    role: kind === 'trade' ? 'income' : null,
    percent: kind === 'ownership' ? parseRate(share) : null,
    votingPercent: null,
    dependencePercent: kind === 'trade' ? parseRate(share) : null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })
const derive = async () => {
  const counts = await bank.as(risk).groupSets.derive({})
  return Object.fromEntries(counts.map(({ basis, ...count }) => [basis, count]))
}
const setsOf = ({ id: customerId }: TestCustomer) =>
  bank.as(anna).groupSets.ofCustomer({ customerId })
const get = (id: string) => bank.as(anna).groupSets.get({ id })
const decide = (proposalId: string, by = head, outcome: 'approved' | 'refused' = 'approved') =>
  bank.as(by).groupSets.decide({ proposalId, outcome, note: '核对无误' })

async function waitingOf(id: string): Promise<string> {
  return (await get(id)).proposal?.id ?? ''
}

async function aFamilyFirm(name: string) {
  const owner = await aPerson(bank, anna, { name: `${name}人` })
  const root = await aCompany(bank, anna, { name: `${name}总` })
  const child = await aCompany(bank, anna, { name: `${name}子` })
  const supplier = await aCompany(bank, anna, { name: `${name}供` })
  await relate('ownership', owner, root, '70')
  await relate('ownership', root, child, '60')
  await relate('trade', supplier, child, '55')
  return { owner, root, child, supplier }
}

describe('the derived sets of connected customers', () => {
  it('stand beside the management group, each by its own rule and with its reasons', async () => {
    const { owner, root, child, supplier } = await aFamilyFirm('三口径')
    await derive()

    const { management, control, connected } = await setsOf(child)
    expect(management).toMatchObject({ status: 'proposed', members: 3 })
    expect(control).toMatchObject([{ basis: 'control', status: 'proposed', waiting: 'new' }])
    const byControl = await get(control[0]?.id ?? '')
    expect(byControl.people.map(({ customerId }) => customerId)).toEqual(
      expect.arrayContaining([owner.id, root.id, child.id]),
    )
    expect(byControl.people).toHaveLength(3)
    expect(
      byControl.people.find(({ customerId }) => customerId === child.id)?.reasons,
    ).toMatchObject([{ kind: 'control', to: child.id, share: parseRate('60') }])
    const dependent = await setsOf(supplier)
    expect(dependent.management).toBeNull()
    expect(dependent.control).toEqual([])
    expect(dependent.connected.length).toBeGreaterThan(0)
    expect(connected.length).toBeGreaterThan(1)
    expect(dependent.connected.some(({ needsAssessment }) => needsAssessment)).toBe(true)
  })

  it('are confirmed by another person than the one who derived them', async () => {
    const { child } = await aFamilyFirm('确认')
    await derive()
    const { control } = await setsOf(child)
    const id = control[0]?.id ?? ''
    const proposal = await waitingOf(id)
    expect(await refusalOf(decide(proposal, risk))).toBe('own-proposal')
    await decide(proposal)
    expect(await get(id)).toMatchObject({ status: 'confirmed', proposal: null, members: 3 })
    expect(await refusalOf(decide(proposal))).toBe('act-is-decided')
  })

  it('are never changed by a new derivation, only proposed to be', async () => {
    const { root, child } = await aFamilyFirm('差异')
    await derive()
    const id = (await setsOf(child)).control[0]?.id ?? ''
    await decide(await waitingOf(id))
    const latecomer = await aCompany(bank, anna, { name: '差异新' })
    await relate('ownership', root, latecomer, '80')
    expect((await derive()).control).toMatchObject({ changed: 1, ended: 0 })
    expect((await get(id)).people).toHaveLength(3)
    expect((await get(id)).proposal).toMatchObject({
      kind: 'change',
      added: [{ customerId: latecomer.id }],
      removed: [],
    })
    expect((await derive()).control).toMatchObject({ changed: 0 })

    await decide(await waitingOf(id), head, 'refused')
    expect((await derive()).control).toMatchObject({ changed: 0 })
    expect((await get(id)).people).toHaveLength(3)
  })

  it('keep what a person overrode with a reason', async () => {
    const { child, supplier, owner } = await aFamilyFirm('改判')
    await derive()
    const id = (await setsOf(child)).control[0]?.id ?? ''
    const override = { id, add: [supplier.id], remove: [owner.id], reason: '实际一并经营' }
    expect(await refusalOf(bank.as(anna).groupSets.override(override))).toBe('set-is-not-confirmed')
    await decide(await waitingOf(id))
    const { proposalId } = await bank.as(anna).groupSets.override(override)
    expect(await refusalOf(bank.as(anna).groupSets.override(override))).toBe('set-has-a-proposal')
    await decide(proposalId, risk)
    const names = async () => (await get(id)).people.map(({ name }) => name).toSorted()
    expect(await names()).toEqual(['改判供', '改判子', '改判总'])
    expect((await derive()).control).toMatchObject({ changed: 0, ended: 0 })
    expect(await names()).toEqual(['改判供', '改判子', '改判总'])
  })

  it('are not proposed again once dismissed', async () => {
    const { child } = await aFamilyFirm('驳回')
    await derive()
    const id = (await setsOf(child)).control[0]?.id ?? ''
    await decide(await waitingOf(id), head, 'refused')
    expect((await setsOf(child)).control).toEqual([])
    expect((await derive()).control).toMatchObject({ proposed: 0 })
  })

  it('may overlap, and count each contract once within each', async () => {
    const { child, supplier } = await aFamilyFirm('重叠')
    await bank.inside(anna, (context) => lendTo(context, child.id, 400_00))
    await bank.inside(anna, (context) => lendTo(context, supplier.id, 100_00))
    await derive()
    const { connected } = await setsOf(child)
    const sums = await Promise.all(connected.map(async ({ id }) => (await get(id)).exposure.direct))
    expect(sums.toSorted((a, b) => a - b)).toEqual(expect.arrayContaining([400_00, 500_00]))
    const { sets } = await bank.as(anna).exposure.simulate({ customerId: child.id, amount: 0 })
    expect(sets.length).toBeGreaterThan(1)
  })

  it('are seen and decided within reach alone', async () => {
    const { child } = await aFamilyFirm('可见')
    await derive()
    const id = (await setsOf(child)).control[0]?.id ?? ''
    const south = await bank.hire('branch-approver', { branchId: bank.south })
    expect(await refusalOf(bank.as(south).groupSets.get({ id }))).toBe('set-not-found')
    expect(await refusalOf(decide(await waitingOf(id), south))).toBe('set-proposal-not-found')
    const shown = await bank.as(south).groupSets.list({ basis: 'control' })
    expect(shown.rows).toEqual([])
  })
})
