import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let colleague: TestStaff
let southern: TestStaff
let approver: TestStaff
let administrator: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  colleague = await bank.hire('customer-manager')
  southern = await bank.hire('customer-manager', { branchId: bank.south })
  approver = await bank.hire('branch-approver')
  administrator = await bank.hire('system-administrator')
})
afterAll(() => bank.drop())

const page = 'customers' as const
const body = { filter: { all: [{ field: 'partial' as const, is: 'is' as const, value: true }] } }
const save = (by: TestStaff, name: string) => bank.as(by).views.save({ page, name, body })
const seenBy = async (by: TestStaff) =>
  (await bank.as(by).views.list({ page })).map(({ name }) => name)
const one = (by: TestStaff, id: string) => bank.as(by).views.get({ id })

describe('saved views', () => {
  it('are one’s own until they are shared, with a branch and those below, or with all', async () => {
    const { id } = await save(approver, '欠资料')
    expect(await seenBy(anna)).toEqual([])
    await expect(one(anna, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })

    await bank.as(approver).views.share({ id, version: 1, sharing: 'branch' })
    expect(await seenBy(anna)).toEqual(['欠资料'])
    expect(await seenBy(southern)).toEqual([])
    expect(await one(anna, id)).toMatchObject({ isMine: false, mayChange: false, body })

    await expect(
      bank.as(approver).views.share({ id, version: 2, sharing: 'institution' }),
    ).rejects.toMatchObject({ message: 'beyond-your-reach' })
    await expect(
      bank.as(approver).views.share({ id, version: 2, sharing: 'branch', branchId: bank.south }),
    ).rejects.toMatchObject({ message: 'beyond-your-reach' })
    await bank.as(approver).views.share({ id, version: 2, sharing: 'mine' })
    await bank.as(approver).views.remove({ id, version: 3 })
    expect(await seenBy(anna)).toEqual([])
  })

  it('take a name once for each person and page', async () => {
    const { id } = await save(anna, '到期')
    await expect(save(anna, '到期')).rejects.toMatchObject({ message: 'view-name-taken' })
    await expect(save(colleague, '到期')).resolves.toBeDefined()
    const other = await save(anna, '别的')
    await expect(
      bank.as(anna).views.change({ id: other.id, version: 1, name: '到期' }),
    ).rejects.toMatchObject({ message: 'view-name-taken' })
    await bank.as(anna).views.change({ id, version: 1, body: { sort: '-balance' } })
    expect(await one(anna, id)).toMatchObject({
      name: '到期',
      version: 2,
      body: { sort: '-balance' },
    })
    await expect(bank.as(anna).views.change({ id, version: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('once locked are changed by administrators alone', async () => {
    const risk = await bank.hire('risk-officer')
    const { id } = await save(risk, '全行逾期')
    await bank.as(risk).views.share({ id, version: 1, sharing: 'institution' })
    await bank.as(administrator).views.lock({ id, version: 2, isLocked: true })
    const change = { id, version: 3, name: '改了' }
    await expect(bank.as(risk).views.change(change)).rejects.toMatchObject({
      message: 'view-is-locked',
    })
    await expect(bank.as(anna).views.change(change)).rejects.toMatchObject({
      message: 'view-is-locked',
    })
    await bank.as(administrator).views.change(change)
    expect(await one(anna, id)).toMatchObject({ name: '改了', isLocked: true })
  })

  it('start a page: one’s own choice, else the default of one’s role', async () => {
    const risk = await bank.hire('risk-officer')
    const defaults: string[] = []
    for (const name of ['客户经理甲', '客户经理乙']) {
      const { id } = await save(risk, name)
      await bank.as(risk).views.share({ id, version: 1, sharing: 'institution' })
      await bank.as(administrator).views.setDefault({ id, version: 2, roles: ['customer-manager'] })
      defaults.push(id)
    }
    const startOf = async (by: TestStaff) =>
      (await bank.as(by).views.list({ page })).find(({ isDefault }) => isDefault)?.name
    expect(await startOf(southern)).toBe('客户经理乙')
    expect(await startOf(approver)).toBeUndefined()
    expect(await one(southern, defaults[0] ?? '')).toMatchObject({ defaultFor: [] })

    const { id } = await save(southern, '南城')
    await bank.as(southern).views.choose({ page, id })
    expect(await startOf(southern)).toBe('南城')
    await bank.as(southern).views.choose({ page, id: null })
    expect(await startOf(southern)).toBe('客户经理乙')

    await expect(
      bank.as(administrator).views.setDefault({ id, version: 1, roles: [] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are not kept with a filter nobody knows', async () => {
    const filter = { all: [{ field: 'colour', is: 'in', value: ['red'] }] }
    await expect(
      bank.as(anna).views.save({ page, name: '坏', body: { filter: filter as never } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('layouts', () => {
  it('stay with the person and the table', async () => {
    const layout = { columns: [{ key: 'balance', width: 120 }], density: 'compact' as const }
    await bank.as(anna).layouts.keep({ key: 'tree', layout: {} })
    await bank.as(anna).layouts.keep({ key: 'tree', layout })
    await bank.as(anna).layouts.keep({ key: 'loans.overdue', layout: {} })
    expect(await bank.as(anna).layouts.all()).toEqual([
      { key: 'loans.overdue', layout: {} },
      { key: 'tree', layout },
    ])
    expect(await bank.as(colleague).layouts.all()).toEqual([])
    await bank.as(anna).layouts.forget({ key: 'tree' })
    expect(await bank.as(anna).layouts.all()).toHaveLength(1)
  })
})

describe('followed customers', () => {
  it('tell what was done to them since somebody looked', async () => {
    const mill = await aCompany(bank, anna, { name: '长河机械' }, { status: 'active' })
    const foreign = await aCompany(bank, southern, { name: '南城木业' })
    await expect(
      bank.as(anna).follows.follow({ party: 'customer', id: foreign.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await bank.as(anna).follows.follow({ party: 'customer', id: mill.id })
    expect(await bank.as(anna).follows.list()).toMatchObject([
      { id: mill.id, changeCount: 0, changes: [], balance: 0, daysPastDue: 0, tier: null },
    ])

    const now = bank.resources.now()
    bank.resources.now = () => new Date(now.getTime() + 60_000)
    await bank.as(approver).customers.freeze({ id: mill.id, reason: '涉诉核查' })
    const [changed] = await bank.as(anna).follows.list()
    expect(changed).toMatchObject({
      changeCount: 1,
      changes: [{ action: 'freeze', by: approver.name }],
    })
    bank.resources.now = () => new Date(now.getTime() + 120_000)
    await bank.as(anna).follows.seen({})
    expect(await bank.as(anna).follows.list()).toMatchObject([{ changeCount: 0 }])
    await bank.as(anna).follows.unfollow({ party: 'customer', id: mill.id })
    expect(await bank.as(anna).follows.list()).toEqual([])
    bank.resources.now = () => now
  })

  it('and recent ones are those whose file was opened last, still in reach', async () => {
    const [first, second] = [
      await aPerson(bank, colleague, { name: '甲' }),
      await aPerson(bank, colleague, { name: '乙' }),
    ]
    const { accessLog, now } = bank.resources
    for (const [index, { id }] of [first, second].entries()) {
      bank.resources.now = () => new Date(now().getTime() + index * 1000)
      await bank.as(colleague).customers.get({ id })
    }
    bank.resources.now = now
    await accessLog.flush()
    const recents = await bank.as(colleague).follows.recents({})
    expect(recents.map(({ name }) => name)).toEqual(['乙', '甲'])
    expect(await bank.as(anna).follows.recents({})).toEqual([])
  })
})
