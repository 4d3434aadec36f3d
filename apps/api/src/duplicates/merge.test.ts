import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, type CustomerDesk } from '../customers/testing.ts'
import { importing } from '../imports/testing.ts'
import type { TestStaff } from '../testing.ts'
import { standingOf } from './merge-tests.queries.ts'

let desk: CustomerDesk
let made = 0

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const asked = (staff: TestStaff) => desk.bank.as(staff).duplicates
const why = '同一家企业建了两份档案'

async function aFirm(name: string): Promise<{ id: string; number: string }> {
  made++
  const details = aCompany({
    name,
    shortName: '',
    legalRepresentative: `法人${made}`,
    address: `苏州市吴中区第${made}路${made}号`,
    contactMobile: `1380000${String(2000 + made)}`,
  })
  const { id, number } = await desk.customersAs(desk.manager).create({ details })
  await desk.customersAs(desk.manager).activate({ id })
  return { id, number }
}

const ownership = (from: string, to: string, percent = '60') =>
  desk.bank.as(desk.manager).groups.addRelation({
    from,
    to,
    kind: 'ownership',
    percent: parseRate(percent),
    votingPercent: null,
    amount: null,
    validFrom: day('2024-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

/** Two files of one company below one parent, the second with a loan, a contact, a document's worth of history. */
async function twoFiles() {
  const parent = await aFirm(`母公司${made}`)
  const survivor = await aFirm(`同一公司${made}`)
  const merged = await aFirm(`同一公司老档${made}`)
  await ownership(parent.id, survivor.id)
  await ownership(parent.id, merged.id)
  const child = await aFirm(`子公司${made}`)
  await ownership(merged.id, child.id, '80')
  await desk.bank.as(desk.manager).contacts.log({
    customerId: merged.id,
    channel: 'phone',
    happenedOn: day('2026-10-01'),
    note: '电话核实',
  })
  await desk.bank
    .as(desk.manager)
    .applications.draft({ customerId: merged.id, product: 'working-capital' })
  const loan = `loan-${uuidv7()}`
  const head =
    'external_id,customer_external_id,product,amount,annual_rate,method,periods,frequency,disbursed_on,first_due_on,status\n'
  const row = `${loan},${merged.number},working-capital,100000,4.35,equal-instalment,12,monthly,2026-10-01,2026-11-01,active\n`
  const imported = await importing(desk.bank.resources, desk.risk, 'loans', head + row)
  expect(imported).toMatchObject({ accepted: 1 })
  return { parent, survivor, merged, child }
}

const standing = (ids: string[]) =>
  desk.bank.inside(desk.risk, ({ tx, institution }) => standingOf(tx, institution.id, ids))

const held = ({ customers }: Awaited<ReturnType<typeof standing>>, id: string) =>
  customers.find((customer) => customer.id === id)

describe('merging duplicates', () => {
  it('moves everything to the survivor, keeps the exposure, and leads on from the old number', async () => {
    const { parent, survivor, merged, child } = await twoFiles()
    const ids = [parent.id, survivor.id, merged.id, child.id]
    const before = await standing(ids)
    const pair = { survivorId: survivor.id, mergedId: merged.id }
    const preview = await asked(desk.manager).previewMerge(pair)
    expect(preview).toMatchObject({
      refusal: null,
      moves: { loans: 1, applications: 1, contacts: 1, relations: 2 },
      exposureBefore: { survivor: 0, merged: 100_000_00 },
      exposureAfter: { survivor: 100_000_00 },
    })
    expect(preview.differs.map(({ field }) => field)).toContain('creditCode')
    const { id } = await asked(desk.manager).proposeMerge({ ...pair, reason: why })
    expect(await standing(ids)).toEqual(before)
    await asked(desk.approver).approveMerge({ id })

    const after = await standing(ids)
    expect(after.groupExposure).toBe(before.groupExposure)
    expect(held(after, survivor.id)).toMatchObject({
      balance: 100_000_00,
      loans: 1,
      applications: 1,
    })
    expect(held(after, merged.id)).toMatchObject({ balance: 0, loans: 0, contacts: 0, names: 0 })
    expect(after.relations).toContain(`${survivor.id} ownership ${child.id} 80000000`)
    expect(after.relations.filter((line) => line.includes(merged.id))).toEqual([])
    expect(
      after.relations.filter((line) => line.startsWith(`${parent.id} ownership ${survivor.id}`)),
    ).toHaveLength(1)
    const old = await desk.customersAs(desk.manager).get({ id: merged.id })
    expect(old).toMatchObject({ status: 'closed', mergedInto: { id: survivor.id } })
    const found = await desk.customersAs(desk.manager).get({ id: survivor.id })
    expect(found.otherNames.map(({ name }) => name)).toContain(old.name)
    expect(await desk.actionsOf(merged.id)).toContain('merged')
  })

  it('is undone by a second person, and everything stands as it stood', async () => {
    const { parent, survivor, merged, child } = await twoFiles()
    const ids = [parent.id, survivor.id, merged.id, child.id]
    const before = await standing(ids)
    const pair = { survivorId: survivor.id, mergedId: merged.id }
    const { id } = await asked(desk.manager).proposeMerge({ ...pair, reason: why })
    await asked(desk.approver).approveMerge({ id })
    await asked(desk.approver).askUndo({ id, reason: '确为两家企业' })
    await desk.refusing(() => asked(desk.approver).undoMerge({ id }), 'own-proposal')
    await asked(desk.risk).undoMerge({ id })
    expect(await standing(ids)).toEqual(before)
    const again = await desk.customersAs(desk.manager).get({ id: merged.id })
    expect(again).toMatchObject({ status: 'active', mergedInto: null })
    const { rows } = await asked(desk.manager).merges({ customerId: merged.id })
    expect(rows).toMatchObject([{ id, state: 'undone', undoneBy: desk.risk.name }])
    const one = await asked(desk.manager).merges({ id })
    expect(one.rows.map((row) => row.id)).toEqual([id])
    await desk.refusing(() => asked(desk.risk).undoMerge({ id }), 'merge-is-closed')
  })

  it('needs another than its maker, and one answer', async () => {
    const [survivor, merged] = [await aFirm('甲厂'), await aFirm('甲厂旧档')]
    const both = await desk.bank.hire(['customer-manager', 'branch-approver'])
    const pair = { survivorId: survivor.id, mergedId: merged.id, reason: why }
    const { id } = await asked(both).proposeMerge(pair)
    await desk.refusing(() => asked(both).approveMerge({ id }), 'own-proposal')
    await desk.refusing(() => asked(desk.manager).proposeMerge(pair), 'merge-is-pending')
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => asked(desk.approver).approveMerge({ id })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await desk.refusing(
      () => asked(desk.approver).refuseMerge({ id, reason: '不同意合并' }),
      'merge-is-closed',
    )
  })

  it('moves nothing when it is refused', async () => {
    const { parent, survivor, merged, child } = await twoFiles()
    const ids = [parent.id, survivor.id, merged.id, child.id]
    const before = await standing(ids)
    const pair = { survivorId: survivor.id, mergedId: merged.id }
    const { id } = await asked(desk.manager).proposeMerge({ ...pair, reason: why })
    await asked(desk.approver).refuseMerge({ id, reason: '不是同一家' })
    expect(await standing(ids)).toEqual(before)
  })

  it('is not for customers of different groups, nor for a stranger', async () => {
    const [one, other, third, fourth] = [
      await aFirm('乙厂'),
      await aFirm('丙厂'),
      await aFirm('丁厂'),
      await aFirm('戊厂'),
    ]
    await ownership(one.id, other.id)
    await ownership(third.id, fourth.id)
    const pair = { survivorId: other.id, mergedId: fourth.id, reason: why }
    await desk.refusing(() => asked(desk.manager).proposeMerge(pair), 'in-different-groups')
    await expect(asked(desk.southern).proposeMerge(pair)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
