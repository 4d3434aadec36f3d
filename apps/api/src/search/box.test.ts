import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let southern: TestStaff
const names = [
  '华拓精密机械有限公司',
  '京海控股集团有限公司',
  '张伟民',
  '张卫明',
  '单雄信',
  '重庆渝丰商贸有限公司',
  '𠮷田木业',
  '臺灣積體電路',
  '阿依古丽·买买提',
  '王小二',
  '王二小',
  '欧阳思远',
]
const made = new Map<string, TestCustomer>()

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager', { name: '王敏' })
  southern = await bank.hire('customer-manager', { name: '李娜', branchId: bank.south })
  for (const name of names) {
    const isCompany = /公司|木业|電路/.test(name)
    made.set(
      name,
      isCompany ? await aCompany(bank, anna, { name }) : await aPerson(bank, anna, { name }),
    )
  }
  await aCompany(bank, southern, {
    name: '华拓南方有限公司',
    registeredCapital: money(500_000_000),
    creditCode: creditCodeFrom({ prefix: '91', region: '320100', organisation: 'MA000009' }),
  })
})
afterAll(() => bank.drop())

const find = (text: string, more: object = {}) =>
  bank.as(anna).search.find({ text, limit: 20, ...more })
const found = async (text: string, more: object = {}) =>
  (await find(text, more)).rows.map(({ name }) => name)

describe('one box over names', () => {
  it.each([
    ['one character', '拓', '华拓精密机械有限公司'],
    ['one character beyond the first plane', '𠮷', '𠮷田木业'],
    ['traditional for simplified', '華拓', '华拓精密机械有限公司'],
    ['simplified for traditional', '台湾积体', '臺灣積體電路'],
    ['one traditional character', '灣', '臺灣積體電路'],
    ['full width', '华拓精密机械有限公司', '华拓精密机械有限公司'],
    ['a name with a dot, another dot', '古丽・买', '阿依古丽·买买提'],
    ['pinyin of the whole', 'ouyangsiyuan', '欧阳思远'],
    ['the family reading', 'shanxiongxin', '单雄信'],
    ['the common reading', 'danxiongxin', '单雄信'],
    ['a reading of a place', 'zhongqing', '重庆渝丰商贸有限公司'],
    ['initials', 'jhkg', '京海控股集团有限公司'],
  ])('finds by %s', async (_, text, name) => {
    expect(await found(text)).toContain(name)
  })

  it.each([
    ['one character wrong', '京海孔股集团'],
    ['one character missing', '京控股集团'],
    ['one character too many', '京海大控股集团'],
    ['two swapped', '京海股控集团'],
    ['one wrong in the pinyin', 'jinghsikonggu'],
    ['one missing in the pinyin', 'jinhaikonggu'],
    ['two swapped in the pinyin', 'jignhaikonggu'],
  ])('with %s still has the meant one among the first five', async (_, text) => {
    const answer = await find(text)
    expect(answer.rows.slice(0, 5).map(({ name }) => name)).toContain('京海控股集团有限公司')
    expect(answer.isNear).toBe(true)
    expect(answer.total).toBe(0)
  })

  it.each([
    ['张维民', '张伟民'],
    ['张伟明', '张卫明'],
    ['张民', '张伟民'],
    ['单熊信', '单雄信'],
  ])('of people, %s leads to %s', async (text, name) => {
    expect((await found(text)).slice(0, 5)).toContain(name)
  })

  it('does not add what is near to what was meant', async () => {
    expect(await found('王小二')).toEqual(['王小二', '王二小'])
    expect(await found('京海')).toEqual(['京海控股集团有限公司'])
  })

  it('ranks the whole name before its beginning before its middle', async () => {
    await aCompany(bank, anna, { name: '大拓能' })
    await aCompany(bank, anna, { name: '拓能模具' })
    await aCompany(bank, anna, { name: '拓能' })
    expect(await found('拓能')).toEqual(['拓能', '拓能模具', '大拓能'])
  })

  it('counts what lies beyond reach when asked, and names nobody', async () => {
    const answer = await find('华拓', { countsBeyond: true })
    expect(answer.rows.map(({ name }) => name)).toEqual(['华拓精密机械有限公司'])
    expect(answer).toMatchObject({ total: 1, beyond: 1 })
    expect(JSON.stringify(answer)).not.toContain('华拓南方')
    expect((await find('华拓')).beyond).toBeNull()
  })

  it('finds a new customer at once, and a renamed one by both names', async () => {
    const { id } = await bank.as(anna).customers.create({
      details: {
        kind: 'person',
        name: '新月如钩',
        idType: null,
        idNumber: '',
        sex: null,
        birthDate: null,
        mobile: '',
        email: '',
        card: '',
        address: '',
        occupation: '',
        employer: '',
        annualIncome: null,
        assets: [],
      },
    })
    const { rows } = await find('月如')
    expect(rows.map((row) => row.id)).toEqual([id])
  })
})

describe('operators in the box', () => {
  it.each([
    ['类型:公司 华拓', ['华拓精密机械有限公司']],
    ['-类型:公司 张', ['张伟民', '张卫明']],
    ['机构:北城 华拓', ['华拓精密机械有限公司']],
    ['客户经理:王敏 单', ['单雄信']],
    ['状态:逾期 华拓', []],
    ['机构:南城', []],
  ])('%s', async (text, expected) => {
    const answer = await find(text, { party: 'customer' })
    expect(answer.problems).toEqual([])
    expect(answer.rows.map(({ name }) => name)).toEqual(expected)
    expect(answer.chips.length).toBe(1)
  })

  it('alone list whom they leave, in the order of names, page by page', async () => {
    const first = await find('类型:个人', { party: 'customer', limit: 3 })
    expect(first).toMatchObject({ total: 8, isCapped: false })
    const second = await find('类型:个人', { party: 'customer', limit: 5, after: first.next })
    const all = [...first.rows, ...second.rows].map(({ name }) => name)
    expect(new Set(all).size).toBe(8)
    expect(second.next).toBeNull()
  })

  it.each([
    ['情况:逾期 华拓', 'unknown-operator'],
    ['状态:睡眠 华拓', 'unknown-value'],
    ['机构:火星 华拓', 'unknown-value'],
    ['客户经理:无此人 华拓', 'unknown-value'],
  ])('%s is told and not passed over', async (text, code) => {
    const answer = await find(text)
    expect(answer.rows).toEqual([])
    expect(answer.problems).toMatchObject([{ code }])
  })

  it('suggest the names that may have been meant', async () => {
    const { problems } = await find('机构:北京')
    expect(problems[0]?.suggestions).toContain('机构:北城支行')
  })

  it('refuse an unknown filter outright', async () => {
    const filter = { all: [{ field: 'colour', is: 'in', value: ['red'] }] }
    await expect(find('华拓', { filter })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('groups', () => {
  it('are found by name, pinyin, number, member and lead officer, with what their members owe', async () => {
    const [root, daughter] = [made.get('京海控股集团有限公司'), made.get('𠮷田木业')]
    await bank.as(anna).groups.addRelation({
      from: root?.id ?? '',
      to: daughter?.id ?? '',
      kind: 'ownership',
      percent: parseRate('60'),
      votingPercent: null,
      amount: null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: 'register',
      evidence: '',
    })
    const { group } = await bank.as(anna).groups.tree({ customerId: root?.id ?? '' })
    for (const text of ['京海', 'jinghaikonggu', 'jhkg', group.number, '𠮷田', '王敏']) {
      const { rows } = await find(text, { party: 'group' })
      expect(rows.map(({ number }) => number)).toEqual([group.number])
      expect(rows[0]).toMatchObject({ members: 2, balance: 0 })
    }
    expect((await find('类型:公司 京海', { party: 'group' })).rows).toHaveLength(1)
    expect((await find('类型:个人 京海', { party: 'group' })).rows).toHaveLength(0)
  })
})
