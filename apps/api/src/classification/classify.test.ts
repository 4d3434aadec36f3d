import { randomUUID } from 'node:crypto'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBorrower } from '../loans/testing.queries.ts'
import { aLoan, keepLoans } from '../reports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { classLoans, tiersStep } from './class-at-close.ts'
import { factRow, loanClass } from './testing.queries.ts'

const opened = day('2026-10-15')
let bank: TestBank
let officer: TestStaff
let count = 0

beforeAll(async () => {
  bank = await aBank()
  officer = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())

const closer = { requestId: 'test' }
const within = <T>(run: Parameters<typeof bank.resources.transact<T>>[1]) =>
  bank.resources.transact(bank.institution.id, run)

/** A loan of a borrower that was paid on time except for its last `late` days. */
async function aLateLoan(customerId: string, late: number, change: object = {}) {
  const firstDueOn = addDays(opened, late === 0 ? 20 : -late)
  const bundle = aLoan(officer, customerId, {
    number: `FL-${++count}`,
    disbursedOn: addDays(firstDueOn, -30),
    firstDueOn,
    ...change,
  })
  await keepLoans(bank, officer, [bundle])
  return bundle.loan.id
}

const classOn = (on: Day, loanIds: string[]) =>
  within((tx) =>
    classLoans(
      {
        ...closer,
        tx,
        institution: bank.institution,
        staff: { id: officer.staffId },
        now: bank.resources.now,
      },
      on,
      loanIds,
    ),
  )
const found = (loanId: string) => within((tx) => loanClass(tx, bank.institution.id, loanId))
const enter = (fact: Parameters<typeof factRow>[1]) =>
  within((tx) =>
    factRow(tx, {
      institutionId: bank.institution.id,
      id: randomUUID(),
      madeBy: officer.staffId,
      madeAt: bank.resources.now(),
      validFrom: opened,
      ...fact,
    }),
  )

describe('having the whole book classed', () => {
  it('marks every loan for the next close, whatever its boundary', async () => {
    const loanId = await aLateLoan(await aBorrower(bank, officer), 0)
    await classOn(opened, [loanId])
    expect((await found(loanId)).nextTierOn).not.toBe(opened)
    const riskOfficer = await bank.hire('risk-officer')
    const { loans } = await bank.as(riskOfficer).classification.runAll()
    expect(loans).toBeGreaterThan(0)
    expect((await found(loanId)).nextTierOn).toBe(opened)
  })
})

describe('classing the loans of a company', () => {
  it.each<[number, Tier, number]>([
    [0, 'normal', 1],
    [1, 'special-mention', 2],
    [90, 'special-mention', 2],
    [91, 'substandard', 3],
    [271, 'doubtful', 3],
    [361, 'loss', 3],
  ])('%d days late gives %s in stage %d, with an allowance', async (late, tier, stage) => {
    const loanId = await aLateLoan(await aBorrower(bank, officer), late)
    await classOn(opened, [loanId])
    const row = await found(loanId)
    expect(row).toMatchObject({ tier, stage, tierBasis: 'rules', claimTier: tier })
    expect(row.allowance).toBeGreaterThan(0)
    expect(row.allowance).toBeLessThanOrEqual(row.balance)
  })

  it('takes all claims into 不良 when more than a tenth is, and tells why', async () => {
    const customerId = await aBorrower(bank, officer)
    const good = await aLateLoan(customerId, 0, { principal: money(90_000_00) })
    const bad = await aLateLoan(customerId, 100, { principal: money(15_000_00) })
    await classOn(opened, [bad])
    expect(await found(good)).toMatchObject({
      tier: 'substandard',
      claimTier: 'normal',
      otherFloor: 'substandard',
      stage: 3,
    })
  })

  it('leaves the other claims in 关注 when a tenth is 不良 and no more', async () => {
    const customerId = await aBorrower(bank, officer)
    const good = await aLateLoan(customerId, 0, { principal: money(90_000_00) })
    const bad = await aLateLoan(customerId, 100, { principal: money(10_000_00) })
    await classOn(opened, [good])
    expect(await found(good)).toMatchObject({ tier: 'special-mention', claimTier: 'normal' })
    expect(await found(bad)).toMatchObject({ tier: 'substandard' })
  })

  it('counts what is owed to other banks', async () => {
    const customerId = await aBorrower(bank, officer)
    const loanId = await aLateLoan(customerId, 0, { principal: money(400_00) })
    await enter({
      customerId,
      kind: 'other-bank-debt',
      value: { lender: '邻行', total: 100_00, over90: 100_00, isNonPerforming: true },
    })
    await classOn(opened, [loanId])
    expect((await found(loanId)).tier).toBe('special-mention')
    await enter({
      customerId,
      kind: 'other-bank-debt',
      value: { lender: '远行', total: 1, over90: 1, isNonPerforming: true },
    })
    await classOn(opened, [loanId])
    expect((await found(loanId)).tier).toBe('substandard')
  })

  it('excuses a technical overdue up to its seventh day', async () => {
    const customerId = await aBorrower(bank, officer)
    const loanId = await aLateLoan(customerId, 7)
    await enter({ customerId, loanId, kind: 'technical-overdue', value: {} })
    await classOn(opened, [loanId])
    expect(await found(loanId)).toMatchObject({ tier: 'normal', nextTierOn: addDays(opened, 1) })
    await classOn(addDays(opened, 1), [loanId])
    expect(await found(loanId)).toMatchObject({ tier: 'special-mention' })
  })

  it('keeps an assessed loss as the allowance and counts its share', async () => {
    const customerId = await aBorrower(bank, officer)
    const loanId = await aLateLoan(customerId, 0, { principal: money(100_000_00) })
    await enter({ customerId, loanId, kind: 'credit-impaired', value: { expectedLoss: 50_000_00 } })
    await classOn(opened, [loanId])
    expect(await found(loanId)).toMatchObject({ tier: 'doubtful', stage: 3, allowance: 50_000_00 })
  })
})

describe('the step of the close', () => {
  it('looks at what is due to be looked at, portion by portion, and at nothing twice', async () => {
    const customers = await Promise.all([1, 2, 3].map(() => aBorrower(bank, officer)))
    for (const customerId of customers) await aLateLoan(customerId, 90)
    const on = addDays(opened, 1)
    const run = (after: string | null) =>
      within((tx) =>
        tiersStep.run(
          {
            ...closer,
            tx,
            institution: bank.institution,
            staff: { id: officer.staffId },
            now: bank.resources.now,
          },
          on,
          { after, limit: 2 },
        ),
      )
    let looked = 0
    for (let next: string | null = null; ;) {
      const portion = await run(next)
      looked += portion.rows
      next = portion.next
      if (next === null) break
    }
    expect(looked).toBeGreaterThanOrEqual(3)
    expect(await run(null)).toEqual({ rows: 0, next: null })
  })

  it('gives a loan that was settled no allowance', async () => {
    const customerId = await aBorrower(bank, officer)
    const bundle = aLoan(officer, customerId, {
      number: `FL-${++count}`,
      disbursedOn: addDays(opened, -60),
      firstDueOn: addDays(opened, -30),
      periods: 1,
      paid: 1,
    })
    await keepLoans(bank, officer, [bundle])
    await classOn(opened, [bundle.loan.id])
    expect(await found(bundle.loan.id)).toMatchObject({ allowance: 0, nextTierOn: null })
  })
})
