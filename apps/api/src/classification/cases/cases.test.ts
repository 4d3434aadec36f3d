import { addDays, day, type Day, daysEvery } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBorrower } from '../../loans/testing.queries.ts'
import { aLoan, keepLoans } from '../../reports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { classLoans } from '../class-at-close.ts'
import { loanClass } from '../testing.queries.ts'

const opened = day('2026-10-15')
let bank: TestBank
let officer: TestStaff
let collector: TestStaff
let branch: TestStaff
let risk: TestStaff
let head: TestStaff
let southern: TestStaff
let count = 0

beforeAll(async () => {
  bank = await aBank()
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
  branch = await bank.hire('branch-approver')
  risk = await bank.hire('risk-officer')
  head = await bank.hire('head-office-approver')
  southern = await bank.hire('post-loan-officer', { branchId: bank.south })
})
afterAll(() => bank.drop())

const desk = (staff: TestStaff) => bank.as(staff).classification
const within = <T>(run: Parameters<typeof bank.resources.transact<T>>[1]) =>
  bank.resources.transact(bank.institution.id, run)
const found = (loanId: string) => within((tx) => loanClass(tx, bank.institution.id, loanId))

async function aLoanLate(late: number, change: object = {}, customer?: string) {
  const customerId = customer ?? (await aBorrower(bank, officer))
  const firstDueOn = addDays(opened, late === 0 ? 20 : -late)
  const bundle = aLoan(officer, customerId, {
    number: `CA-${++count}`,
    disbursedOn: addDays(firstDueOn, -30),
    firstDueOn,
    officerId: officer.staffId,
    ...change,
  })
  await keepLoans(bank, officer, [bundle])
  const loanId = bundle.loan.id
  await classNow(loanId)
  return { loanId, customerId }
}

const classNow = (loanId: string) =>
  within((tx) =>
    classLoans(
      {
        tx,
        institution: bank.institution,
        staff: { id: officer.staffId },
        now: bank.resources.now,
        requestId: 'test',
      },
      opened,
      [loanId],
    ),
  )

const note = '按现场检查结论'

describe('setting a worse tier', () => {
  it('takes three people, and stands until people better it', async () => {
    const { loanId } = await aLoanLate(0)
    const { id } = await desk(officer).openCase({
      loanId,
      kind: 'override',
      tier: 'special-mention',
      note,
    })
    await expect(desk(head).approve({ id, outcome: 'approved', note })).rejects.toThrow(
      'not-this-step',
    )
    await desk(branch).review({ id, tier: 'substandard', note })
    expect((await found(loanId)).tier).toBe('normal')
    const waiting = await desk(head).list({ step: 'approval' })
    expect(waiting.rows.find((row) => row.id === id)).toMatchObject({
      canAct: true,
      proposedTier: 'substandard',
      systemTier: 'normal',
    })
    await desk(head).approve({ id, outcome: 'approved', note })
    expect(await found(loanId)).toMatchObject({
      tier: 'substandard',
      manualTier: 'substandard',
      stage: 3,
    })
    await classNow(loanId)
    expect((await found(loanId)).tier).toBe('substandard')
    const { opinions, status } = await desk(officer).get({ id })
    expect(status).toBe('approved')
    expect(opinions.map(({ step, tier }) => [step, tier])).toEqual([
      ['initial', 'special-mention'],
      ['review', 'substandard'],
      ['approval', 'substandard'],
    ])
    const { history } = await desk(officer).ofLoan({ loanId })
    expect(history.at(-1)).toMatchObject({ tier: 'substandard', basis: 'rules', validTo: null })
  })

  it('is refused where it is no worse, while another case is open, and to whoever spoke before', async () => {
    const { loanId } = await aLoanLate(91, { officerId: null })
    const [waiting] = (await desk(collector).list({ loanId })).rows
    expect(waiting).toMatchObject({ kind: 'confirmation', status: 'initial' })
    const id = waiting?.id ?? ''
    await expect(desk(collector).assess({ id, tier: 'special-mention', note })).rejects.toThrow(
      'better-than-the-rules',
    )
    await expect(
      desk(collector).openCase({ loanId, kind: 'override', tier: 'loss', note }),
    ).rejects.toThrow('case-is-open')
    const both = await bank.hire(['post-loan-officer', 'risk-officer'])
    await desk(both).assess({ id, tier: 'substandard', note })
    await expect(desk(both).review({ id, tier: 'substandard', note })).rejects.toThrow(
      'same-person',
    )
    await desk(risk).review({ id, tier: 'substandard', note })
    await desk(head).approve({ id, outcome: 'approved', note })
    expect(await found(loanId)).toMatchObject({ tier: 'substandard', manualTier: null })
    await expect(
      desk(collector).openCase({ loanId, kind: 'override', tier: 'substandard', note }),
    ).rejects.toThrow('nothing-changed')
  })

  it('is undone by a refusal', async () => {
    const { loanId } = await aLoanLate(0)
    const { id } = await desk(collector).openCase({ loanId, kind: 'override', tier: 'loss', note })
    await desk(risk).review({ id, tier: 'loss', note })
    await desk(head).approve({ id, outcome: 'refused', note })
    expect(await found(loanId)).toMatchObject({ tier: 'normal', manualTier: null })
  })

  it('is of no concern to another branch', async () => {
    const { loanId } = await aLoanLate(0)
    await expect(
      desk(southern).openCase({ loanId, kind: 'override', tier: 'loss', note }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(desk(southern).ofLoan({ loanId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      desk(risk).openCase({ loanId, kind: 'override', tier: 'loss', note }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('leaving 不良', () => {
  /** Instalments of 1,000.00 since 15 September 2025: two in time, the next unpaid until a day, then in time. */
  function aLoanClearedOn(clearedOn: Day) {
    const dueDays = daysEvery(day('2025-09-15'), { months: 1, count: 14, dayOfMonth: 15 })
    const late = dueDays.slice(2).filter((dueOn) => dueOn < clearedOn)
    const inTime = dueDays.filter((dueOn) => dueOn >= clearedOn && dueOn < opened)
    return aLoanLate(0, {
      method: 'equal-principal',
      annualRate: parseRate('0'),
      principal: money(24_000_00),
      periods: 24,
      disbursedOn: day('2025-08-15'),
      firstDueOn: day('2025-09-15'),
      paid: 2,
      payments: [
        { paidOn: clearedOn, amount: money(late.length * 1_000_00) },
        ...inTime.map((paidOn) => ({ paidOn, amount: money(1_000_00) })),
      ],
    })
  }

  it('needs the arrears paid, six months in order, and three people', async () => {
    const { loanId } = await aLoanClearedOn(day('2026-03-20'))
    expect(await found(loanId)).toMatchObject({ tier: 'substandard', claimTier: 'substandard' })
    const { gate } = await desk(officer).ofLoan({ loanId })
    expect(gate).toEqual({
      isOpen: false,
      reasons: ['ability-not-assessed'],
      earliestOn: '2026-09-20',
    })
    const { id } = await desk(officer).openCase({ loanId, kind: 'upgrade', tier: 'normal', note })
    await desk(risk).review({ id, tier: 'special-mention', note })
    await desk(head).approve({ id, outcome: 'approved', note })
    expect(await found(loanId)).toMatchObject({
      tier: 'special-mention',
      claimTier: 'normal',
      manualTier: 'special-mention',
      stage: 2,
    })
    await classNow(loanId)
    expect((await found(loanId)).tier).toBe('special-mention')
  })

  it('waits for the six months', async () => {
    const { loanId } = await aLoanClearedOn(day('2026-05-20'))
    await expect(
      desk(officer).openCase({ loanId, kind: 'upgrade', tier: 'special-mention', note }),
    ).rejects.toThrow('upgrade-not-open')
    expect((await desk(officer).ofLoan({ loanId })).gate).toMatchObject({
      reasons: ['not-observed-long-enough', 'ability-not-assessed'],
      earliestOn: '2026-11-20',
    })
  })

  it('is no better than the rules leave it', async () => {
    const { loanId, customerId } = await aLoanClearedOn(day('2026-03-20'))
    await desk(risk).enterFact({
      customerId,
      loanId,
      kind: 'use-changed',
      value: {},
      evidence: '账户流水显示转入证券账户',
      validFrom: opened,
    })
    await expect(
      desk(officer).openCase({ loanId, kind: 'upgrade', tier: 'normal', note }),
    ).rejects.toThrow('better-than-the-rules')
  })
})
