import { type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActAsk } from '../loans/ask-event.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { withCapital } from '../loans/testing.queries.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../warnings/testing.ts'
import { tiersStep } from './class-at-close.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
  await withCapital(desk.bank)
})
afterAll(() => desk.bank.drop())

/** A loan of a new company that has paid everything so far. */
async function aSoundLoan(): Promise<string> {
  const customer = await desk.company()
  const running = { customerId: customer.id, paid: paidInTime(5) }
  const { loan } = await aRunningLoan(desk.bank, desk.manager, running)
  return loan.id
}

async function carriedOut(loanId: string, ask: ActAsk): Promise<string> {
  const { actId } = await desk.bank
    .as(desk.collector)
    .loanActs.propose({ loanId, ask, reason: '经调查认定' })
  const { eventId } = await desk.bank.as(desk.approver).loanActs.approve({ actId, note: '同意' })
  return eventId
}

async function classed(loanId: string, on: Day = desk.today) {
  await runStep(desk, tiersStep, on)
  return desk.bank.as(desk.risk).classification.ofLoan({ loanId })
}

const restructuring = (isInDifficulty: boolean): ActAsk => ({
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

describe('the class of a loan', () => {
  it('is under observation from the first due day after a restructuring in difficulty', async () => {
    const loanId = await aSoundLoan()
    expect(await classed(loanId)).toMatchObject({ tier: 'normal', observation: null })
    await carriedOut(loanId, restructuring(true))
    const now = await classed(loanId)
    expect(now).toMatchObject({
      tier: 'special-mention',
      observation: { from: '2026-11-15', end: '2027-11-15', isOver: false, restarts: 0 },
    })
    expect(now.rulesHit.map(({ article }) => article)).toContainEqual(
      expect.stringMatching(/21|二十一/),
    )
  })

  it('stays as it was when the terms change without any difficulty', async () => {
    const loanId = await aSoundLoan()
    await carriedOut(loanId, restructuring(false))
    expect(await classed(loanId)).toMatchObject({ tier: 'normal', observation: null })
  })

  it('falls to substandard when the loan is restructured again under observation', async () => {
    const loanId = await aSoundLoan()
    await carriedOut(loanId, restructuring(true))
    await classed(loanId)
    await carriedOut(loanId, restructuring(true))
    expect(await classed(loanId)).toMatchObject({ tier: 'substandard' })
  })

  it('has the floor of a misuse from its approval until it is over', async () => {
    const loanId = await aSoundLoan()
    await carriedOut(loanId, { kind: 'misuse', from: desk.today, isOver: false })
    const misused = await classed(loanId)
    expect(misused).toMatchObject({ tier: 'special-mention', otherFloor: 'special-mention' })
    await carriedOut(loanId, { kind: 'misuse', from: desk.today, isOver: true })
    expect(await classed(loanId)).toMatchObject({ tier: 'normal', otherFloor: 'normal' })
  })

  it('is as before when the act is taken back', async () => {
    const loanId = await aSoundLoan()
    const eventId = await carriedOut(loanId, {
      kind: 'misuse',
      from: desk.today,
      isOver: false,
    })
    expect(await classed(loanId)).toMatchObject({ tier: 'special-mention' })
    await carriedOut(loanId, { kind: 'reversal', eventId })
    expect(await classed(loanId)).toMatchObject({ tier: 'normal' })
  })

  it('counts an extension as an adjustment only of a loan that was not normal', async () => {
    const extension: ActAsk = { kind: 'extension', maturesOn: day('2027-08-15') }
    const sound = await aSoundLoan()
    await carriedOut(sound, extension)
    expect(await classed(sound)).toMatchObject({ tier: 'normal', observation: null })

    const customer = await desk.company()
    const running = { customerId: customer.id, paid: paidInTime(3) }
    const { loan } = await aRunningLoan(desk.bank, desk.manager, running)
    expect(await classed(loan.id)).toMatchObject({ tier: 'special-mention' })
    await desk.bank.as(desk.collector).loans.repay({ loanId: loan.id, amount: money(25_000_00) })
    await carriedOut(loan.id, extension)
    const extended = await classed(loan.id)
    expect(extended.observation).not.toBeNull()
    expect(extended.tier).toBe('special-mention')
  })
})
