import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let officer: TestStaff
let approver: TestStaff
let collector: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

async function settle(loanId: string): Promise<string> {
  const { repaymentId } = await bank.as(collector).loans.prepay({ loanId, mode: 'settle' })
  return repaymentId
}

async function takeBack(loanId: string, eventId: string): Promise<void> {
  const ask = { kind: 'reversal' as const, eventId }
  const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason: '误记' })
  await bank.as(approver).loanActs.approve({ actId, note: '同意' })
}

describe('a settlement that is taken back', () => {
  it('leaves the loan in the class it had, as often as that happens', async () => {
    const customerId = await aBorrower(bank, officer)
    const paid = paidInTime(5)
    const { loan } = await aRunningLoan(bank, officer, { customerId, paid })
    for (let turn = 0; turn < 2; turn++) {
      await takeBack(loan.id, await settle(loan.id))
      const { tiers } = await bank.as(officer).loans.get({ loanId: loan.id })
      expect(tiers).toMatchObject([{ validFrom: loan.disbursedOn, validTo: null, tier: 'normal' }])
    }
    await settle(loan.id)
    const { tiers } = await bank.as(officer).loans.get({ loanId: loan.id })
    expect(tiers).toMatchObject([{ validFrom: loan.disbursedOn, validTo: '2026-10-15' }])
    const breaches = await bank.inside(officer, ({ tx, institution }) =>
      findBreaches(tx, institution.id),
    )
    expect(breaches).toEqual([])
  })
})
