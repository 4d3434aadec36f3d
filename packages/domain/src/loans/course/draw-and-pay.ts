import type { Day } from '../../calendar.ts'
import { type Money, money, multiplyByRate, zero } from '../../money.ts'
import { Refused } from '../../refused.ts'
import { planOf, recalculated, restOf, type SchedulePlan } from '../schedule-plan.ts'
import {
  callDue,
  extraRow,
  interestToTheDay,
  payoffOn,
  prepaymentFee,
  principalWithin,
} from './call-due.ts'
import { claimsDue } from './claims.ts'
import { changeHeld, type Draft, post } from './draft.ts'
import type { EventOf } from './loan-event.ts'
import type { LoanState } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'
import { applyHeld, takeMoney } from './pay-claims.ts'
import { begunOn, cutOn, installVersion, movedBy, scheduledBalance } from './reschedule.ts'

function chargeAtDrawdown({ state, on, event }: Draft, amount: Money): void {
  const { servicing, terms } = state.contract
  for (const { code, charged, basis } of servicing.fees) {
    if (charged !== 'at-drawdown') continue
    const share = { numerator: 1, denominator: 1, rounding: terms.rounding }
    const fee = basis.kind === 'amount' ? basis.amount : multiplyByRate(amount, basis.share, share)
    if (fee > 0 && event) chargeFee(state, { eventId: event.id, code, dueOn: on, amount: fee })
  }
}

export function chargeFee(
  state: LoanState,
  fee: { eventId: string; code: string; dueOn: Day; amount: Money },
): void {
  state.fees.push({ ...fee, paid: zero, waived: zero, moved: zero })
}

function firstPlan(draft: Draft, amount: Money) {
  const { state, on, isWorkingDay } = draft
  const {
    drawdowns: _drawdowns,
    rateChanges: _changes,
    fees: _fees,
    ...terms
  } = state.contract.terms
  if (terms.firstDueOn <= on) throw new Refused('first-due-day-passed')
  return planOf({ ...terms, principal: amount, disbursedOn: on }, isWorkingDay)
}

/** Pays out: the first drawdown makes the schedule, later ones join its open period. */
export function drawDown(draft: Draft, { amount }: EventOf<'drawdown'>): void {
  const { state, on } = draft
  if (state.status === 'undrawn') {
    state.status = 'active'
    state.firstDrawnOn = on
    state.rates = [{ from: on, rate: state.contract.terms.annualRate }]
    installVersion(draft, { kept: [], dropped: [] }, { plan: firstPlan(draft, amount) })
    state.agreedMaturity = state.maturesOn
  } else {
    if (on >= state.maturesOn) throw new Refused('after-maturity')
    const cut = cutOn(state, on)
    const plan = { ...movedBy(cut.plan, on, amount), keeps: 'term' as const }
    installVersion(draft, cut, { plan })
  }
  state.drawn = money(state.drawn + amount)
  state.balance = money(state.balance + amount)
  post(draft, 'loan', 'money', amount)
  chargeAtDrawdown(draft, amount)
}

/** The plan with the instalment, or share of principal, that its open row has. */
function withInstalmentInForce(plan: SchedulePlan): SchedulePlan {
  const { method } = plan
  const isOpen =
    (method.kind === 'level' && method.instalment === null) ||
    (method.kind === 'share' && method.share === null)
  return isOpen ? { ...plan, method: restOf(plan, plan.firstNumber).method } : plan
}

function settle(draft: Draft, amount: Money): void {
  const { state, on, event } = draft
  const { prepaymentCharge, total } = payoffOn(state, on)
  if (amount < total) throw new Refused('less-than-payoff')
  callDue(draft, 'prepayment')
  if (event && prepaymentCharge > 0) {
    chargeFee(state, { eventId: event.id, code: 'prepayment', dueOn: on, amount: prepaymentCharge })
  }
  applyHeld(draft)
  takeMoney(draft, amount)
}

function repayPartEarly(draft: Draft, { mode, amount, id }: EventOf<'prepayment'>): void {
  const { state, on } = draft
  const { prepayment } = state.contract.servicing
  const due = claimsDue(state, on).reduce((sum, { owed }) => sum + sumOfParts(owed), 0)
  const cut = cutOn(state, on)
  const toTheDay = prepayment.interest === 'to-the-day'
  const interest = toTheDay ? interestToTheDay(cut, on) : zero
  const left = amount - due - interest
  if (left <= 0) throw new Refused('less-than-due')
  const principal = principalWithin(state, left, on)
  const scheduled = scheduledBalance(cut)
  if (principal <= 0 || principal < prepayment.minimum)
    throw new Refused('below-prepayment-minimum')
  if (principal >= scheduled) throw new Refused('settles-the-loan')

  const plan =
    mode === 'same-instalment'
      ? { ...withInstalmentInForce(cut.plan), keeps: 'instalment' as const }
      : { ...recalculated(cut.plan), keeps: 'term' as const }
  const rest = toTheDay
    ? begunOn(plan, on, money(scheduled - principal))
    : movedBy(plan, on, -principal)
  const amounts = { kind: 'prepayment' as const, principal: money(principal), interest }
  const whole = extraRow(cut, amounts, on)
  const extra = toTheDay
    ? whole
    : { ...whole, earned: zero, from: on, opening: scheduled, changes: [] }
  installVersion(draft, cut, { plan: rest, extra })
  const fee = prepaymentFee(state, principal, on)
  if (fee > 0) chargeFee(state, { eventId: id, code: 'prepayment', dueOn: on, amount: fee })
  takeMoney(draft, amount)
}

/**
 * Early repayment: what is due is paid first, then the charge, the interest to the day where agreed
 * and principal. Refused: `prepayment-not-agreed`, `less-than-payoff`, `less-than-due`,
 * `below-prepayment-minimum`, `settles-the-loan`.
 */
export function prepay(draft: Draft, event: EventOf<'prepayment'>): void {
  const { contract, status } = draft.state
  if (status !== 'active') return takeMoney(draft, event.amount)
  const { modes } = contract.servicing.prepayment
  if (!modes.includes(event.mode)) throw new Refused('prepayment-not-agreed')
  if (event.mode === 'settle') settle(draft, event.amount)
  else repayPartEarly(draft, event)
}

/** Gives held money back. */
export function refund(draft: Draft, { amount }: EventOf<'refund'>): void {
  if (amount > draft.state.held) throw new Refused('more-than-held')
  changeHeld(draft, -amount)
  post(draft, 'held', 'money', amount)
}
