import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, type Day, day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { replayRepayments } from '../loans/loan-course.ts'
import { buildLoan } from '../loans/build-loan.ts'
import type { LoanBundle, LoanTerms } from '../loans/loan-rows.ts'
import { insertLoans } from '../loans/loans.queries.ts'
import type { TestBank, TestStaff } from '../testing.ts'

const making = { newId: randomUUID, at: (on: Day) => new Date(`${on}T10:00:00Z`) }
const closedThrough = day('2026-10-14')

export interface TestLoan extends Partial<LoanTerms> {
  number: string
  borrower?: string
  /** Instalments paid on their due days. */
  paid?: number
  /** Further payments. */
  payments?: { paidOn: Day; amount: Money }[]
}

interface Borrower {
  kind: 'person' | 'company'
  name: string
  industrySection?: string | null
  occupation?: string
}

/** Puts a borrower straight into the tables: what a report reads of one. */
export async function aBorrower(
  bank: TestBank,
  staff: TestStaff,
  number: string,
  borrower: Borrower,
): Promise<string> {
  const id = uuidv7()
  const { kind, name, industrySection = null, occupation = null } = borrower
  await bank.resources.transact(staff.institution.id, (tx) =>
    tx
      .insertInto('customer')
      .values({
        institutionId: staff.institution.id,
        id,
        number,
        kind,
        name,
        nameSort: name,
        status: 'active',
        branchId: staff.branchId,
        industrySection,
        occupation,
        source: 'operation',
        createdBy: staff.staffId,
        createdAt: bank.resources.now(),
        changedAt: bank.resources.now(),
      })
      .execute(),
  )
  return id
}

/** A loan with its life up to 14 October 2026, through the rules of the operations. */
export function aLoan(staff: TestStaff, customerId: string, given: TestLoan): LoanBundle {
  const { paid = 0, payments = [], borrower: _, ...terms } = given
  const disbursedOn = terms.disbursedOn ?? day('2026-01-15')
  const bundle = buildLoan(
    {
      institution: { id: staff.institution.id, kind: staff.institution.kind },
      customerId,
      product: 'business',
      currency: 'CNY',
      principal: money(120_000_00),
      annualRate: parseRate('6'),
      method: 'equal-principal',
      periods: 12,
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
      disbursedOn,
      firstDueOn: addMonths(disbursedOn, 1),
      branchId: staff.branchId,
      officerId: null,
      industrySection: null,
      guarantee: 'credit',
      isConsumer: false,
      source: 'demo',
      disbursedBy: staff.staffId,
      ...terms,
    },
    making,
  )
  const onTime = bundle.instalments.slice(0, paid).map(({ dueOn, principal, interest }) => ({
    paidOn: dueOn,
    amount: money(principal + interest),
  }))
  const known = [...onTime, ...payments].filter(({ paidOn }) => paidOn <= closedThrough)
  const taking = { ...making, postedBy: staff.staffId, source: 'demo' as const, closedThrough }
  const refused = replayRepayments(bundle, known, taking)
  if (refused.length > 0) throw new Error(`refused: ${refused.map((each) => each.reason).join()}`)
  return bundle
}

export async function keepLoans(bank: TestBank, staff: TestStaff, bundles: LoanBundle[]) {
  await bank.resources.transact(staff.institution.id, (tx) => insertLoans(tx, bundles))
}

/** Deterministic numbers between 0 and 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const tierDays = [0, 20, 100, 200, 300, 400]

/**
 * A book of `count` loans of ten borrowers: both kinds, several industries, methods and terms, some
 * paid up, some late by any number of days, some settled, some paid in part.
 */
export async function aRandomBook(bank: TestBank, staff: TestStaff, count: number, seed: number) {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const borrowers: { id: string; kind: 'person' | 'company' }[] = []
  for (let index = 0; index < 10; index += 1) {
    const kind = index % 2 === 0 ? 'person' : 'company'
    const id = await aBorrower(bank, staff, `KH-${seed}-${index}`, {
      kind,
      name: `${kind === 'person' ? '张测试' : '测试企业'}${index}`,
      industrySection: kind === 'company' ? pick(['A', 'C', 'E', 'F', 'K', 'T']) : null,
      occupation: pick(['农民', '教师', '个体经营']),
    })
    borrowers.push({ id, kind })
  }
  const bundles: LoanBundle[] = []
  for (let index = 0; index < count; index += 1) {
    const { id, kind } = pick(borrowers)
    const months = Math.floor(random() * 20)
    const disbursedOn = addDays(addMonths(day('2026-10-10'), -months), -Math.floor(random() * 25))
    const firstDueOn = addMonths(disbursedOn, 1)
    const late = pick(tierDays)
    const paid = Math.max(0, Math.floor((months * 30 - late) / 30))
    const periods = 6 + Math.floor(random() * 24)
    bundles.push(
      aLoan(staff, id, {
        number: `JJ-${seed}-${String(index).padStart(4, '0')}`,
        principal: money(1_000_00 + Math.floor(random() * 5_000_000_00)),
        method: pick(['equal-instalment', 'equal-principal', 'interest-only']),
        periods,
        disbursedOn,
        firstDueOn,
        isConsumer: kind === 'person' && random() < 0.6,
        industrySection: kind === 'company' ? pick(['A', 'C', 'E', 'F', 'K', 'T']) : null,
        guarantee: pick(['credit', 'guarantee', 'mortgage', 'pledge']),
        paid: Math.min(paid, periods),
      }),
    )
  }
  await keepLoans(bank, staff, bundles)
  return bundles
}
