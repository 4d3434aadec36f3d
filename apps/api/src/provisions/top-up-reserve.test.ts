import { type Day, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRandomBook } from '../reports/testing.ts'
import { closeDays } from '../close/close-days.ts'
import { checkByReplay } from '../close/replay-check.ts'
import { refusalOf } from '../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

const periodEnd = day('2026-10-31')
let bank: TestBank
let risk: TestStaff
let approver: TestStaff

const close = (through: Day) =>
  closeDays(
    bank.resources,
    { institution: bank.institution, staff: { id: risk.staffId }, requestId: 'test' },
    through,
  )
const maker = () => bank.as(risk).provisions
const checker = () => bank.as(approver).provisions
const reason = '十月末按标准法计提一般准备'

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  approver = await bank.hire('head-office-approver')
  await aRandomBook(bank, risk, 60, 3)
})
afterAll(() => bank.drop())

describe('the general reserve', () => {
  it('has no period before the first end of a month', async () => {
    const { periods, missing, reserved } = await maker().reserve({})
    expect({ periods, missing, reserved }).toEqual({ periods: [], missing: null, reserved: 0 })
    expect(await refusalOf(maker().proposeTopUp({ periodEnd, reason }))).toBe(
      'provision-period-not-found',
    )
  })

  it('is asked to rise by the excess of the estimate over the allowance', async () => {
    await close(periodEnd)
    const { estimate, allowance } = await maker().summary({})
    const { periods, missing } = await maker().reserve({})
    expect(periods).toMatchObject([{ periodEnd, estimate, allowance }])
    expect(missing).toBe(Math.max(0, estimate - allowance))
    expect(missing).toBeGreaterThan(0)
  })

  it('is not decided by whoever asked for it', async () => {
    const both = await bank.hire(['risk-officer', 'head-office-approver'])
    const { id } = await bank.as(both).provisions.proposeTopUp({ periodEnd, reason })
    const own = bank.as(both).provisions.decideTopUp({ id, outcome: 'approved', note: '同意' })
    expect(await refusalOf(own)).toBe('own-top-up')
    const { journalId } = await checker().decideTopUp({ id, outcome: 'refused', note: '下月再议' })
    expect(journalId).toBeNull()
    expect((await maker().reserve({})).reserved).toBe(0)
  })

  it('is topped up once two people agree, from profit, exactly', async () => {
    const { missing } = await maker().reserve({})
    expect((await maker().summary({})).topUp).toBe(missing)
    const { id, amount } = await maker().proposeTopUp({ periodEnd, reason })
    expect(amount).toBe(missing)
    expect(await refusalOf(maker().proposeTopUp({ periodEnd, reason }))).toBe('top-up-is-waiting')
    const { journalId } = await checker().decideTopUp({ id, outcome: 'approved', note: '同意' })
    const { rows } = await bank
      .as(risk)
      .ledger.journal({ from: day('2026-11-01'), to: day('2026-11-01'), account: '4102' })
    const posted = rows.filter((row) => row.journalId === journalId)
    expect(new Set(posted.map(({ debit, credit }) => `${debit} ${credit}`))).toEqual(
      new Set(['4104 4102']),
    )
    expect(posted.reduce((sum, row) => sum + row.amount, 0)).toBe(amount)
    expect(posted.every(({ valueDay }) => valueDay === periodEnd)).toBe(true)
    expect(await maker().reserve({})).toMatchObject({ reserved: amount, missing: 0 })
    expect(await maker().summary({})).toMatchObject({ reserved: amount, topUp: 0 })
    expect(await refusalOf(maker().proposeTopUp({ periodEnd, reason }))).toBe('reserve-is-enough')
    expect(await refusalOf(checker().decideTopUp({ id, outcome: 'refused', note: '重复' }))).toBe(
      'top-up-is-decided',
    )
  })

  it('stands after the next close, and asks only for what is missing', async () => {
    const { reserved } = await maker().reserve({})
    await close(day('2026-11-30'))
    const { reserved: after, missing, periods } = await maker().reserve({})
    const [last] = periods
    expect(after).toBe(reserved)
    expect(last?.periodEnd).toBe('2026-11-30')
    expect(missing).toBe(Math.max(0, (last?.estimate ?? 0) - (last?.allowance ?? 0) - after))
    expect(await refusalOf(maker().proposeTopUp({ periodEnd, reason }))).toBe('not-the-last-period')
    const { differences } = await bank.inside(risk, (context) =>
      checkByReplay({ ...context, businessDay: day('2026-12-01') }),
    )
    const accounts = differences.filter(({ loanId }) => loanId === null)
    expect(accounts.filter(({ number }) => /reserve|profit/.test(number))).toEqual([])
  })
})
