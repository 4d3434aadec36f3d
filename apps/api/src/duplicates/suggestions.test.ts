import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { compareFinishedBatches } from '../imports/compare-batch.ts'
import { importing } from '../imports/testing.ts'
import type { TestStaff } from '../testing.ts'

let desk: CustomerDesk
let made = 0

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const asked = (staff: TestStaff) => desk.bank.as(staff).duplicates

/** A person who shares nothing with anybody else of this file. */
const aLoner = (overrides: Parameters<typeof aPerson>[0] = {}) => {
  made++
  const address = `南京市玄武区第${made}街${made}号`
  return aPerson({ name: `独行${made}`, email: `loner${made}@example.com`, address, ...overrides })
}
const aFirm = (overrides: Parameters<typeof aCompany>[0] = {}) => {
  made++
  return aCompany({
    name: `独行第${made}机械厂`,
    legalRepresentative: `法人${made}`,
    address: `苏州市吴中区第${made}路${made}号`,
    contactMobile: `1370000${String(1000 + made)}`,
    ...overrides,
  })
}
const create = async (
  details: ReturnType<typeof aLoner> | ReturnType<typeof aFirm>,
  by?: TestStaff,
) => (await desk.customersAs(by ?? desk.manager).create({ details })).id
const openOf = async (customerId: string) => (await asked(desk.manager).list({ customerId })).rows

describe('suggestions while a form is filled in', () => {
  it('name the customer, and the reason, of a shared phone, card, address and e-mail', async () => {
    const held = aLoner({ mobile: '13612340001' })
    const id = await create(held)
    const form = aLoner({ mobile: '13612340001', card: held.card, email: held.email.toUpperCase() })
    const [found] = await asked(desk.manager).suggest({
      details: { ...form, address: held.address.replace('第', ' 第') },
      exceptId: null,
    })
    expect(found).toMatchObject({ kind: 'link', customer: { id, name: held.name } })
    expect(found?.reasons.map(({ what }) => what)).toEqual([
      'same-card',
      'same-mobile',
      'same-email',
      'same-address',
    ])
    expect(found?.reasons[3]).toMatchObject({ relation: 'same-address' })
  })

  it('take a slip in the identity number for the same person', async () => {
    const held = aLoner()
    const id = await create(held)
    const { idNumber } = held
    const swapped = idNumber.slice(0, 9) + idNumber[10] + idNumber[9] + idNumber.slice(11)
    const slip =
      swapped === idNumber
        ? `${idNumber.slice(0, 14)}${(Number(idNumber[14]) + 1) % 10}${idNumber.slice(15)}`
        : swapped
    const found = await asked(desk.manager).suggest({
      details: aLoner({ name: held.name, idNumber: slip }),
      exceptId: null,
    })
    expect(found).toMatchObject([{ kind: 'duplicate', customer: { id } }])
    expect(found[0]?.reasons.map(({ what }) => what)).toEqual(['near-id-number', 'same-name'])
  })

  it('find a company by its representative, its name and a slip in its code', async () => {
    const held = aFirm()
    const id = await create(held)
    const suggest = async (details: ReturnType<typeof aFirm>) =>
      (await asked(desk.manager).suggest({ details, exceptId: null })).map(
        ({ kind, customer, reasons }) => [kind, customer?.id, reasons.map(({ what }) => what)],
      )
    expect(await suggest(aFirm({ legalRepresentative: held.legalRepresentative }))).toEqual([
      ['link', id, ['same-legal-representative']],
    ])
    expect(await suggest(aFirm({ name: `${held.name} ` }))).toEqual([
      ['duplicate', id, ['same-name']],
    ])
    const slip = held.creditCode.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const near = aFirm({ name: held.name, creditCode: slip })
    expect(await suggest(near)).toEqual([['duplicate', id, ['near-credit-code', 'same-name']]])
  })

  it('say nothing of a half-empty form, of namesakes, and of the customer itself', async () => {
    const held = aLoner({ name: '王同名' })
    const id = await create(held)
    const blank = { ...aLoner({ name: '王同名' }), mobile: '', email: '', card: '', address: '' }
    const about = (details: typeof held, exceptId: string | null = null) =>
      asked(desk.manager).suggest({ details, exceptId })
    expect(await about({ ...blank, idNumber: '' })).toEqual([])
    expect(await about(held, id)).toEqual([])
  })

  it('tell only the branch of a customer beyond reach', async () => {
    const held = aLoner({ mobile: '13612340002' })
    await create(held, desk.southern)
    const found = await asked(desk.manager).suggest({
      details: aLoner({ mobile: '13612340002' }),
      exceptId: null,
    })
    expect(found).toMatchObject([{ customer: null, branchName: '南城支行' }])
    expect(JSON.stringify(found)).not.toContain(held.name)
  })
})

describe('suggestions that are kept', () => {
  it('come with the saving, become a relation, and are answered once', async () => {
    const one = await create(aLoner({ mobile: '13612340003' }))
    const other = await create(aLoner({ mobile: '13612340003' }))
    const [found] = await openOf(other)
    expect(found).toMatchObject({ kind: 'link', state: 'open', reasons: [{ what: 'same-mobile' }] })
    const answer = { id: found?.id ?? '', as: 'link' as const }
    const { relationId } = await asked(desk.manager).accept(answer)
    const related = await desk.bank.as(desk.manager).groups.relations({ customerId: one })
    expect(JSON.stringify(related)).toContain(relationId)
    await expect(asked(desk.manager).accept(answer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await openOf(other)).toEqual([])
  })

  it('stay dismissed when the file is saved again', async () => {
    const details = aLoner({ mobile: '13612340004' })
    await create(aLoner({ mobile: '13612340004' }))
    const id = await create(details)
    const [found] = await openOf(id)
    await asked(desk.manager).dismiss({ id: found?.id ?? '', reason: '共用前台电话' })
    await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      reason: '换工作',
      details: { ...details, occupation: '医生' },
    })
    expect(await openOf(id)).toEqual([])
    const dismissed = await asked(desk.manager).list({ customerId: id, state: 'dismissed' })
    expect(dismissed.rows).toMatchObject([{ note: '共用前台电话', decidedBy: '王敏' }])
  })

  it('are made of an imported file afterwards, once', async () => {
    const held = aFirm({ contactMobile: '13612340005' })
    const id = await create(held)
    const { creditCode } = aFirm()
    const text =
      'external_id,kind,name,credit_code,mobile,legal_representative\n' +
      `Z1,company,进口机械厂,${creditCode},13612340005,${held.legalRepresentative}\n`
    await importing(desk.bank.resources, desk.risk, 'customers', text, { source: 'compared' })
    expect(await openOf(id)).toEqual([])
    const compare = () => compareFinishedBatches(desk.bank.resources, new AbortController().signal)
    await compare()
    const found = await openOf(id)
    expect(found).toHaveLength(1)
    expect(found[0]?.reasons.map(({ what }) => what)).toEqual([
      'same-mobile',
      'same-legal-representative',
    ])
    await compare()
    expect(await openOf(id)).toHaveLength(1)
  })
})
