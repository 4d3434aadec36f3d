import { rate } from '../rate.ts'
import type { Rate } from '../rate.ts'
import type { AnnualRates, UnitPeriod } from '../rates/annual-rates.ts'
import { periodsPerYear, ratesOfDays, ratesOfPeriods } from '../rates/annual-rates.ts'
import type { YearlyCost } from '../rates/rate-caps.ts'
import { firstUsualDue } from './due-days.ts'
import type { ScheduleTerms } from './repayment-terms.ts'
import type { Schedule } from './schedule-row.ts'

const onePercent = 1_000_000

function asRate(percent: number | null): Rate | null {
  if (percent === null) return null
  const millionths = Math.round(percent * onePercent)
  return millionths < 0 || millionths > 1000 * onePercent ? null : rate(millionths)
}

/** Whether every row stands one even period after another from disbursement. */
function isEven(terms: ScheduleTerms, { rows }: Schedule): boolean {
  const { drawdowns, every = 1, frequency, firstDueOn, holidayRule = 'none', instalments } = terms
  return (
    drawdowns === undefined &&
    instalments === undefined &&
    every === 1 &&
    frequency !== 'days' &&
    holidayRule === 'none' &&
    rows.length === terms.periods &&
    firstDueOn === firstUsualDue(terms)
  )
}

function ratesOf(terms: ScheduleTerms, schedule: Schedule): AnnualRates {
  const received = terms.principal - (schedule.upfrontFee ?? 0)
  if (isEven(terms, schedule)) {
    const unit = terms.frequency as UnitPeriod
    const paid = schedule.rows.map(({ total }) => -total)
    return ratesOfPeriods([received, ...paid], periodsPerYear[unit])
  }
  return ratesOfDays([
    { on: terms.disbursedOn, amount: received },
    ...(terms.drawdowns ?? []),
    ...schedule.rows.map(({ dueOn, total }) => ({ on: dueOn, amount: -total })),
  ])
}

/**
 * What a loan costs a year by all that is paid for it, interest and fees, over the principal in use
 * (中国人民银行公告〔2021〕第3号): by even periods where the schedule has them, else by days ÷ 365. Null
 * where no rate between 0 and 1000 % answers.
 */
export function loanCost(terms: ScheduleTerms, schedule: Schedule): YearlyCost | null {
  const { simple, effective } = ratesOf(terms, schedule)
  const [nominal, grown] = [asRate(simple), asRate(effective)]
  return nominal === null || grown === null ? null : { simple: nominal, effective: grown }
}
