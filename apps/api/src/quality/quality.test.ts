import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { importing } from '../imports/testing.ts'
import type { TestStaff } from '../testing.ts'
import { lookOverData } from './look-over-data.ts'

let desk: CustomerDesk
let reviewer: TestStaff

beforeAll(async () => {
  desk = await aCustomerDesk()
  reviewer = await desk.bank.hire('document-reviewer')
})
afterAll(() => desk.bank.drop())

const qualityAs = (staff: TestStaff) => desk.bank.as(staff).quality
const lookOver = (on = '2026-10-15') =>
  desk.bank.inside(desk.risk, (context) => lookOverData(context, day(on)))
const issuesOf = async (customerId: string, state: 'open' | 'settled' | 'dismissed' = 'open') => {
  const { rows } = await qualityAs(desk.risk).list({ state, limit: 100 })
  return rows
    .filter((row) => row.customerId === customerId)
    .map(({ kind, field }) => (field === null ? kind : `${kind} ${field}`))
    .toSorted()
}

let serial = 0
const lend = (number: string) =>
  importing(
    desk.bank.resources,
    desk.risk,
    'loans',
    'external_id,customer_external_id,product,amount,annual_rate,method,periods,frequency,disbursed_on,first_due_on,status\n' +
      `Q${++serial},${number},working-capital,100000,4.35,equal-instalment,12,monthly,2026-09-01,2026-10-01,active\n`,
  )

describe('the nightly look at the data', () => {
  it('finds proof and licences that have run out, and settles them once they are renewed', async () => {
    const details = aCompany({
      licences: [
        {
          kind: 'business-licence',
          number: 'OLD',
          issuedOn: day('2015-06-01'),
          expiresOn: day('2026-10-20'),
        },
      ],
    })
    const { id } = await desk.customersAs(desk.manager).create({ details })
    const proof = { evidence: '原件', documentId: null, expiresOn: day('2026-10-20') }
    await desk.bank.as(reviewer).facts.verify({ customerId: id, field: 'creditCode', ...proof })
    await lookOver('2026-10-20')
    expect(await issuesOf(id)).toEqual([])
    await lookOver('2026-10-21')
    expect(await issuesOf(id)).toEqual([
      'identity-expired creditCode',
      'licence-expired business-licence',
    ])
    const again = await lookOver('2026-10-21')
    expect(again).toEqual({ found: 0, settled: 0 })
    const { rows } = await qualityAs(desk.manager).list({ mine: true })
    expect(rows.filter((row) => row.customerId === id)).toHaveLength(2)
    await desk.bank.as(reviewer).facts.verify({
      customerId: id,
      field: 'creditCode',
      ...proof,
      expiresOn: null,
    })
    await lookOver('2026-10-21')
    expect(await issuesOf(id)).toEqual(['licence-expired business-licence'])
    expect(await issuesOf(id, 'settled')).toEqual(['identity-expired creditCode'])
  })

  it('finds gaps in files of those who owe, duplicates, disagreement and the struck off', async () => {
    const text = 'external_id,kind,name\nG1,person,借款甲\n'
    await importing(desk.bank.resources, desk.risk, 'customers', text, { source: 'gaps' })
    await lend('G1')
    const company = aCompany({ name: '同名钢铁厂', legalRepresentative: '钱原任' })
    const one = await desk.customersAs(desk.manager).create({ details: company })
    const two = await desk
      .customersAs(desk.manager)
      .create({ details: aCompany({ name: '同名钢铁厂' }) })
    const head = 'credit_code,name,legal_representative,status\n'
    const row = `${company.creditCode},同名钢铁厂,钱新任,吊销\n`
    await importing(desk.bank.resources, desk.risk, 'registry', head + row)
    await lookOver()
    const { rows } = await qualityAs(desk.risk).list({ kind: 'gap' })
    const gaps = rows.filter(({ customerName }) => customerName === '借款甲')
    expect(gaps.map(({ field }) => field).toSorted()).toEqual(['mobile', 'officialNumber'])
    const found = [...(await issuesOf(one.id)), ...(await issuesOf(two.id))]
    expect(found).toContain('sources-disagree legalRepresentative')
    expect(found).toContain('struck-off')
    expect(found.filter((line) => line.startsWith('duplicate-suspected'))).toHaveLength(1)
  })

  it('gives a finding to somebody else, and takes a reason for an answer', async () => {
    const { id } = await desk
      .customersAs(desk.manager)
      .create({ details: aPerson({ email: '', address: '' }) })
    await desk.bank.as(reviewer).facts.verify({
      customerId: id,
      field: 'idNumber',
      evidence: '身份证原件',
      documentId: null,
      expiresOn: day('2026-10-15'),
    })
    await lookOver('2026-10-16')
    const { rows } = await qualityAs(desk.manager).list({ kind: 'identity-expired' })
    const issue = rows.find((row) => row.customerId === id)?.id ?? ''
    await qualityAs(desk.manager).assign({ id: issue, ownerId: reviewer.staffId })
    const theirs = await qualityAs(reviewer).list({ mine: true })
    expect(theirs.rows.map((row) => row.id)).toEqual([issue])
    expect(await qualityAs(reviewer).counts({})).toContainEqual({
      kind: 'identity-expired',
      open: expect.any(Number),
      mine: 1,
    })
    await qualityAs(desk.manager).dismiss({ id: issue, reason: '客户已销户' })
    await lookOver('2026-10-16')
    expect(await issuesOf(id)).toEqual([])
    expect(await issuesOf(id, 'dismissed')).toEqual(['identity-expired idNumber'])
    await expect(
      qualityAs(desk.manager).dismiss({ id: issue, reason: '再次忽略' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      qualityAs(desk.southern).dismiss({ id: issue, reason: '越权忽略' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('words about the screens', () => {
  it('reach those who look after the system, and are answered', async () => {
    const administrator = await desk.bank.hire('system-administrator')
    const { feedback } = desk.bank.as(desk.manager)
    const { id } = await feedback.send({ page: '/customers', words: '列表希望能按余额排序' })
    await desk.bank.as(administrator).feedback.answer({ id, state: 'done', answer: '已上线' })
    const { rows } = await desk.bank.as(administrator).feedback.list({ state: 'done' })
    expect(rows).toMatchObject([
      { id, page: '/customers', madeBy: '王敏', answer: '已上线', answeredBy: administrator.name },
    ])
    await expect(feedback.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
