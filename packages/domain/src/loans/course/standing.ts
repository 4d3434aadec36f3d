import type { Day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import { payoffOn } from './call-due.ts'
import { type Claim, claimsDue, claimsToCome } from './claims.ts'
import { advanceTo, type CourseOptions } from './course.ts'
import { daysPastDueOn, oldestUnpaidOn } from './draft.ts'
import { rateOn } from './late-interest.ts'
import type { CourseStatus, LoanState, PartAmounts } from './loan-state.ts'
import { addParts, noParts, sumOfParts } from './part-amounts.ts'

export type Owed = PartAmounts & { total: Money }

/** What it takes to be rid of the loan on a day. */
export interface Payoff extends PartAmounts {
  prepaymentFee: Money
  /** Money held for the customer, already taken off the total. */
  held: Money
  total: Money
}

export interface Standing {
  on: Day
  status: CourseStatus
  /** Principal not repaid, due or not. */
  balance: Money
  held: Money
  annualRate: Rate
  /** Due by the day, the day's own instalment among it. */
  owed: Owed
  /** Of it, what was due before the day. */
  overdue: Owed
  daysPastDue: number
  oldestUnpaidOn: Day | null
  nextDueOn: Day | null
  nextDue: Money
  /** Null when there is nothing to pay off. */
  payoff: Payoff | null
}

function together(claims: readonly Claim[]): Owed {
  const parts = claims.reduce((sum, { owed }) => addParts(sum, owed), noParts())
  return { ...parts, total: sumOfParts(parts) }
}

function payoffOf(state: LoanState, on: Day): Payoff | null {
  if (state.status !== 'active' && state.status !== 'written-off') return null
  if (state.status === 'written-off') {
    const { total, ...parts } = together(claimsDue(state, on))
    const prepaymentFee = money(0)
    return { ...parts, prepaymentFee, held: state.held, total: money(total - state.held) }
  }
  const { claims, prepaymentCharge, held, total } = payoffOn(state, on)
  const { total: _owed, ...parts } = together(claims)
  return { ...parts, prepaymentFee: prepaymentCharge, held, total }
}

/**
 * Where a loan stands on a day, its state's or a later one: held money has been spent on what fell due
 * by then. RangeError for an earlier day; that takes a replay up to it.
 */
export function standingOn(state: LoanState, on: Day, options: CourseOptions = {}): Standing {
  if (on < state.on) throw new RangeError(`the loan has moved on from ${on} to ${state.on}`)
  const at = advanceTo(state, on, options).state
  const due = claimsDue(at, on)
  const [next] = claimsToCome(at, on)
  return {
    on,
    status: at.status,
    balance: at.balance,
    held: at.held,
    annualRate: rateOn(at, on),
    owed: together(due),
    overdue: together(due.filter(({ dueOn }) => dueOn < on)),
    daysPastDue: daysPastDueOn(at, on),
    oldestUnpaidOn: oldestUnpaidOn(at),
    nextDueOn: next?.dueOn ?? null,
    nextDue: next ? sumOfParts(next.owed) : money(0),
    payoff: payoffOf(at, on),
  }
}

/** What each instalment still asks for on a day, coming ones without late interest. */
export function owedByInstalment(
  state: LoanState,
  on: Day,
): ({ number: number; dueOn: Day } & PartAmounts)[] {
  return [...claimsDue(state, on), ...claimsToCome(state, on)].flatMap(({ row, owed }) =>
    row ? [{ number: row.number, dueOn: row.dueOn, ...owed }] : [],
  )
}
