import type { Day } from '../calendar.ts'
import { money, zero } from '../money.ts'
import { adjusted } from '../working-days.ts'
import type { HolidayRule, IsWorkingDay } from '../working-days.ts'
import { cadenceOf, dueDays, dueDaysOf } from './due-days.ts'
import type { ScheduleTerms } from './repayment-terms.ts'
import type { InterestRule, PlanMethod, PlanPeriod, SchedulePlan } from './plan-shape.ts'

/** Where due days go on closed days; interest may follow them. */
export interface HolidayPlan {
  rule: HolidayRule
  interestFollows: boolean
  isWorkingDay: IsWorkingDay
}

function holidaysOf(
  { holidayRule = 'none', interestFollows = false }: ScheduleTerms,
  isWorkingDay: IsWorkingDay | undefined,
): HolidayPlan | null {
  if (holidayRule === 'none') return null
  if (isWorkingDay === undefined) throw new RangeError('a holiday rule needs a calendar')
  return { rule: holidayRule, interestFollows, isWorkingDay }
}

/** A move back must not reach the day the loan begins. */
function movedDay(agreed: Day, start: Day, { rule, isWorkingDay }: HolidayPlan): Day {
  const moved = adjusted(agreed, rule, isWorkingDay)
  return moved > start ? moved : adjusted(agreed, 'next', isWorkingDay)
}

/**
 * One period after another; days are agreed days, moved where a holiday says so. A day that `start` has
 * already moved past ends a period without length.
 */
function periodsBetween(start: Day, days: readonly Day[], holidays: HolidayPlan | null) {
  let from = start
  return days.map((agreed): PlanPeriod => {
    const dueOn = holidays ? movedDay(agreed, start, holidays) : agreed
    const to = holidays?.interestFollows === true ? dueOn : agreed < start ? start : agreed
    const period: PlanPeriod = { from, to, dueOn, repays: true, interest: 'due' }
    from = to
    return period
  })
}

function interestRule(terms: ScheduleTerms, index: number): InterestRule {
  const { interestGrace = 0, graceInterest = 'later', interestEvery = 1, instalments } = terms
  if (index < interestGrace) return graceInterest
  if ((index + 1) % interestEvery !== 0) return 'later'
  return instalments?.[index]?.interest ?? 'due'
}

function repays({ principalGrace = 0, principalEvery = 1 }: ScheduleTerms, index: number) {
  return index >= principalGrace && (index + 1 - principalGrace) % principalEvery === 0
}

function methodOf(terms: ScheduleTerms): PlanMethod {
  const { method, instalment = null, residual = zero, step, instalments = [] } = terms
  if (method === 'equal-principal') return { kind: 'share', share: null }
  if (method === 'interest-only' || method === 'bullet') return { kind: 'end' }
  if (method === 'custom') {
    return { kind: 'custom', principal: instalments.map(({ principal }) => principal) }
  }
  if (method === 'flat') {
    const earlier = { exact: '0', interest: zero }
    return { kind: 'flat', base: terms.principal, share: null, earlier }
  }
  if (method !== 'stepped') return { kind: 'level', instalment, residual }
  if (step === undefined) throw new RangeError('a stepped schedule needs its step')
  return { kind: 'stepped', step, instalment: null, passed: 0 }
}

function periodsOf(terms: ScheduleTerms, holidays: HolidayPlan | null): PlanPeriod[] {
  const days = dueDays(terms)
  const payable = terms.method === 'bullet' ? days.slice(-1) : days
  const last = payable.length - 1
  return periodsBetween(terms.disbursedOn, payable, holidays).map((period, index) => ({
    ...period,
    repays: index === last || repays(terms, index),
    interest: index === last ? 'due' : interestRule(terms, index),
  }))
}

/** The plan that terms stand for. RangeError where a holiday rule comes without a calendar. */
export function planOf(terms: ScheduleTerms, isWorkingDay?: IsWorkingDay): SchedulePlan {
  const { disbursedOn, annualRate, amortiseOver, instalmentMultiple } = terms
  const holidays = holidaysOf(terms, isWorkingDay)
  const cadence = cadenceOf(terms)
  const periods = periodsOf(terms, holidays)
  const end = periods.at(-1)?.to ?? disbursedOn
  const further = dueDaysOf(cadence, terms.periods, amortiseOver ?? terms.periods)
  return {
    firstNumber: 1,
    startOn: disbursedOn,
    opening: terms.principal,
    carriedInterest: zero,
    periods,
    beyond: periodsBetween(end, further, null),
    rates: [{ from: disbursedOn, annualRate }, ...(terms.rateChanges ?? [])],
    movements: terms.drawdowns ?? [],
    method: methodOf(terms),
    keeps: terms.instalment === undefined ? 'term' : 'instalment',
    dayCount: terms.dayCount,
    rounding: terms.rounding,
    cadence,
    multiple: instalmentMultiple
      ? { of: money(instalmentMultiple), rounding: terms.multipleRounding ?? 'nearest' }
      : null,
  }
}

/** The due days that follow a plan's last, as periods: what an extension adds. */
export function furtherPeriods(
  plan: SchedulePlan,
  count: number,
  holidays: HolidayPlan | null = null,
): PlanPeriod[] {
  const end = plan.periods.at(-1)?.to ?? plan.startOn
  const days: Day[] = []
  for (let index = 0; days.length < count; index += 1) {
    const [on] = dueDaysOf(plan.cadence, index, index + 1)
    if (on === undefined) break
    const due = holidays ? adjusted(on, holidays.rule, holidays.isWorkingDay) : on
    if (on > end && due > end) days.push(on)
  }
  return periodsBetween(end, days, holidays)
}
