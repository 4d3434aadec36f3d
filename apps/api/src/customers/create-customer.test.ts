import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namesOf } from './customers-tests.queries.ts'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('opening a file', () => {
  it('gives a person a number, derives age and sex, and shows personal data masked', async () => {
    const details = aPerson({ mobile: '13800138000' })
    const { id, number, label } = await desk.customersAs(desk.manager).create({ details })
    const file = await desk.customersAs(desk.manager).get({ id })
    expect(number).toMatch(/^C\d{7}$/)
    expect(label).toBe(`${number}-V01`)
    expect(file).toMatchObject({
      number,
      label,
      status: 'draft',
      isPartial: false,
      age: 2026 - Number(details.idNumber.slice(6, 10)),
      sex: Number(details.idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female',
      officer: { id: desk.manager.staffId, name: '王敏' },
      branch: { name: '北城支行' },
      group: null,
    })
    expect(file.details).toMatchObject({
      name: '陈测试',
      mobile: '138****8000',
      idNumber: `${details.idNumber.slice(0, 4)}**********${details.idNumber.slice(-4)}`,
      address: '江苏省南京市鼓楼区****',
      email: 'c***@example.com',
      annualIncome: 12_000_000,
    })
    expect(JSON.stringify(file)).not.toContain(details.card)
    expect(await desk.actionsOf(id)).toEqual(['created'])
  })

  it('keeps a company with its licences and both its names', async () => {
    const details = aCompany()
    const { id } = await desk.customersAs(desk.manager).create({ details })
    const file = await desk.customersAs(desk.manager).get({ id })
    expect(file.details).toMatchObject({
      ...details,
      contactName: '赵**',
      contactMobile: '139****5678',
    })
    expect(file.missingLicences).toEqual([])
    const names = await desk.bank.inside(desk.manager, ({ tx }) => namesOf(tx, id))
    expect(names).toMatchObject([
      { kind: 'current', pinyin: 'hepanjingmizhizaoyouxiangongsi', branchId: desk.bank.north },
      { kind: 'short', name: '河畔精密', initials: 'hpjm', officerId: desk.manager.staffId },
    ])
    expect(names[1]?.grams).toHaveLength('河畔精密'.length + 3)
  })

  it('names every problem at once and keeps nothing', async () => {
    const details = aPerson({ name: '', idNumber: '110105194912310021', mobile: '1380013800' })
    const before = await desk.counts()
    await expect(desk.customersAs(desk.manager).create({ details })).rejects.toMatchObject({
      cause: {
        reason: 'file-has-problems',
        problems: [
          { field: 'name', reason: 'missing' },
          { field: 'idNumber', reason: 'wrong-check-digit' },
          { field: 'mobile', reason: 'wrong-length' },
        ],
      },
    })
    expect(await desk.counts()).toEqual(before)
  })

  it('keeps namesakes apart and the same person together', async () => {
    const details = aPerson()
    const first = await desk.customersAs(desk.manager).create({ details })
    const namesake = await desk.customersAs(desk.manager).create({ details: aPerson() })
    expect(namesake.number).not.toBe(first.number)
    await expect(desk.customersAs(desk.manager).create({ details })).rejects.toMatchObject({
      cause: { reason: 'customer-exists', problems: [{ reason: expect.stringMatching(/^held-/) }] },
    })
    await expect(desk.customersAs(desk.southern).create({ details })).rejects.toMatchObject({
      cause: { problems: [{ field: 'idNumber', reason: 'held-elsewhere' }] },
    })
    const company = aCompany()
    const { number } = await desk.customersAs(desk.manager).create({ details: company })
    await expect(
      desk
        .customersAs(desk.manager)
        .create({ details: aCompany({ creditCode: company.creditCode }) }),
    ).rejects.toMatchObject({
      cause: { problems: [{ field: 'creditCode', reason: `held-by-${number}` }] },
    })
  })

  it('keeps one when eight enter the same person at once', async () => {
    const details = aPerson()
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => desk.customersAs(desk.manager).create({ details })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const attempt of attempts) {
      if (attempt.status === 'rejected')
        expect(attempt.reason).toMatchObject({ cause: { reason: 'customer-exists' } })
    }
  })

  it('gives 200 numbers to 200 entered by 25 at once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const mine: string[] = []
        while (mine.length < 8) {
          const created = await desk.customersAs(desk.manager).create({ details: aPerson() })
          mine.push(created.number)
        }
        return mine
      }),
    )
    expect(new Set(numbers.flat()).size).toBe(200)
  })

  it('is not for those who decide', async () => {
    await expect(
      desk.customersAs(desk.approver).create({ details: aPerson() }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
