import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { day } from '@banyan/domain/calendar'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let mill: TestCustomer
let daughter: TestCustomer
let person: TestCustomer
const creditCode = creditCodeFrom({ prefix: '91', region: '320100', organisation: 'MA000001' })
const idNumber = identityNumberFrom({ region: '320102', born: day('1988-06-01'), sequence: 241 })

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager', { name: '王敏' })
  mill = await aCompany(
    bank,
    anna,
    { name: '华拓精密机械有限公司', creditCode },
    { otherNames: [{ kind: 'former', name: '金陵华拓厂' }] },
  )
  daughter = await aCompany(
    bank,
    anna,
    { name: '拓能模具有限公司' },
    { otherNames: [{ kind: 'short', name: '拓能' }] },
  )
  person = await aPerson(bank, anna, {
    name: '单小雨',
    idType: 'resident-id',
    idNumber,
    mobile: '13912345678',
    card: '6222021001116245702',
  })
  for (let i = 1; i <= 45; i++) await aCompany(bank, anna, { name: `连锁${i}号商店` })
  await bank.as(anna).groups.addRelation({
    from: mill.id,
    to: daughter.id,
    kind: 'ownership',
    percent: parseRate('60'),
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })
})
afterAll(() => bank.drop())

const numbersOf = async (text: string, more: object = {}) => {
  const { rows } = await bank.as(anna).search.find({ text, limit: 100, ...more })
  return rows.map(({ number }) => number)
}

describe('searching', () => {
  it.each([
    ['金陵华拓', 'former-name', '金陵华拓厂'],
    ['拓能模具', 'name', null],
    ['拓能', 'short-name', '拓能'],
    ['华拓精密', 'name', null],
  ])('says by which name %s was found', async (text, match, matchedName) => {
    const { rows } = await bank.as(anna).search.find({ text, party: 'customer' })
    expect(rows[0]).toMatchObject({ match, matchedName })
  })

  it.each([
    ['part of a name of two characters', '精密'],
    ['the whole name', '华拓精密机械有限公司'],
    ['a former name', '金陵华拓'],
    ['the first letters of the pinyin', 'htjm'],
    ['the full pinyin', 'huatuojing'],
    ['the credit code', creditCode],
  ])('finds a company by %s', async (_, text) => {
    expect(await numbersOf(text)).toContain(mill.number)
  })

  it.each([
    ['identity number', idNumber],
    ['mobile', '139 1234 5678'],
    ['card', '6222021001116245702'],
    ['last four of the identity number', idNumber.slice(-4)],
    ['last four of the mobile', '5678'],
    ['family name read as one', 'shanxiaoyu'],
  ])('finds a person by %s', async (_, text) => {
    expect(await numbersOf(text)).toEqual([person.number])
  })

  it('finds by number, of a customer and of a group', async () => {
    const { group } = await bank.as(anna).groups.tree({ customerId: mill.id })

    expect(await numbersOf(mill.number)).toEqual([mill.number])
    expect(await numbersOf(group.number)).toEqual([group.number])
  })

  it('finds a group by the name of a member', async () => {
    const { group } = await bank.as(anna).groups.tree({ customerId: mill.id })

    expect(await numbersOf('模具', { party: 'group' })).toEqual([group.number])
  })

  it('walks pages without losing or repeating a row', async () => {
    const seen: string[] = []
    let after: { rank: number; id: string } | null = null
    do {
      const page: Awaited<ReturnType<ReturnType<typeof bank.as>['search']['find']>> = await bank
        .as(anna)
        .search.find({ text: '连锁', limit: 7, after })
      seen.push(...page.rows.map(({ number }) => number))
      expect(page.total).toBe(45)
      after = page.next
    } while (after)

    expect(new Set(seen).size).toBe(45)
    expect(seen).toHaveLength(45)
  })

  it('takes a percent sign as a character, not as anything', async () => {
    expect(await numbersOf('100%')).toEqual([])
    expect(await numbersOf('%')).toEqual([])
  })

  it('shows another branch nothing', async () => {
    const stranger = await bank.hire('customer-manager', { branchId: bank.south })

    const { rows, total } = await bank.as(stranger).search.find({ text: '精密', limit: 20 })

    expect({ rows, total }).toEqual({ rows: [], total: 0 })
  })

  it('masks the name of a person from those who only watch', async () => {
    const executive = await bank.hire('executive')

    const { rows } = await bank.as(executive).search.find({ text: '单小雨', limit: 20 })

    expect(rows.map(({ name, matchedName }) => [name, matchedName])).toEqual([['单**', null]])
  })
})

describe('what an outsider sees', () => {
  it('never has a name of a person in it, not even where a group is named for one', async () => {
    const owner = await aPerson(bank, anna, { name: '欧阳致远' })
    const shop = await aCompany(bank, anna, { name: '致远商行' })
    await bank.as(anna).groups.addRelation({
      from: owner.id,
      to: shop.id,
      kind: 'ownership',
      percent: parseRate('100'),
      votingPercent: null,
      amount: null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: 'register',
      evidence: '',
    })
    const outsider = bank.as(await bank.hire('executive'))

    const { group } = await outsider.groups.tree({ customerId: shop.id })
    const seen = [
      await outsider.search.find({ text: '欧阳致远' }),
      await outsider.search.find({ text: '欧阳致远', party: 'group' }),
      await outsider.search.find({ text: '致远', limit: 1 }),
      await outsider.groups.list({ limit: 100 }),
      await outsider.groups.tree({ groupId: group.id }),
    ]

    for (const answer of seen) expect(JSON.stringify(answer)).not.toContain('欧阳致远')
    const insider = await bank.as(anna).groups.list({ limit: 100 })
    expect(JSON.stringify(insider)).toContain('欧阳致远')
  })
})
