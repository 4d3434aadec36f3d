import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { money } from '../money.ts'
import { interestSegments } from './plan-interest.ts'
import type { PlanMethod, SchedulePlan } from './plan-shape.ts'
import type { ScheduleRow } from './schedule-row.ts'
import type { RowWorking } from './work-through.ts'
import { workThrough } from './work-through.ts'
import { yearMeasure } from './year-measure.ts'

export { furtherPeriods, planOf } from './plan-of.ts'
export type { PlanPeriod, SchedulePlan } from './plan-shape.ts'

/** Rows as they are printed; a balance counts what is drawn on the due day itself. */
export function rowsOf(plan: SchedulePlan, workings: readonly RowWorking[]): ScheduleRow[] {
  return workings.map(({ number, period, interest, principal, capitalised, closing }) => {
    const drawn = plan.movements.filter(({ on }) => on === period.to)
    const balance = drawn.reduce((sum, { amount }) => sum + amount, closing.balance as number)
    return {
      number,
      dueOn: period.dueOn,
      principal: principal.amount,
      interest,
      total: money(principal.amount + interest),
      balance: money(balance),
      ...(capitalised > 0 ? { capitalised } : {}),
    }
  })
}

/** The rows of a plan, exact to the fen. RangeError where movements repay more than is owed. */
export function buildRows(plan: SchedulePlan): ScheduleRow[] {
  if (plan.opening === 0 && plan.carriedInterest === 0 && plan.movements.length === 0) return []
  return rowsOf(plan, workThrough(plan))
}

/**
 * The plan after row `after`: the rows before stay as they are, and `buildRows` of the rest gives exactly
 * those that would have followed.
 */
export function restOf(plan: SchedulePlan, after: number): SchedulePlan {
  const passed = after - plan.firstNumber + 1
  if (passed <= 0) return plan
  const last = workThrough(plan, passed)[passed - 1]
  if (last === undefined) throw new RangeError(`the plan has no row ${after}`)
  const startOn = last.period.to
  return {
    ...plan,
    firstNumber: after + 1,
    startOn,
    opening: last.closing.balance,
    carriedInterest: last.closing.waiting,
    periods: plan.periods.slice(passed),
    movements: plan.movements.filter(({ on }) => on >= startOn),
    method: last.closing.method,
  }
}

function forgotten(method: PlanMethod): PlanMethod {
  if (method.kind === 'level' || method.kind === 'stepped') return { ...method, instalment: null }
  if (method.kind === 'share' || method.kind === 'flat') return { ...method, share: null }
  return method
}

/** The plan with its instalment or share worked out anew at its start. */
export function recalculated(plan: SchedulePlan): SchedulePlan {
  return { ...plan, method: forgotten(plan.method) }
}

/**
 * Interest of row `number` from the start of its period until a day, the day itself not counted; none
 * before the period, all of it after. Interest of earlier periods that waits is not part of it.
 */
export function interestEarned(plan: SchedulePlan, number: number, until: Day): Money {
  const upTo = number - plan.firstNumber + 1
  const row = workThrough(plan, upTo).find((each) => each.number === number)
  if (row === undefined) throw new RangeError(`the plan has no row ${number}`)
  const { period, opening, earned } = row
  if (until >= period.to) return earned
  if (until <= period.from || period.interest === 'waived') return money(0)
  const balance = opening.method.kind === 'flat' ? opening.method.base : opening.balance
  const part = { from: period.from, to: until }
  const segments = interestSegments(plan, yearMeasure(plan), part, balance)
  return money(segments.reduce((sum, { interest }) => sum + interest, 0))
}
