import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { type Payment, replayRepayments } from '../loans/loan-course.ts'
import { buildLoan } from '../loans/build-loan.ts'
import type { LoanBundle, LoanTerms } from '../loans/loan-rows.ts'
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
type Officers = readonly [TestStaff, ...TestStaff[]]
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

type Drawn = Pick<
  LoanTerms,
  | 'number'
  | 'product'
  | 'currency'
  | 'principal'
  | 'method'
  | 'periods'
  | 'disbursedOn'
  | 'officerId'
>

function aLoan(
  { institution, resources }: TestBank,
  drawn: Drawn & { customerId: string; officer: TestStaff },
  paymentsOn: (bundle: LoanBundle) => Payment[],
): LoanBundle {
  const { officer, ...terms } = drawn
  const making = { newId: randomUUID, at: () => resources.now() }
  const bundle = buildLoan(
    {
      institution,
      ...terms,
      annualRate: parseRate('6.5'),
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
      firstDueOn: addMonths(terms.disbursedOn, 1),
      branchId: officer.branchId,
      industrySection: 'F',
      guarantee: 'credit',
      isConsumer: false,
      source: 'import',
      disbursedBy: officer.staffId,
    },
    making,
  )
  replayRepayments(bundle, paymentsOn(bundle), {
    ...making,
    postedBy: officer.staffId,
    source: 'import',
    closedThrough: closedOn,
  })
  return bundle
}

/** A small random book of loans, in two branches, two products and two currencies; two of them are void. */
export async function aRandomBook(
  bank: TestBank,
  { officers, loans, seed }: { officers: Officers; loans: number; seed: number },
): Promise<void> {
  const random = seededNumbers(seed)
  const customerId = await aBorrower(bank, officers[0])
  const bundles = Array.from({ length: loans }, (_, index) => {
    const officer = pick(random, officers)
    return aLoan(
      bank,
      {
        customerId,
        officer,
        officerId: random() < 0.03 ? null : officer.staffId,
        number: `JJ-${String(index).padStart(5, '0')}`,
        product: pick(random, ['working-capital', 'business']),
        currency: random() < 0.03 ? 'USD' : 'CNY',
        principal: money(100 * (10_000 + Math.floor(random() * 900_000))),
        method: pick(random, ['equal-instalment', 'equal-principal', 'interest-only']),
        periods: pick(random, [6, 12, 24]),
        disbursedOn: addDays(day('2024-03-01'), Math.floor(random() * 950)),
      },
      (bundle) => paymentsOf(bundle, random),
    )
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

/**
 * Two loans that stop paying after the eighth instalment: more than 90 days late on the very day they
 * have been twelve months on book (2025-07-01), and one day later (2025-03-01).
 */
export async function loansOnTheEdge(bank: TestBank, officer: TestStaff): Promise<void> {
  const customerId = await aBorrower(bank, officer)
  const bundles = ['2025-07-01', '2025-03-01'].map((disbursedOn) =>
    aLoan(
      bank,
      {
        customerId,
        officer,
        officerId: officer.staffId,
        number: `EDGE-${disbursedOn}`,
        product: 'working-capital',
        currency: 'CNY',
        principal: money(120_000_00),
        method: 'equal-instalment',
        periods: 12,
        disbursedOn: day(disbursedOn),
      },
      ({ instalments }) =>
        instalments.slice(0, 8).map(({ dueOn, principal, interest }) => ({
          paidOn: dueOn,
          amount: money(principal + interest),
        })),
    ),
  )
  await within(bank, (tx) => insertLoans(tx, bundles))
}

interface Desk {
  officers: Officers
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
