import { day } from '@banyan/domain/calendar'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { importing } from '../imports/testing.ts'
import type { TestStaff } from '../testing.ts'

let desk: CustomerDesk
let reviewer: TestStaff

beforeAll(async () => {
  desk = await aCustomerDesk()
  reviewer = await desk.bank.hire('document-reviewer')
})
afterAll(() => desk.bank.drop())

const factsAs = (staff: TestStaff) => desk.bank.as(staff).facts
const proof = { evidence: '原件核对', documentId: null, expiresOn: null }

async function aCustomerFile<Details extends CustomerDetails>(details: Details) {
  const made = await desk.customersAs(desk.manager).create({ details })
  return { ...made, details }
}

async function factOf(customerId: string, field: string) {
  const { fields } = await factsAs(desk.manager).list({ customerId })
  const fact = fields.find((candidate) => candidate.field === field)
  if (!fact) throw new Error(`no field ${field}`)
  return fact
}

const importFrom = (source: string, text: string) =>
  importing(desk.bank.resources, desk.risk, 'customers', text, { source })
const head = 'external_id,kind,name,credit_code,legal_representative,registered_capital\n'
const rowOf = (id: string, company: ReturnType<typeof aCompany>, representative: string) =>
  `${head}${id},company,${company.name},${company.creditCode},${representative},5000000\n`

describe('the evidence of a field', () => {
  it('names its source, time and person, and masks what is personal', async () => {
    const { id } = await aCustomerFile(aPerson({ mobile: '13800138000', email: '' }))
    const { fields } = await factsAs(desk.manager).list({ customerId: id })
    expect(fields.map(({ field }) => field)).not.toContain('kind')
    expect(await factOf(id, 'mobile')).toMatchObject({
      value: '138****8000',
      source: 'portal',
      by: '王敏',
      version: 1,
      since: '2026-10-15',
      state: 'unverified',
      verification: null,
    })
    expect(await factOf(id, 'email')).toMatchObject({ state: 'unknown' })
  })

  it('moves with the version that changed the field, and only that field', async () => {
    const details = aCompany()
    const { id } = await aCustomerFile(details)
    const { licences: _, ...rest } = details
    await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      reason: '换法定代表人',
      details: { ...rest, legalRepresentative: '新任' },
    })
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({ version: 2, value: '新任' })
    expect(await factOf(id, 'name')).toMatchObject({ version: 1 })
  })

  it('is verified by another than who entered it, until it changes', async () => {
    const { id, details } = await aCustomerFile(aPerson())
    const claim = { customerId: id, field: 'mobile', ...proof }
    await desk.refusing(() => factsAs(desk.manager).verify(claim), 'own-entry')
    await factsAs(reviewer).verify({ ...claim, expiresOn: day('2026-11-01') })
    expect(await factOf(id, 'mobile')).toMatchObject({
      state: 'expiring',
      verification: { evidence: '原件核对', expiresOn: '2026-11-01' },
    })
    await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      reason: '换号码',
      details: { ...details, mobile: '13900139000' },
    })
    expect(await factOf(id, 'mobile')).toMatchObject({ state: 'unverified', verification: null })
    expect(await desk.actionsOf(id)).toEqual(['created', 'fact-verified', 'changed'])
  })

  it('is out of reach of another branch', async () => {
    const { id } = await aCustomerFile(aPerson())
    await expect(factsAs(desk.southern).list({ customerId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      factsAs(desk.southern).verify({ customerId: id, field: 'name', ...proof }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('two sources that disagree', () => {
  it('leave a proved fact as it is, and an item to settle', async () => {
    const company = aCompany({ legalRepresentative: '李试' })
    const { id } = await aCustomerFile(company)
    await factsAs(reviewer).verify({ customerId: id, field: 'legalRepresentative', ...proof })
    await importFrom('core', rowOf('K1', company, '王外'))
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({
      value: '李试',
      state: 'verified',
    })
    const { rows } = await factsAs(desk.manager).conflicts({ customerId: id })
    expect(rows).toMatchObject([
      {
        field: 'legalRepresentative',
        held: { source: 'portal', value: '李试' },
        other: { source: 'core', value: '王外' },
        taken: 'held',
        state: 'open',
      },
    ])
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({ conflictId: rows[0]?.id })
  })

  it('let an unproved fact give way, and settling puts the other back as a version from its source', async () => {
    const company = aCompany({ legalRepresentative: '李试' })
    const { id } = await aCustomerFile(company)
    await importFrom('core', rowOf('K2', company, '王外'))
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({ value: '王外', source: 'core' })
    const [conflict] = (await factsAs(desk.manager).conflicts({ customerId: id })).rows
    const settled = await factsAs(desk.manager).settle({
      id: conflict?.id ?? '',
      choose: 'held',
      reason: '以营业执照为准',
    })
    expect(settled.version).toBe(3)
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({
      value: '李试',
      source: 'portal',
      conflictId: null,
    })
    await desk.refusing(
      () =>
        factsAs(desk.manager).settle({
          id: conflict?.id ?? '',
          choose: 'other',
          reason: '再来一次',
        }),
      'already-settled',
    )
  })

  it('stay settled when the same source says the same again, and not when it says something new', async () => {
    const company = aCompany({ legalRepresentative: '李试' })
    const { id } = await aCustomerFile(company)
    await importFrom('core', rowOf('K3', company, '王外'))
    const [conflict] = (await factsAs(desk.manager).conflicts({ customerId: id })).rows
    await factsAs(desk.manager).settle({
      id: conflict?.id ?? '',
      choose: 'held',
      reason: '以营业执照为准',
    })
    const again = rowOf('K3', company, '王外').replace('5000000', '6000000')
    await importFrom('core', again)
    expect(await factOf(id, 'legalRepresentative')).toMatchObject({ value: '李试' })
    const open = () => factsAs(desk.manager).conflicts({ customerId: id })
    expect((await open()).rows.map(({ field }) => field)).toEqual(['registeredCapital'])
    await importFrom('core', rowOf('K3', company, '赵新'))
    expect((await open()).rows.map(({ field }) => field)).toContain('legalRepresentative')
  })

  it('raises nothing when a source changes what it said itself', async () => {
    const company = aCompany()
    await importFrom('core', rowOf('K4', company, '甲'))
    await importFrom('core', rowOf('K4', company, '乙'))
    const { rows } = await desk
      .customersAs(desk.risk)
      .list({ text: company.creditCode })
      .then(() => factsAs(desk.risk).conflicts({ state: 'all', limit: 100 }))
    expect(rows.filter(({ other }) => other.value === '乙')).toEqual([])
  })
})

describe('false material', () => {
  it('is lifted by another than who marked it, once', async () => {
    const { id } = await aCustomerFile(aPerson())
    const mark = await factsAs(desk.manager).markFalse({
      customerId: id,
      what: '流水系伪造',
      documentId: null,
    })
    const { blocks, falseMarks } = await factsAs(desk.manager).list({ customerId: id })
    expect(falseMarks).toMatchObject([{ id: mark.id, what: '流水系伪造', liftedAt: null }])
    expect(blocks).toMatchObject([{ reason: 'false-material', customerId: id }])
    const own = await desk.bank.hire(['customer-manager', 'branch-approver'])
    const theirs = await factsAs(own).markFalse({
      customerId: id,
      what: '又一份伪造',
      documentId: null,
    })
    await desk.refusing(
      () => factsAs(own).liftFalse({ id: theirs.id, reason: '查无实据' }),
      'own-mark',
    )
    await factsAs(desk.approver).liftFalse({ id: theirs.id, reason: '查无实据' })
    await factsAs(desk.approver).liftFalse({ id: mark.id, reason: '查无实据' })
    await desk.refusing(
      () => factsAs(desk.approver).liftFalse({ id: mark.id, reason: '再次解除' }),
      'already-lifted',
    )
    const after = await factsAs(desk.manager).list({ customerId: id })
    expect(after.blocks).toEqual([])
    expect((await factsAs(desk.manager).falseMarks({ customerId: id })).length).toBe(2)
  })
})
