import { addMonths, type Day } from '../../calendar.ts'
import { type Money, money, multiplyByRate } from '../../money.ts'
import { type Rate, rate } from '../../rate.ts'
import { wholeRate } from '../period-interest.ts'
import { interestEarned } from '../schedule-plan.ts'
import { type Claim, claimsDue } from './claims.ts'
import { copyOfState, type Draft, draftOf } from './draft.ts'
import type { LoanState } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'
import { type Cut, cutOn, type ExtraRow, installVersion, scheduledBalance } from './reschedule.ts'

/** Interest earned by the day and in no row that stays: what waited, and the open period's so far. */
export function interestToTheDay({ dropped, plan }: Cut, on: Day): Money {
  const interest = dropped.reduce((sum, row) => {
    if (row.to <= on) return sum + row.interest
    if (row.from >= on) return sum
    const open = plan.periods.slice(0, row.number - plan.firstNumber + 1)
    return sum + interestEarned({ ...plan, periods: open }, row.number, on)
  }, plan.carriedInterest as number)
  return money(interest)
}

/** A row of its own that ends the open period on the day. */
export function extraRow(
  cut: Cut,
  amounts: Pick<ExtraRow, 'kind' | 'principal' | 'interest'>,
  on: Day,
): ExtraRow {
  const open = cut.dropped[0]
  const earned = money(amounts.interest - (amounts.interest > 0 ? cut.plan.carriedInterest : 0))
  if (!open) return { ...amounts, earned, from: on, opening: amounts.principal, changes: [] }
  const { opening, changes } = open
  const from = open.from < on ? open.from : on
  const soFar = changes.filter((change) => change.on <= on)
  return { ...amounts, earned, from, opening, changes: soFar }
}

interface Called extends Cut {
  principal: Money
  interest: Money
  /** Of the principal, what is repaid before its time. */
  early: Money
}

function calledOn(state: LoanState, on: Day): Called {
  const whole = cutOn(state, on)
  const due = state.instalments.filter((row) => row.dueOn <= on)
  const cut = { ...whole, kept: due, dropped: state.instalments.slice(due.length) }
  const interest = interestToTheDay(cut, on)
  return { ...cut, principal: scheduledBalance(cut), interest, early: scheduledBalance(whole) }
}

/** Everything still to come falls due on the day, with the interest earned so far. */
export function callDue(
  draft: Draft,
  kind: 'called' | 'prepayment',
  called = calledOn(draft.state, draft.on),
): void {
  const { dropped, principal, interest } = called
  if (dropped.length === 0 && principal === 0) return
  const extra = extraRow(called, { kind, principal, interest }, draft.on)
  installVersion(draft, called, { plan: null, extra })
}

/** The share charged for repaying principal early, zero once the free months have passed. */
function prepaymentShare({ firstDrawnOn, contract }: LoanState, on: Day): Rate {
  const { fee, feeFreeAfterMonths } = contract.servicing.prepayment
  const isFree =
    feeFreeAfterMonths !== null &&
    firstDrawnOn !== null &&
    on >= addMonths(firstDrawnOn, feeFreeAfterMonths)
  return isFree ? rate(0) : fee
}

export function prepaymentFee(state: LoanState, principal: number, on: Day): Money {
  const whole = { numerator: 1, denominator: 1, rounding: state.contract.terms.rounding }
  return multiplyByRate(money(principal), prepaymentShare(state, on), whole)
}

/** The most principal that the money can repay beside its own charge. */
export function principalWithin(state: LoanState, amount: number, on: Day): number {
  const whole = BigInt(wholeRate)
  const share = BigInt(prepaymentShare(state, on))
  let principal = Number((BigInt(amount) * whole) / (whole + share))
  while (principal + prepaymentFee(state, principal, on) > amount) principal -= 1
  while (principal + 1 + prepaymentFee(state, principal + 1, on) <= amount) principal += 1
  return principal
}

interface CalledClaims {
  claims: Claim[]
  prepaymentCharge: Money
  held: Money
  total: Money
}

/** What is owed on the day once everything is called due, and the charge for it. */
export function payoffOn(state: LoanState, on: Day): CalledClaims {
  const copy = copyOfState(state)
  const draft = draftOf(copy, on, { id: 'payoff', kind: 'prepayment' })
  const called = calledOn(copy, on)
  callDue(draft, 'called', called)
  const claims = claimsDue(copy, on)
  const prepaymentCharge = prepaymentFee(state, called.early, on)
  const owed = claims.reduce((sum, { owed: parts }) => sum + sumOfParts(parts), 0)
  const { held } = copy
  return { claims, prepaymentCharge, held, total: money(owed + prepaymentCharge - held) }
}
