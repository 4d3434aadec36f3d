import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerRows } from './customer-rows.ts'
import { insertCustomers } from './customers.queries.ts'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('the list', () => {
  it('is in the order of pinyin, stable across pages, and filtered', async () => {
    const branch = desk.bank.south
    for (const name of ['张维民', '李娜', '张伟', '阿布', '张伟', '章卫', '单雄心']) {
      await desk.customersAs(desk.southern).create({ details: aPerson({ name }) })
    }
    await desk
      .customersAs(desk.southern)
      .create({ details: aCompany({ name: '重庆银行', shortName: '' }) })
    const names: string[] = []
    let cursor: string | undefined
    for (;;) {
      const page = await desk.customersAs(desk.southern).list({
        branchId: branch,
        officerId: desk.southern.staffId,
        limit: 3,
        cursor,
      })
      names.push(...page.rows.map(({ name }) => name))
      if (page.next === null) break
      cursor = page.next
    }
    const mine = new Set(['张维民', '李娜', '张伟', '阿布', '章卫', '单雄心', '重庆银行'])
    expect(names.filter((name) => mine.has(name))).toEqual([
      '阿布',
      '重庆银行',
      '李娜',
      '单雄心',
      '张伟',
      '张伟',
      '章卫',
      '张维民',
    ])
    expect((await desk.customersAs(desk.southern).list({ kind: 'company' })).rows).toMatchObject([
      { name: '重庆银行' },
    ])
    expect((await desk.customersAs(desk.southern).list({ status: 'active' })).rows).toEqual([])
  })

  it.each([
    ['name', () => '雀跃'],
    ['pinyin', () => 'canaryqueyue'.slice(6)],
    ['initials', () => 'qyx'],
    ['identity number', (person: ReturnType<typeof aPerson>) => person.idNumber],
    ['mobile', (person: ReturnType<typeof aPerson>) => person.mobile],
    ['last four of the card', (person: ReturnType<typeof aPerson>) => person.card.slice(-4)],
  ] as const)('finds by %s', async (_, textOf) => {
    const person = aPerson({ name: '雀跃心' })
    const { id } = await desk.customersAs(desk.manager).create({ details: person })
    const { rows } = await desk.customersAs(desk.manager).list({ text: textOf(person), limit: 100 })
    expect(rows.map((row) => row.id)).toContain(id)
    const none = await desk.customersAs(desk.manager).list({ text: '无此人名' })
    expect(none.rows).toEqual([])
  })
})

describe('many at once', () => {
  it('inserts five thousand in one go, and none', async () => {
    const rows = await desk.bank.inside(desk.manager, async ({ keys }) =>
      Array.from({ length: 5000 }, (_, index) =>
        customerRows(
          keys,
          {
            number: `C9${String(index).padStart(6, '0')}`,
            status: 'active',
            branchId: desk.bank.north,
            officerId: null,
            source: 'test',
            importBatchId: null,
            createdBy: desk.manager.staffId,
            createdAt: new Date('2026-10-15T02:00:00Z'),
            validFrom: day('2026-10-15'),
            reason: 'import',
            otherNames: [{ kind: 'former', name: '"旧\\名' }],
          },
          { ...aCompany({ creditCode: '' }), address: '带,逗号"引号"{括号}\\反斜线' },
        ),
      ),
    )
    const before = await desk.counts()
    await desk.bank.inside(desk.manager, ({ tx }) => insertCustomers(tx, rows))
    await desk.bank.inside(desk.manager, ({ tx }) => insertCustomers(tx, []))
    const after = await desk.counts()
    expect(after['customers']).toBe((before['customers'] ?? 0) + 5000)
    expect(after['names']).toBe((before['names'] ?? 0) + 15_000)
    const [sample] = rows
    const file = await desk.customersAs(desk.risk).get({ id: sample?.customer.id ?? '' })
    expect(file.otherNames).toContainEqual({ kind: 'former', name: '"旧\\名' })
    expect(file.details).toMatchObject({ address: '带,逗号"引号"{括号}\\反斜线' })
  })
})
