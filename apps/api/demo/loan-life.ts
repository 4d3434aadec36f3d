import { addDays, type Day } from '@banyan/domain/calendar'
import { owedOfFee, owedOfRow } from '@banyan/domain/loans/course/claims'
import { sumOfParts } from '@banyan/domain/loans/course/part-amounts'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { type Money, money } from '@banyan/domain/money'
import { rateUnder, resetDaysOf } from '@banyan/domain/products/rate-plan'
import { advance, closeLoanThrough, enter } from '../src/loans/loan-course.ts'
import { courseOptions, stateOf, type Taking } from '../src/loans/enter-event.ts'
import type { LoanBundle } from '../src/loans/loan-rows.ts'
import type { Intent } from './payment-courses.ts'

/** A part of the contract's sum that is paid out later. */
export interface Drawdown {
  kind: 'draws'
  on: Day
  amount: Money
}

/** The day's own events first, then what the night does. */
const order = { draws: 0, clears: 1, pays: 1, settles: 1, 'repays-early': 1, resets: 2 } as const

interface Reset {
  kind: 'resets'
  on: Day
}

type Happening = Intent | Drawdown | Reset

export interface Life {
  happenings: readonly (Intent | Drawdown)[]
  taking: Taking
  /** Everything up to and including this day, which is closed. */
  through: Day
}

/**
 * A loan's life as the operations and the nights would have brought it about: what the borrower does, rates
 * that follow the loan prime rate on their days, money held that pays what falls due, each boundary at the
 * close of its day. Changes the bundle; throws what refuses.
 */
export function liveOut(bundle: LoanBundle, { happenings, taking, through }: Life): void {
  const all: Happening[] = [...happenings, ...resetsOf(bundle)]
  const inOrder = all
    .filter(({ on }) => on <= through)
    .toSorted((a, b) => (a.on === b.on ? order[a.kind] - order[b.kind] : a.on < b.on ? -1 : 1))
  for (const happening of inOrder) {
    spendHeld(bundle, addDays(happening.on, -1), taking)
    closeLoanThrough(bundle, addDays(happening.on, -1), taking.at)
    if (bundle.loan.status !== 'active') return
    carryOut(bundle, happening, taking)
  }
  spendHeld(bundle, through, taking)
  closeLoanThrough(bundle, through, taking.at)
}

function resetsOf({ loan }: LoanBundle): Reset[] {
  const { terms, disbursedOn, maturesOn } = loan
  if (!terms) return []
  return resetDaysOf(terms.ratePlan, disbursedOn, maturesOn).map((on) => ({ kind: 'resets', on }))
}

function spendHeld(bundle: LoanBundle, through: Day, taking: Taking): void {
  for (const { dueOn } of bundle.loan.held > 0 ? bundle.instalments : []) {
    if (dueOn <= stateOf(bundle).on || dueOn > through) continue
    closeLoanThrough(bundle, addDays(dueOn, -1), taking.at)
    advance(bundle, dueOn, taking)
  }
}

function carryOut(bundle: LoanBundle, happening: Happening, taking: Taking): void {
  const { kind, on } = happening
  switch (kind) {
    case 'draws':
      draw(bundle, happening, taking)
      return
    case 'pays':
      pay(bundle, { on, amount: happening.amount }, taking)
      return
    case 'clears':
      pay(bundle, { on, amount: askedThrough(bundle, on, happening.through) }, taking)
      return
    case 'settles':
      settle(bundle, on, taking)
      return
    case 'repays-early':
      repayEarly(bundle, happening, taking)
      return
    case 'resets':
      reset(bundle, on, taking)
  }
}

/** Nothing is paid out to who is late that day. */
function draw(bundle: LoanBundle, { on, amount }: Drawdown, taking: Taking): void {
  const { oldestUnpaidOn } = bundle.loan
  if (oldestUnpaidOn !== null && oldestUnpaidOn < on) return
  enter(bundle, { kind: 'drawdown', on, amount }, taking)
}

function pay(bundle: LoanBundle, paid: { on: Day; amount: Money }, taking: Taking): void {
  if (paid.amount > 0) enter(bundle, { kind: 'repayment', ...paid }, taking)
}

/** What is asked for on a day by the instalments due through another, late interest among it. */
function askedThrough(bundle: LoanBundle, on: Day, through: Day): Money {
  const state = stateOf(bundle)
  const fees = state.fees.filter(({ dueOn }) => dueOn <= on)
  const rows = state.instalments.filter(({ dueOn }) => dueOn <= through)
  const owed =
    fees.reduce((sum, fee) => sum + owedOfFee(fee), 0) +
    rows.reduce((sum, row) => sum + sumOfParts(owedOfRow(state, row, on)), 0)
  return money(Math.max(0, owed - state.held))
}

/** Everything at once: before maturity by repaying early what is not due. */
function settle(bundle: LoanBundle, on: Day, taking: Taking): void {
  const { maturesOn } = bundle.loan
  if (on >= maturesOn) return pay(bundle, { on, amount: askedThrough(bundle, on, on) }, taking)
  const { payoff } = standingOn(stateOf(bundle), on, courseOptions)
  if (!payoff || payoff.total <= 0) return
  enter(bundle, { kind: 'prepayment', mode: 'settle', on, amount: payoff.total }, taking)
}

function repayEarly(
  bundle: LoanBundle,
  { on, mode, share }: Extract<Intent, { kind: 'repays-early' }>,
  taking: Taking,
): void {
  const { balance, maturesOn, oldestUnpaidOn } = bundle.loan
  const amount = money(Math.round((balance * share) / 100_000) * 100_000)
  const isInOrder = oldestUnpaidOn === null || oldestUnpaidOn > on
  if (!isInOrder || amount === 0 || amount > balance / 2 || addDays(on, 60) > maturesOn) return
  enter(bundle, { kind: 'prepayment', mode, on, amount }, taking)
}

function reset(bundle: LoanBundle, on: Day, taking: Taking): void {
  const { terms, annualRate } = bundle.loan
  const rate = terms && rateUnder(terms.ratePlan, on)
  if (rate === null || rate === annualRate) return
  enter(bundle, { kind: 'rate-reset', on, annualRate: rate }, taking)
}
