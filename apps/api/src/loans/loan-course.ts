import type { Day } from '@banyan/domain/calendar'
import { addDays } from '@banyan/domain/calendar'
import {
  tierAfterRepayment,
  tierAtClose,
  type TierCourse,
} from '@banyan/domain/classification/tier-course'
import { type Allocation, allocateRepayment } from '@banyan/domain/loans/allocation'
import { interestAccount, loanAccount, moneyAccount } from '@banyan/domain/loans/chart-of-accounts'
import { owedOf } from '@banyan/domain/loans/instalments'
import { loanStatusAfter } from '@banyan/domain/loans/loan-status'
import { type Money, money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import type { InstalmentRow, LoanBundle, LoanSource, Making, PostingRow } from './loan-rows.ts'
import { openingState, openingTier } from './loan-rows.ts'

export interface Payment {
  paidOn: Day
  amount: Money
}

/** Who takes a payment, and where it came from. */
export interface Taking extends Making {
  postedBy: string
  source: LoanSource
  importBatchId?: string
}

/**
 * Takes one payment on its open day and writes its effect into the bundle: instalments, balance,
 * repayment with its shares, postings, tier. Refused: `paid-before-disbursement`, a settled loan,
 * nothing paid, or more than is owed. Closes no days; see `closeLoanThrough`.
 */
export function applyPayment(bundle: LoanBundle, payment: Payment, taking: Taking): void {
  const { loan } = bundle
  const { paidOn, amount } = payment
  if (paidOn < loan.disbursedOn) throw new Refused('paid-before-disbursement')
  loanStatusAfter('repay', loan.status)
  const { allocations } = allocateRepayment(reachOf(bundle.instalments, amount), amount)
  applyShares(bundle, allocations, paidOn)
  recordPayment(bundle, { ...payment, allocations }, taking)

  const oldest = bundle.instalments.find((row) => row.settledOn === null)
  loan.oldestUnpaidOn = oldest?.dueOn ?? null
  setTier(bundle, tierAfterRepayment(loan, paidOn), paidOn, taking.at(paidOn))
  if (!oldest) settle(bundle, paidOn)
}

/** The instalments an amount can reach, from the oldest unpaid on: the rest need not be looked at. */
function reachOf(instalments: readonly InstalmentRow[], amount: Money): InstalmentRow[] {
  const first = instalments.findIndex((row) => row.settledOn === null)
  if (first < 0) return []
  let end = first
  for (let reached = 0; end < instalments.length && reached < amount; end += 1) {
    const row = instalments[end]
    if (row) reached += owedOf(row).total
  }
  return instalments.slice(first, end)
}

function applyShares({ loan, instalments }: LoanBundle, shares: Allocation[], on: Day): void {
  for (const { number, principal, interest } of shares) {
    const at = instalments.findIndex((row) => row.number === number)
    const row = instalments[at]
    if (!row) throw new Error(`no instalment ${number} of loan ${loan.number}`)
    row.principalPaid = money(row.principalPaid + principal)
    row.interestPaid = money(row.interestPaid + interest)
    if (owedOf(row).total === 0) row.settledOn = on
    loan.balance = money(loan.balance - principal)
  }
}

function recordPayment(
  bundle: LoanBundle,
  { paidOn, amount, allocations }: Payment & { allocations: Allocation[] },
  taking: Taking,
): void {
  const { loan } = bundle
  const principal = money(allocations.reduce((sum, share) => sum + share.principal, 0))
  const interest = money(amount - principal)
  const [id, journalId, postedAt] = [taking.newId(), taking.newId(), taking.at(paidOn)]
  const { institutionId, id: loanId } = loan
  bundle.repayments.push({
    institutionId,
    id,
    loanId,
    paidOn,
    amount,
    principal,
    interest,
    journalId,
    source: taking.source,
    importBatchId: taking.importBatchId ?? null,
    postedBy: taking.postedBy,
    postedAt,
  })
  for (const share of allocations) {
    bundle.shares.push({ institutionId, repaymentId: id, loanId, ...share })
  }
  const posting = (credit: PostingRow['credit'], part: Money, position: number): PostingRow => ({
    institutionId,
    journalId,
    position,
    kind: 'repayment',
    businessDay: paidOn,
    debit: moneyAccount(bundle.institutionKind),
    credit,
    amount: part,
    currency: loan.currency,
    loanId,
    postedAt,
  })
  if (principal > 0) bundle.postings.push(posting(loanAccount, principal, 1))
  if (interest > 0) bundle.postings.push(posting(interestAccount, interest, 2))
}

function settle(bundle: LoanBundle, on: Day): void {
  const { loan } = bundle
  loanStatusAfter('settle', loan.status)
  loan.status = 'settled'
  loan.settledOn = on
  const open = bundle.tiers.at(-1)
  if (open) open.validTo = on
}

/** Takes the state over; a changed tier begins a new row, on one day the same row is rewritten. */
function setTier(bundle: LoanBundle, course: TierCourse, on: Day, at: Date): void {
  const { loan, tiers } = bundle
  const { tier, daysPastDue, nextTierOn, defaultedOn } = course
  const isChanged = tier !== loan.tier
  Object.assign(loan, { tier, nextTierOn, defaultedOn })
  if (!isChanged) return
  const open = tiers.at(-1)
  if (open?.validFrom === on) {
    Object.assign(open, { tier, daysPastDue })
    return
  }
  if (open) open.validTo = on
  const opening = openingTier(loan, at)
  tiers.push({ ...opening, validFrom: on, tier, daysPastDue })
}

/** Closes every day up to and including `through`, each boundary on its own day. */
export function closeLoanThrough(bundle: LoanBundle, through: Day, at: Making['at']): void {
  const { loan } = bundle
  while (loan.nextTierOn !== null && loan.nextTierOn <= through) {
    const on = loan.nextTierOn
    setTier(bundle, tierAtClose(loan, on), on, at(on))
  }
}

export interface RefusedPayment extends Payment {
  /** Its place among the payments given. */
  index: number
  reason: string
}

/**
 * A loan's life so far in memory, by the rules of the operations: payments in the order of their
 * days, each boundary at the close of its day, everything up to and including `closedThrough`.
 * Changes the bundle; gives back the payments that were refused.
 */
export function replayRepayments(
  bundle: LoanBundle,
  payments: readonly Payment[],
  taking: Taking & { closedThrough: Day },
): RefusedPayment[] {
  const refused: RefusedPayment[] = []
  const inOrder = payments
    .map((payment, index) => ({ ...payment, index }))
    .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : a.index - b.index))
  for (const payment of inOrder) {
    closeLoanThrough(bundle, addDays(payment.paidOn, -1), taking.at)
    try {
      applyPayment(bundle, payment, taking)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ ...payment, reason: error.reason })
    }
  }
  closeLoanThrough(bundle, taking.closedThrough, taking.at)
  return refused
}

/** The loan as it was on the day it was paid out, for a replay from the start. */
export function rewindLoan(bundle: LoanBundle, knownFrom: Date): void {
  const { loan, instalments } = bundle
  for (const row of instalments) {
    row.principalPaid = money(0)
    row.interestPaid = money(0)
    row.settledOn = owedOf(row).total === 0 ? loan.disbursedOn : null
  }
  const state = openingState(loan.disbursedOn, instalments)
  Object.assign(loan, { ...state, balance: loan.principal, status: 'active', settledOn: null })
  Object.assign(bundle, {
    repayments: [],
    shares: [],
    postings: [],
    tiers: [openingTier(loan, knownFrom)],
  })
}
