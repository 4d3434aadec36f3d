import { randomUUID } from 'node:crypto'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { type ServicingTerms, usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { ContractTerms } from '@banyan/domain/products/contract-terms'
import { parseRate } from '@banyan/domain/rate'
import type { TestBank, TestStaff } from '../testing.ts'
import { buildLoan } from './build-loan.ts'
import { type Payment, replayRepayments } from './loan-course.ts'
import type { LoanBundle } from './loan-rows.ts'
import { insertLoans } from './loans.queries.ts'

export interface Running {
  customerId: string
  /** What the contract says beside the usual of servicing. */
  servicing?: Partial<ServicingTerms>
  terms?: Partial<ContractTerms>
  /** What was paid already, of the schedule as it was made. */
  paid?: (instalments: LoanBundle['instalments']) => Payment[]
}

const schedule = {
  method: 'equal-instalment',
  principal: money(120_000_00),
  annualRate: parseRate('6'),
  periods: 12,
  frequency: 'monthly',
  dayCount: '30/360',
  rounding: 'half-up',
  disbursedOn: day('2026-05-15'),
  firstDueOn: day('2026-06-15'),
} as const

let made = 0

/** A loan that has been running since May, with what its contract agreed of servicing. */
export async function aRunningLoan(
  { resources, institution }: Pick<TestBank, 'resources' | 'institution'>,
  officer: TestStaff,
  { customerId, servicing, terms, paid = () => [] }: Running,
): Promise<LoanBundle> {
  const making = { newId: randomUUID, at: (on: Day) => new Date(`${on}T08:00:00Z`) }
  const agreed: ContractTerms = {
    ...schedule,
    ratePlan: { kind: 'fixed' },
    servicing: { ...usualServicing, ...servicing },
    allowsRepricing: true,
    ...terms,
  }
  const { ratePlan: _plan, servicing: _servicing, allowsRepricing: _allows, ...columns } = agreed
  const bundle = buildLoan(
    {
      ...columns,
      institution,
      number: `JJ2026-9${String(++made).padStart(5, '0')}`,
      customerId,
      product: 'working-capital',
      currency: 'CNY',
      branchId: officer.branchId,
      officerId: officer.staffId,
      industrySection: 'F',
      guarantee: 'credit',
      isConsumer: false,
      source: 'demo',
      disbursedBy: officer.staffId,
      agreed,
    },
    making,
  )
  const opened = day('2026-10-15')
  replayRepayments(bundle, paid(bundle.instalments), {
    ...making,
    postedBy: officer.staffId,
    source: 'demo',
    closedThrough: addDays(opened, -1),
  })
  await resources.transact(institution.id, (tx) => insertLoans(tx, [bundle]))
  return bundle
}

/** Each of the first instalments, paid in full on its due day. */
export const paidInTime =
  (count: number) =>
  (instalments: LoanBundle['instalments']): Payment[] =>
    instalments.slice(0, count).map(({ dueOn, principal, interest }) => ({
      paidOn: dueOn,
      amount: money(principal + interest),
    }))
