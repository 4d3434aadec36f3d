import type { Day } from '../calendar.ts'
import { daysBetween } from '../calendar.ts'
import type { Money } from '../money.ts'
import { divideRounded, money } from '../money.ts'

/** What a loan row keeps to say its accrued contract interest on any day without being rewritten. */
export interface AccrualColumns {
  /** Start of the open period, and its end; both null when nothing accrues any more. */
  accruedFrom: Day | null
  accruesTo: Day | null
  /** Interest that the open period earns from `accruedFrom` to `accruesTo`. */
  periodInterest: Money
  /** Interest of the time before `accruedFrom` that is unpaid; below zero when interest was paid ahead. */
  interestDue: Money
}

/**
 * Contract interest earned before `on` and not paid, in fen, half-up:
 * interestDue + periodInterest × days since accruedFrom ÷ days of the period, held within the period.
 * The close of a day asks for the day after it, so that what a customer pays next morning is booked.
 */
export function accruedInterest(columns: AccrualColumns, on: Day): Money {
  const { accruedFrom, accruesTo, periodInterest, interestDue } = columns
  if (accruedFrom === null || accruesTo === null || on <= accruedFrom) return interestDue
  if (on >= accruesTo) return money(interestDue + periodInterest)
  const earned = divideRounded(
    BigInt(periodInterest) * BigInt(daysBetween(accruedFrom, on)),
    BigInt(daysBetween(accruedFrom, accruesTo)),
    'half-up',
  )
  return money(interestDue + Number(earned))
}

/** A period of the schedule as the accrual sees it. */
export interface AccrualPeriod {
  from: Day
  dueOn: Day
  interest: Money
}

/**
 * The columns once the open period has ended by `on`: its interest joins what is due and the next
 * period opens. `next` are the coming periods in due order; the same columns while the period is open.
 */
export function advanceAccrual(
  columns: AccrualColumns,
  next: readonly AccrualPeriod[],
  on: Day,
): AccrualColumns {
  let now = columns
  for (const period of next) {
    if (now.accruesTo === null || now.accruesTo > on) return now
    if (period.dueOn <= now.accruesTo) continue
    now = {
      accruedFrom: period.from,
      accruesTo: period.dueOn,
      periodInterest: period.interest,
      interestDue: money(now.interestDue + now.periodInterest),
    }
  }
  if (now.accruesTo === null || now.accruesTo > on) return now
  return {
    accruedFrom: null,
    accruesTo: null,
    periodInterest: money(0),
    interestDue: money(now.interestDue + now.periodInterest),
  }
}
