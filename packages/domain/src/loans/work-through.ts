import type { Money } from '../money.ts'
import { divideRounded, money, zero } from '../money.ts'
import type { InterestSegment } from './plan-interest.ts'
import { exactInterest, interestSegments, interestUnit, movedBalance } from './plan-interest.ts'
import { repaidPrincipal } from './plan-principal.ts'
import type { PrincipalWorking } from './plan-principal.ts'
import type { PlanMethod, PlanPeriod, SchedulePlan } from './plan-shape.ts'
import type { YearMeasure } from './year-measure.ts'
import { yearMeasure } from './year-measure.ts'

/** A loan between two rows: what is owed, what interest waits, and the amounts in force. */
export interface PlanState {
  balance: Money
  waiting: Money
  method: PlanMethod
}

/** All that a row follows from. */
export interface RowWorking {
  number: number
  period: PlanPeriod
  /** Before the row, movements of its first day not yet counted. */
  opening: PlanState
  segments: InterestSegment[]
  /** Earned in the period; of a flat loan what is added to make the whole exact is part of it. */
  earned: Money
  /** Owed before the principal of the row, after the period's movements. */
  moved: Money
  capitalised: Money
  interest: Money
  principal: PrincipalWorking
  closing: PlanState
}

export interface Course {
  plan: SchedulePlan
  measure: YearMeasure
}

function flatInterest(
  course: Course,
  period: PlanPeriod,
  method: PlanMethod & { kind: 'flat' },
  isLast: boolean,
) {
  const { plan, measure } = course
  const segments = interestSegments(plan, measure, period, method.base)
  const unit = interestUnit(measure)
  const exact = segments.reduce((sum, each) => sum + exactInterest(each), 0n)
  const whole = BigInt(method.earlier.exact) + exact
  const rounded = money(Number(divideRounded(whole, unit, plan.rounding)))
  const alone = money(Number(divideRounded(exact, unit, plan.rounding)))
  const earned = isLast ? money(Math.max(0, rounded - method.earlier.interest)) : alone
  const earlier = { exact: String(whole), interest: money(method.earlier.interest + earned) }
  const base = movedBalance(method.base, plan.movements, period)
  return { segments, earned, method: { ...method, base, earlier } }
}

function earnedIn(course: Course, period: PlanPeriod, state: PlanState, isLast: boolean) {
  const { plan, measure } = course
  if (period.interest === 'waived') return { segments: [], earned: zero, method: state.method }
  if (state.method.kind === 'flat') return flatInterest(course, period, state.method, isLast)
  const segments = interestSegments(plan, measure, period, state.balance)
  const earned = money(segments.reduce((sum, { interest }) => sum + interest, 0))
  return { segments, earned, method: state.method }
}

function workRow(course: Course, index: number, opening: PlanState): RowWorking | null {
  const { plan } = course
  const given = plan.periods[index]
  if (given === undefined) return null
  const isLast = index === plan.periods.length - 1
  const period = index === 0 ? { ...given, from: plan.startOn } : given
  const { segments, earned, method } = earnedIn(course, period, opening, isLast)
  const moved = movedBalance(opening.balance, plan.movements, period)
  const isCapitalised = period.interest === 'capitalised'
  const capitalised = isCapitalised ? earned : zero
  const owed = money(moved + capitalised)
  const principal = repaidPrincipal(course, index, { owed, earned, segments, method })
  const waiting = money(opening.waiting + (isCapitalised ? 0 : earned))
  const collects = period.interest === 'due'
  const closing = {
    balance: money(owed - principal.amount),
    waiting: collects ? zero : waiting,
    method: principal.method,
  }
  const number = plan.firstNumber + index
  const interest = collects ? waiting : zero
  return {
    number,
    period,
    opening,
    segments,
    earned,
    moved,
    capitalised,
    interest,
    principal,
    closing,
  }
}

function isOver({ plan }: Course, { period, closing }: RowWorking): boolean {
  const endsEarly = plan.keeps === 'instalment' || plan.multiple !== null
  if (!endsEarly || closing.balance > 0 || closing.waiting > 0) return false
  return !plan.movements.some(({ on }) => on >= period.to)
}

/**
 * The rows of a plan with what they follow from, in order, the first `most` or all. An agreed or rounded
 * instalment may repay the loan before its last period; the rows end there.
 */
export function workThrough(plan: SchedulePlan, most = plan.periods.length): RowWorking[] {
  const course = { plan, measure: yearMeasure(plan) }
  const rows: RowWorking[] = []
  let state: PlanState = {
    balance: plan.opening,
    waiting: plan.carriedInterest,
    method: plan.method,
  }
  for (let index = 0; index < most; index += 1) {
    const row = workRow(course, index, state)
    if (row === null) break
    rows.push(row)
    state = row.closing
    if (isOver(course, row)) break
  }
  return rows
}
