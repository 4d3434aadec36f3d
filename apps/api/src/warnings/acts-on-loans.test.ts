import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workOffJobs } from '../jobs/testing.ts'
import type { ActAsk } from '../loans/ask-event.ts'
import { aRunningLoan, paidInTime, type Running } from '../loans/testing-loans.ts'
import { withCapital } from '../loans/testing.queries.ts'
import { aPostLoanDesk, type PostLoanDesk } from './testing.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
  await withCapital(desk.bank)
})
afterAll(() => desk.bank.drop())

async function aBorrowerWith(running: Partial<Running>) {
  const { id: customerId } = await desk.company()
  const { loan } = await aRunningLoan(desk.bank, desk.manager, { customerId, ...running })
  return { customerId, loanId: loan.id }
}

async function carriedOut(loanId: string, ask: ActAsk): Promise<void> {
  const { collector, approver, bank } = desk
  const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason: '经调查认定' })
  await bank.as(approver).loanActs.approve({ actId, note: '同意' })
}

/** What stands against a customer once the jobs have run, and before any close. */
async function warned(customerId: string) {
  await workOffJobs(desk.bank)
  const { rows } = await desk.bank.as(desk.risk).warnings.list({ customerId })
  return rows.map(({ rule, colour, cause }) => [rule, colour, cause]).toSorted()
}

describe('what happens to a loan is looked at without waiting for the close', () => {
  it('a misuse that was approved', async () => {
    const { customerId, loanId } = await aBorrowerWith({ paid: paidInTime(5) })
    await carriedOut(loanId, { kind: 'misuse', from: desk.today, isOver: false })
    expect(await warned(customerId)).toEqual([['flow-back', 'orange', 'event']])
  })

  it.each([
    [true, [['restructured', 'orange', 'event']]],
    [false, []],
  ])('a restructuring, in difficulty: %s', async (isInDifficulty, expected) => {
    const { customerId, loanId } = await aBorrowerWith({ paid: paidInTime(5) })
    await carriedOut(loanId, {
      kind: 'restructuring',
      terms: {
        method: 'equal-principal',
        frequency: 'monthly',
        periods: 12,
        firstDueOn: day('2026-11-15'),
        annualRate: parseRate('3'),
      },
      capitalises: [],
      isInDifficulty,
    })
    expect(await warned(customerId)).toEqual(expected)
  })

  it('a repayment that comes late, and not one that comes in time', async () => {
    const late = await aBorrowerWith({
      paid: (instalments) =>
        instalments.slice(0, 3).map(({ dueOn, principal, interest }, index) => ({
          paidOn: addDays(dueOn, 2 * index),
          amount: money(principal + interest + 50_00),
        })),
    })
    const punctual = await aBorrowerWith({ paid: paidInTime(4) })
    const amount = money(10_800_00)
    await desk.bank.as(desk.collector).loans.repay({ loanId: late.loanId, amount })
    await desk.bank.as(desk.collector).loans.repay({ loanId: punctual.loanId, amount })
    expect((await warned(late.customerId)).map(([rule]) => rule)).toContain('later-each-time')
    expect(await warned(punctual.customerId)).toEqual([])
  })
})
