import { randomUUID } from 'node:crypto'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../loans/invariants.queries.ts'
import { replayRepayments } from '../loans/loan-course.ts'
import { buildLoan } from '../loans/build-loan.ts'
import type { LoanBundle, LoanTerms } from '../loans/loan-rows.ts'
import { insertLoans, lockLoans } from '../loans/loans.queries.ts'
import { aBorrower, anApprovedApplication, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { closeDays } from './close-days.ts'

let bank: TestBank
let officer: TestStaff
let collector: TestStaff
let customerId: string
const opened = day('2026-10-15')
const making = { newId: randomUUID, at: () => bank.resources.now() }

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
  customerId = await aBorrower(bank, officer)
})

afterAll(() => bank.drop())

let count = 0

function aLoan(overrides: Partial<LoanTerms> = {}): LoanBundle {
  const disbursedOn = overrides.disbursedOn ?? addDays(opened, -31)
  return buildLoan(
    {
      institution: bank.institution,
      number: `JJ-${++count}`,
      customerId,
      product: 'working-capital',
      currency: 'CNY',
      principal: money(120_000_00),
      annualRate: parseRate('6'),
      method: 'equal-instalment',
      periods: 12,
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
      disbursedOn,
      firstDueOn: addDays(opened, -1),
      branchId: bank.north,
      officerId: officer.staffId,
      industrySection: 'F',
      guarantee: 'credit',
      isConsumer: false,
      source: 'import',
      disbursedBy: officer.staffId,
      ...overrides,
    },
    making,
  )
}

const within = <T>(run: Parameters<typeof bank.resources.transact<T>>[1]) =>
  bank.resources.transact(bank.institution.id, run)

const close = (through: Day) =>
  closeDays(
    bank.resources,
    { institution: bank.institution, staff: { id: officer.staffId }, requestId: 'test' },
    through,
  )

async function stored(bundle: LoanBundle) {
  const [found] = await within((tx) => lockLoans(tx, bank.institution, [bundle.loan.id]))
  if (!found) throw new Error('no such loan')
  return found
}

describe('closing business days', () => {
  const edges = [1, 90, 91, 270, 271, 360, 361]

  it('worsens each tier on the close of its own day, as a replay in memory does', async () => {
    const late: LoanBundle[] = []
    for (const days of edges) {
      // One borrower each: a company's loans are classified together.
      const ownCustomer = await aBorrower(bank, officer)
      const [disbursedOn, firstDueOn] = [addDays(opened, -days - 30), addDays(opened, -days)]
      late.push(aLoan({ customerId: ownCustomer, disbursedOn, firstDueOn }))
    }
    for (const bundle of late)
      replayRepayments(bundle, [], {
        ...making,
        postedBy: officer.staffId,
        source: 'import',
        closedThrough: addDays(opened, -1),
      })
    const before = late.map(({ loan }) => loan.tier)
    expect(before).toEqual([
      'normal',
      'special-mention',
      'special-mention',
      'substandard',
      'substandard',
      'doubtful',
      'doubtful',
    ])
    await within((tx) => insertLoans(tx, late))

    const closed = await close(opened)
    expect(closed).toMatchObject({ closedDays: 1, businessDay: '2026-10-16' })
    const after = await Promise.all(late.map(stored))
    expect(after.map(({ loan }) => loan.tier)).toEqual([
      'special-mention',
      'special-mention',
      'substandard',
      'substandard',
      'doubtful',
      'doubtful',
      'loss',
    ])
    expect(after.map(({ loan }) => loan.defaultedOn)).toEqual([
      null,
      null,
      opened,
      ...late.slice(3).map(({ loan }) => loan.defaultedOn),
    ])
    expect(after[2]?.tiers).toMatchObject([
      { tier: 'substandard', validFrom: opened, daysPastDue: 91 },
    ])
  })

  it('goes on where it was, and closes no day twice', async () => {
    const closed = await close(day('2026-10-20'))
    expect(closed).toMatchObject({ closedDays: 5, businessDay: '2026-10-21' })
    expect(await close(day('2026-10-20'))).toMatchObject({
      closedDays: 0,
      businessDay: '2026-10-21',
    })
  })

  it('is one close for two who start it at once', async () => {
    const both = await Promise.all([close(day('2026-10-22')), close(day('2026-10-22'))])
    expect(both.reduce((sum, { closedDays }) => sum + closedDays, 0)).toBe(2)
  })

  it('keeps a loan in 不良 that has paid, and refuses to take the money twice', async () => {
    const businessDay = day('2026-10-23')
    const bundle = aLoan({ disbursedOn: day('2026-06-01'), firstDueOn: addDays(businessDay, -95) })
    replayRepayments(bundle, [], {
      ...making,
      postedBy: officer.staffId,
      source: 'import',
      closedThrough: addDays(businessDay, -1),
    })
    await within((tx) => insertLoans(tx, [bundle]))
    expect(bundle.loan.tier).toBe('substandard')
    const due = await bank.as(collector).loans.quote({ loanId: bundle.loan.id })
    const paid = await bank
      .as(collector)
      .loans.repay({ loanId: bundle.loan.id, amount: due.dueNow })
    expect(paid.tier).toBe('substandard')
    await close(businessDay)
    expect((await stored(bundle)).loan).toMatchObject({ tier: 'substandard', status: 'active' })
  })

  it('lets approvals lapse at the close of their last day', async () => {
    const approver = await bank.hire('branch-approver')
    const made = await anApprovedApplication(
      bank,
      { officer, approver },
      { businessDay: day('2026-10-24'), expiresOn: day('2026-10-25') },
    )
    expect(await close(day('2026-10-24'))).toMatchObject({ rows: { reservations: 0 } })
    expect(await close(day('2026-10-25'))).toMatchObject({ rows: { reservations: 1 } })
    await expect(
      bank
        .as(officer)
        .loans.contract({ applicationId: made.applicationId, signedOn: day('2026-10-25') }),
    ).rejects.toThrow('approval-lapsed')
  })
})

describe('the overdue desk', () => {
  it('counts every active loan once, by tier and by band', async () => {
    const summary = await bank.as(collector).monitoring.summary()
    const overdue = await bank.as(collector).monitoring.overdue({ sort: 'longest-overdue' })
    const sum = (rows: { count: number }[]) => rows.reduce((total, row) => total + row.count, 0)
    expect(sum(summary.tiers)).toBe(summary.total.count)
    expect(sum(summary.bands)).toBe(overdue.total?.count)
    expect(
      overdue.rows.every(({ daysPastDue, overdue: amount }) => daysPastDue > 0 && amount > 0),
    ).toBe(true)
    for (const { band, count: inBand } of summary.bands) {
      const page = await bank.as(collector).monitoring.overdue({ band })
      expect(page.rows).toHaveLength(inBand)
    }
  })
})

describe('after all of this', () => {
  it('every invariant holds', async () => {
    const { resources, institution } = bank
    const breaches = await resources.transact(institution.id, (tx) =>
      findBreaches(tx, institution.id),
    )
    expect(breaches).toEqual([])
  })
})
