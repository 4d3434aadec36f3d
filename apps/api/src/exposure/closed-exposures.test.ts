import { type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lendTo } from '../groups/acts/acts-tests.queries.ts'
import { withCapital } from '../loans/testing.queries.ts'
import { closeDays } from '../close/close-days.ts'
import { refusalOf } from '../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let executive: TestStaff
let companies: TestCustomer[]
let person: TestCustomer
let groupId: string

const close = (through: Day) =>
  closeDays(
    bank.resources,
    { institution: bank.institution, staff: { id: risk.staffId }, requestId: 'test' },
    through,
  )
const lend = (to: TestCustomer, balance: number) =>
  bank.inside(anna, (context) => lendTo(context, to.id, balance))
const relate = (kind: 'ownership' | 'guarantee', from: TestCustomer, to: TestCustomer) =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    percent: kind === 'ownership' ? parseRate('60') : null,
    votingPercent: null,
    amount: kind === 'guarantee' ? money(30_000_00) : null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  executive = await bank.hire('executive')
  await withCapital(bank, money(1_000_000_00))
  companies = []
  for (const name of ['大户甲', '大户乙', '大户丙'])
    companies.push(await aCompany(bank, anna, { name }))
  person = await aPerson(bank, anna, { name: '陈大山' })
  const [a, b, c] = companies as [TestCustomer, TestCustomer, TestCustomer]
  await relate('ownership', a, b)
  await relate('guarantee', b, c)
  await lend(a, 80_000_00)
  await lend(b, 70_000_01)
  await lend(c, 20_000_00)
  await lend(person, 110_000_00)
  const { group } = await bank.as(anna).groups.tree({ customerId: a.id })
  groupId = group.id
  await close(day('2026-10-15'))
})
afterAll(() => bank.drop())

const largest = (kind: 'customer' | 'group', more: object = {}) =>
  bank.as(risk).exposure.largest({ kind, ...more })

describe('the largest exposures of a closed day', () => {
  it('are measured against the limits of the day, the largest first', async () => {
    const { rows, day: closed, count } = await largest('customer')
    expect(closed).toBe('2026-10-15')
    expect(count).toBe(4)
    expect(rows.map(({ name, direct, isOver }) => [name, direct, isOver])).toEqual([
      ['陈大山', 110_000_00, true],
      ['大户乙', 70_000_01, false],
      ['大户甲', 80_000_00, false],
      ['大户丙', 20_000_00, false],
    ])
    expect(rows[0]?.shareOfNetCapital).toBe(parseRate('11'))
    const groups = await largest('group')
    expect(groups.rows).toMatchObject([
      {
        id: groupId,
        members: 2,
        direct: 150_000_01,
        indirect: 20_000_00,
        total: 170_000_01,
        isOver: true,
        room: -1,
      },
    ])
    expect(groups.rows[0]?.tests.map(({ rule }) => rule)).toEqual([
      'group-credit',
      'group-exposure',
    ])
  })

  it('are filtered and paged as asked', async () => {
    expect((await largest('customer', { isOver: true })).rows.map(({ name }) => name)).toEqual([
      '陈大山',
    ])
    expect((await largest('customer', { text: '户丙' })).count).toBe(1)
    const first = await largest('customer', { limit: 3, sort: 'direct' })
    expect(first.rows.map(({ name }) => name)).toEqual(['陈大山', '大户甲', '大户乙'])
    const second = await largest('customer', {
      limit: 3,
      sort: 'direct',
      after: first.next ?? undefined,
    })
    expect(second.rows.map(({ name }) => name)).toEqual(['大户丙'])
    expect(second.next).toBeNull()
  })

  it('add up from distinct contracts, guarantees for what they stand for', async () => {
    const { rows } = await bank
      .as(risk)
      .exposure.contracts({ day: day('2026-10-15'), kind: 'group', id: groupId })
    expect(rows.map(({ kind, amount, customerName }) => [kind, amount, customerName])).toEqual([
      ['drawn', 80_000_00, '大户甲'],
      ['drawn', 70_000_01, '大户乙'],
      ['guaranteed', 20_000_00, '大户丙'],
    ])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('stay as they were when the book moves on', async () => {
    const before = await largest('group', { day: '2026-10-15' })
    const [first] = companies
    if (first) await lend(first, 50_000_00)
    await close(day('2026-10-16'))
    expect(await largest('group', { day: '2026-10-15' })).toEqual(before)
    expect((await largest('group')).rows).toMatchObject([{ direct: 200_000_01 }])
    expect(await bank.as(risk).exposure.days({})).toEqual({ days: ['2026-10-16', '2026-10-15'] })
  })

  it('are for those who watch the whole bank, with the names of persons masked', async () => {
    const { rows } = await bank.as(executive).exposure.largest({ kind: 'customer', limit: 1 })
    expect(rows[0]?.name).not.toContain('大山')
    expect(await refusalOf(bank.as(anna).exposure.largest({ kind: 'customer' }))).toBe('forbidden')
  })
})
