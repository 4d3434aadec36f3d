import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActAsk } from '../loans/ask-event.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let officer: TestStaff
let loanId: string

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  const approver = await bank.hire('branch-approver')
  const collector = await bank.hire('post-loan-officer')
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(5) })
  loanId = loan.id
  const ask: ActAsk = {
    kind: 'restructuring',
    terms: {
      method: 'equal-instalment',
      frequency: 'monthly',
      periods: 24,
      firstDueOn: day('2026-11-20'),
      annualRate: parseRate('4.2'),
    },
    capitalises: [],
    isInDifficulty: true,
  }
  const { actId } = await bank
    .as(collector)
    .loanActs.propose({ loanId, ask, reason: '借款人经营困难' })
  await bank.as(approver).loanActs.approve({ actId, note: '同意' })
})

afterAll(() => bank.drop())

describe('a schedule that another has replaced', () => {
  it('still explains each of its numbers', async () => {
    const asker = bank.as(officer)
    const [first] = await asker.loans.versions({ loanId })
    const replaced = first?.rows.filter(({ isSuperseded }) => isSuperseded) ?? []
    expect(replaced.length).toBeGreaterThan(0)
    for (const { number, interest } of replaced) {
      const cell = { loanId, number, column: 'interest', version: 1 } as const
      expect(await asker.loans.explain(cell)).toMatchObject({ result: interest })
    }
  })

  it('is not taken for the one in force', async () => {
    const asker = bank.as(officer)
    const [first, second] = await asker.loans.versions({ loanId })
    const number = second?.rows.at(-1)?.number ?? 0
    expect(first?.rows.some((row) => row.number === number)).toBe(false)
    await expect(
      asker.loans.explain({ loanId, number, column: 'interest', version: 1 }),
    ).rejects.toThrow('instalment')
    await expect(
      asker.loans.explain({ loanId, number: 7, column: 'penalty', version: 1 }),
    ).rejects.toThrow('row-is-not-scheduled')
  })
})

describe('before terms are eased', () => {
  it('the rules say how long the loan would be observed', async () => {
    const ahead = (firstDueOn: string, frequency: 'monthly' | 'yearly') =>
      bank
        .as(officer)
        .classification.observationAhead({ loanId, firstDueOn: day(firstDueOn), frequency })
    expect(await ahead('2026-12-10', 'monthly')).toMatchObject({
      from: '2026-12-10',
      end: '2027-12-10',
      article: '第二十条',
    })
    expect(await ahead('2026-12-10', 'yearly')).toMatchObject({ end: '2028-12-10' })
  })

  it('a drawdown beyond the contract is tried and refused, nothing changed', async () => {
    const asker = bank.as(officer)
    const before = await asker.loans.get({ loanId })
    const change = { kind: 'drawdown', amount: money(1_00) } as const
    expect(await asker.loans.whatIf({ loanId, change })).toMatchObject({
      refusal: 'above-commitment',
    })
    expect(before).toMatchObject({ undrawn: 0, chargedByHand: [] })
    expect(await asker.loans.get({ loanId })).toEqual(before)
  })
})
