import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { type Payment, replayRepayments } from '../loans/loan-course.ts'
import { buildLoan, type LoanBundle } from '../loans/loan-rows.ts'
import { insertLoans } from '../loans/loans.queries.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import type { TestBank, TestStaff } from '../testing.ts'

/** The last closed day of a test bank. */
export const closedOn = day('2026-10-14')

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Random = () => number
const pick = <T>(random: Random, [first, ...rest]: readonly [T, ...T[]]): T =>
  rest[Math.floor(random() * (rest.length + 1)) - 1] ?? first

/** Pays on time, late, stops for good, or stops and catches up. */
function paymentsOf({ instalments }: LoanBundle, random: Random): Payment[] {
  const stopsAt = random() < 0.3 ? Math.floor(random() * instalments.length) : Infinity
  const habit = pick(random, [0, 0, 3, 25])
  const catchesUpAfter = random() < 0.4 ? 60 + Math.floor(random() * 120) : null
  return instalments
    .flatMap(({ dueOn, principal, interest }, index) => {
      const amount = money(principal + interest)
      if (index < stopsAt) return [{ paidOn: addDays(dueOn, Math.floor(random() * habit)), amount }]
      return catchesUpAfter === null ? [] : [{ paidOn: addDays(dueOn, catchesUpAfter), amount }]
    })
    .filter(({ paidOn }) => paidOn <= closedOn)
}

/** A small random book of loans, in two branches, two products and two currencies. */
export async function aRandomBook(
  bank: TestBank,
  {
    officers,
    loans,
    seed,
  }: { officers: readonly [TestStaff, ...TestStaff[]]; loans: number; seed: number },
): Promise<void> {
  const random = seededNumbers(seed)
  const customerId = await aBorrower(bank, officers[0])
  const making = { newId: randomUUID, at: () => bank.resources.now() }
  const bundles = Array.from({ length: loans }, (_, index) => {
    const officer = pick(random, officers)
    const disbursedOn = addDays(day('2024-03-01'), Math.floor(random() * 950))
    const bundle = buildLoan(
      {
        institution: bank.institution,
        number: `JJ-${String(index).padStart(5, '0')}`,
        customerId,
        product: pick(random, ['working-capital', 'business']),
        currency: random() < 0.03 ? 'USD' : 'CNY',
        principal: money(100 * (10_000 + Math.floor(random() * 900_000))),
        annualRate: parseRate('6.5'),
        method: pick(random, ['equal-instalment', 'equal-principal', 'interest-only']),
        periods: pick(random, [6, 12, 24]),
        frequency: 'monthly',
        dayCount: '30/360',
        rounding: 'half-up',
        disbursedOn,
        firstDueOn: addMonths(disbursedOn, 1),
        branchId: officer.branchId,
        officerId: random() < 0.03 ? null : officer.staffId,
        industrySection: 'F',
        guarantee: 'credit',
        isConsumer: false,
        source: 'import',
        disbursedBy: officers[0].staffId,
      },
      making,
    )
    replayRepayments(bundle, paymentsOf(bundle, random), {
      ...making,
      postedBy: officers[0].staffId,
      source: 'import',
      closedThrough: closedOn,
    })
    return bundle
  })
  await within(bank, async (tx) => {
    await insertLoans(tx, bundles)
    await tx
      .updateTable('loan')
      .set({ status: 'void' })
      .where('institutionId', '=', bank.institution.id)
      .where('number', 'in', ['JJ-00003', 'JJ-00004'])
      .execute()
  })
}

interface Desk {
  officers: readonly [TestStaff, ...TestStaff[]]
  checker: TestStaff
}

function drawApplication(random: Random, { officers }: Desk, index: number) {
  const officer = pick(random, officers)
  const submittedOn = addDays(day('2026-01-01'), Math.floor(random() * 280))
  const status = pick(random, [
    'approved',
    'approved',
    'contracted',
    'declined',
    'declined',
    'withdrawn',
    'scored',
    'in-review',
  ])
  return {
    id: uuidv7(),
    number: `SQ-${String(index).padStart(5, '0')}`,
    product: pick(random, ['working-capital', 'business']),
    amount: money(100 * (50_000 + index)),
    termMonths: 12,
    annualRate: parseRate('4.35'),
    status,
    branchId: officer.branchId,
    officerId: officer.staffId,
    madeBy: officer.staffId,
    submittedOn,
    movedOn: addDays(submittedOn, Math.floor(random() * 12)),
    isDecided: ['approved', 'contracted', 'declined'].includes(status),
  }
}

/** Applications in every state: waiting, withdrawn, approved (for less than was asked) and declined. */
export async function randomApplications(
  bank: TestBank,
  { count, seed, ...desk }: Desk & { count: number; seed: number },
): Promise<void> {
  const random = seededNumbers(seed)
  const customerId = await aBorrower(bank, desk.officers[0])
  const institutionId = bank.institution.id
  const at = bank.resources.now()
  const drawn = Array.from({ length: count }, (_, index) => drawApplication(random, desk, index))
  await within(bank, async (tx) => {
    await tx
      .insertInto('application')
      .values(
        drawn.map(({ movedOn, isDecided, ...application }) => ({
          ...application,
          institutionId,
          customerId,
          method: 'equal-instalment',
          createdOn: application.submittedOn,
          createdAt: at,
          submittedAt: at,
          statusSince: at,
          statusOn: movedOn,
          decidedOn: isDecided ? movedOn : null,
          decidedAt: isDecided ? at : null,
        })),
      )
      .execute()
    await tx
      .insertInto('decision')
      .values(decisionsOn(bank, desk, drawn))
      .execute()
    await tx
      .insertInto('applicationStep')
      .values(
        drawn
          .filter(({ status }) => status === 'withdrawn')
          .map(({ id, officerId, movedOn }) => ({
            institutionId,
            id: uuidv7(),
            applicationId: id,
            step: 'withdraw',
            fromStatus: 'submitted',
            toStatus: 'withdrawn',
            staffId: officerId,
            happenedOn: movedOn,
            at,
          })),
      )
      .execute()
  })
}

function decisionsOn(
  { institution, resources }: TestBank,
  { checker }: Desk,
  drawn: readonly ReturnType<typeof drawApplication>[],
) {
  return drawn
    .filter(({ isDecided }) => isDecided)
    .map(({ id, madeBy, status, amount, termMonths, annualRate, movedOn }) => ({
      institutionId: institution.id,
      applicationId: id,
      makerId: madeBy,
      checkerId: checker.staffId,
      outcome: status === 'declined' ? ('declined' as const) : ('approved' as const),
      amount: money(amount - 1_000_00),
      termMonths,
      annualRate,
      role: 'branch-approver',
      note: '意见',
      groupExposure: 0,
      decidedOn: movedOn,
      decidedAt: resources.now(),
    }))
}

const within = <T>(bank: TestBank, run: Parameters<typeof bank.resources.transact<T>>[1]) =>
  bank.resources.transact(bank.institution.id, run)

/** Every row that figures are made from, as they lie in their tables. */
export function rawRows(bank: TestBank) {
  return within(bank, async (tx) => ({
    loans: await tx.selectFrom('loan').selectAll().execute(),
    instalments: await tx.selectFrom('instalment').selectAll().execute(),
    postings: await tx.selectFrom('posting').selectAll().execute(),
    tiers: await tx.selectFrom('loanTier').selectAll().where('knownTo', 'is', null).execute(),
    applications: await tx.selectFrom('application').selectAll().execute(),
    decisions: await tx.selectFrom('decision').selectAll().execute(),
  }))
}

export type RawRows = Awaited<ReturnType<typeof rawRows>>
