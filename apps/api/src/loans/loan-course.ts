import { addDays, type Day } from '@banyan/domain/calendar'
import {
  tierAfterRepayment,
  tierAtClose,
  type TierCourse,
} from '@banyan/domain/classification/tier-course'
import { applyEvent, eventsInForce, openCourse } from '@banyan/domain/loans/course/course'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { owedOf } from '@banyan/domain/loans/instalments'
import { loanStatusAfter } from '@banyan/domain/loans/loan-status'
import { type Money, zero } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { contractOf } from './agreed-terms.ts'
import { openingTier, openTier } from './build-loan.ts'
import {
  advanceLoan,
  type AskedEvent,
  courseOptions,
  type Entered,
  enterEvent,
  pastOf,
  stateOf,
  type Taking,
} from './enter-event.ts'
import type { LoanBundle, LoanEventRow, Making } from './loan-rows.ts'
import { keepState } from './state-rows.ts'

export interface Payment {
  paidOn: Day
  amount: Money
}

/**
 * Enters an event and looks at the loan's tier on the open day. A settled loan's last tier ends.
 * Throws Refused; closes no days, see `closeLoanThrough`.
 */
export function enter(bundle: LoanBundle, asked: AskedEvent, taking: Taking): Entered {
  const { loan } = bundle
  const wasOpen = loan.status === 'active'
  const entered = enterEvent(bundle, asked, taking)
  seeTier(bundle, taking.businessDay ?? asked.on, { wasOpen, taking })
  return entered
}

/** What comes about by itself at the close of a day, with the loan's tier after it. False: nothing does. */
export function advance(bundle: LoanBundle, on: Day, taking: Taking): boolean {
  const wasOpen = bundle.loan.status === 'active'
  const hasMoved = advanceLoan(bundle, on, taking)
  if (hasMoved) seeTier(bundle, on, { wasOpen, taking })
  return hasMoved
}

function seeTier(
  bundle: LoanBundle,
  on: Day,
  { wasOpen, taking }: { wasOpen: boolean; taking: Taking },
): void {
  const { loan } = bundle
  const status: string = loan.status
  if (status === 'active' && !wasOpen) reopenTiers(bundle, taking.at(on))
  if (status === 'active' || wasOpen) {
    setTier(bundle, tierAfterRepayment(loan, on), on, taking.at(on))
  }
  if (status === 'written-off' && wasOpen) writeDown(bundle, on, taking.at(on))
  if (status === 'settled') endTiers(bundle, on)
  if (status !== 'active') loan.allowance = zero
}

/**
 * Takes one payment on its day, or what is recovered of a claim that was written off. Refused:
 * `nothing-paid`, `paid-before-disbursement`, a settled loan, and, where money beyond what is owed is not
 * held, `more-than-owed`.
 */
export function applyPayment(bundle: LoanBundle, payment: Payment, taking: Taking): LoanEventRow {
  const { loan } = bundle
  const { paidOn, amount } = payment
  if (amount <= 0) throw new Refused('nothing-paid')
  if (paidOn < loan.disbursedOn) throw new Refused('paid-before-disbursement')
  loanStatusAfter('repay', loan.status)
  if (!taking.keepsExcess && isBeyondAll(bundle, payment)) throw new Refused('more-than-owed')
  const isRecovery = loan.writtenOffOn !== null && paidOn >= loan.writtenOffOn
  const kind = isRecovery ? 'recovery' : 'repayment'
  return enter(bundle, { kind, on: paidOn, amount }, taking).event
}

/** Whether the amount is more than the loan asks for to its end, where none of it would be held. */
function isBeyondAll(bundle: LoanBundle, { paidOn, amount }: Payment): boolean {
  const { loan } = bundle
  if (contractOf(loan).servicing.overpayment === 'held') return false
  const state = stateOf(bundle)
  const on = paidOn < state.on ? state.on : paidOn
  const late = standingOn(state, on, courseOptions).owed
  const toCome = bundle.instalments.filter(({ dueOn }) => dueOn > on)
  const coming = toCome.reduce((sum, row) => sum + owedOf(row).total + row.fee - row.feePaid, 0)
  return amount > late.total + coming
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
  tiers.push({ ...openingTier(loan, at), validFrom: on, tier, daysPastDue })
}

function writeDown(bundle: LoanBundle, on: Day, at: Date): void {
  const { loan } = bundle
  const daysPastDue = bundle.tiers.at(-1)?.daysPastDue ?? 0
  setTier(bundle, { ...loan, tier: 'loss', nextTierOn: null, daysPastDue }, on, at)
}

function endTiers({ loan, tiers }: LoanBundle, on: Day): void {
  loan.nextTierOn = null
  const open = tiers.at(-1)
  if (open?.validTo === null) open.validTo = on
}

/** The settlement was taken back: the last tier never ended, and that it did was believed until now. */
function reopenTiers({ tiers }: LoanBundle, at: Date): void {
  const ended = tiers.at(-1)
  if (!ended || ended.validTo === null) return
  if (ended.knownFrom.getTime() === at.getTime()) {
    ended.validTo = null
    return
  }
  ended.knownTo = at
  tiers.push({ ...ended, validTo: null, knownFrom: at, knownTo: null })
}

/** Closes every day up to and including `through`, each boundary on its own day. */
export function closeLoanThrough(bundle: LoanBundle, through: Day, at: Making['at']): void {
  const { loan } = bundle
  while (loan.status === 'active' && loan.nextTierOn !== null && loan.nextTierOn <= through) {
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

/**
 * Tells the loan's tiers, and the days its instalments were settled on, anew from all its events in
 * the order of their days, as if each day had been closed knowing them.
 */
export function retellHistory(
  bundle: LoanBundle,
  { at, closedThrough, knownFrom }: Pick<Making, 'at'> & { closedThrough: Day; knownFrom: Date },
): void {
  const { loan, state: latest } = bundle
  const told: LoanBundle = {
    ...bundle,
    loan: { ...loan, status: 'active', settledOn: null },
    instalments: [],
    tiers: [],
  }
  let state = openCourse(contractOf(loan))
  for (const event of eventsInForce(pastOf(bundle))) {
    if (told.tiers.length > 0) closeLoanThrough(told, addDays(event.on, -1), at)
    state = applyEvent(state, event, courseOptions).state
    const wasOpen = told.loan.status === 'active'
    keepState(told, state, event.on)
    if (told.tiers.length === 0) openTier(told, knownFrom)
    else if (wasOpen) setTier(told, tierAfterRepayment(told.loan, event.on), event.on, knownFrom)
    const status: string = told.loan.status
    if (status === 'written-off' && wasOpen) writeDown(told, event.on, knownFrom)
    if (status === 'settled') endTiers(told, event.on)
  }
  closeLoanThrough(told, closedThrough, at)
  const { tier, nextTierOn, defaultedOn, settledOn } = told.loan
  Object.assign(bundle, { tiers: told.tiers, instalments: told.instalments })
  Object.assign(loan, { tier, nextTierOn, defaultedOn, settledOn })
  bundle.state = latest
}
