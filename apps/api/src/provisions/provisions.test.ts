import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classLoans } from '../classification/class-at-close.ts'
import { aLoan, aRandomBook, keepLoans } from '../reports/testing.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

const opened = day('2026-10-15')
let bank: TestBank
let risk: TestStaff
let loanIds: string[]

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  const bundles = await aRandomBook(bank, risk, 60, 3)
  loanIds = bundles.map(({ loan }) => loan.id)
  await bank.resources.transact(bank.institution.id, (tx) =>
    classLoans(
      {
        tx,
        institution: bank.institution,
        staff: { id: risk.staffId },
        now: bank.resources.now,
        requestId: 'test',
      },
      opened,
      loanIds,
    ),
  )
})
afterAll(() => bank.drop())

const desk = () => bank.as(risk).provisions
const sum = <T>(rows: readonly T[], amount: (row: T) => number) =>
  rows.reduce((total, row) => total + amount(row), 0)

describe('provisions', () => {
  it('add up the same by tier and by stage, and to the loans themselves', async () => {
    const summary = await desk().summary()
    expect(summary.allowance).toBeGreaterThan(0)
    expect(sum(summary.tiers, ({ balance }) => balance)).toBe(summary.balance)
    expect(sum(summary.stages, ({ balance }) => balance)).toBe(summary.balance)
    expect(sum(summary.stages, ({ allowance }) => allowance)).toBe(summary.allowance)
    expect(summary.reserved).toBe(0)
    expect(summary.topUp).toBe(Math.max(0, summary.estimate - summary.allowance))
    expect(summary.byDaysAlone).toBe(0)
    expect(summary.terms.needsConfirmation).toBe(true)
    const kept = await Promise.all(loanIds.map((loanId) => desk().ofLoan({ loanId })))
    expect(sum(kept, (row) => row.kept)).toBe(summary.allowance)
    expect(kept.every(({ kept: stored, allowance }) => stored === allowance)).toBe(true)
  })

  it('put every claim in 不良 in stage 3', async () => {
    const { tiers, stages } = await desk().summary()
    const nonPerforming = tiers.slice(2)
    expect(stages[2]?.balance).toBe(sum(nonPerforming, ({ balance }) => balance))
  })

  it('show the terms of an allowance', async () => {
    const customerId = await aBorrower(bank, risk)
    const bundle = aLoan(risk, customerId, {
      number: 'PR-1',
      principal: money(1_000_000_00),
      annualRate: parseRate('5'),
      disbursedOn: addDays(opened, -5),
      firstDueOn: addDays(opened, 25),
    })
    await keepLoans(bank, risk, [bundle])
    const explained = await desk().ofLoan({ loanId: bundle.loan.id })
    expect(explained).toMatchObject({ stage: 1, stageReasons: [], kept: 0, allowance: 7_039_29 })
    expect(explained.scenarios.map(({ name, terms }) => [name, terms.length])).toEqual([
      ['基准', 1],
      ['乐观', 1],
      ['悲观', 1],
    ])
    expect(explained.scenarios[0]?.terms[0]).toMatchObject({
      marginalPd: 1_500_000,
      lossGivenDefault: 45_000_000,
      exposure: 1_000_000_00,
    })
  })
})

describe('the rates of bad debt', () => {
  it('have numerator and denominator from the ledger and the history of tiers', async () => {
    const rates = await desk().rates({ from: day('2026-01-01'), to: day('2026-10-14') })
    const report = await bank
      .as(risk)
      .reports.build({ code: 'asset-quality', asOf: day('2026-10-14') })
    const { cells } = await bank.as(risk).reports.get({ reportId: report.id })
    const cell = (id: string) => cells.find((each) => each.id === id)?.value
    expect(rates.nonPerforming.numerator).toBe(cell('G11_I_2.E'))
    expect(rates.nonPerforming.denominator).toBe(cell('G11_I_2.A'))
    expect(rates.writtenOff).toMatchObject({ numerator: 0, rate: 0 })
    expect(rates.recovered).toEqual({ numerator: 0, denominator: 0, rate: null })
  })

  it('are of closed days, in order', async () => {
    await expect(desk().rates({ from: opened, to: opened })).rejects.toThrow('day-not-closed')
    await expect(desk().rates({ from: day('2026-10-02'), to: day('2026-10-01') })).rejects.toThrow(
      'period-ends-before-it-starts',
    )
  })
})
