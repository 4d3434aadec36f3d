import type { Day } from '../calendar.ts'
import type { InstitutionKind } from '../decisions/exposure-limits.ts'
import { loanCost } from '../loans/loan-cost.ts'
import { buildSchedule } from '../loans/schedule.ts'
import type { Schedule } from '../loans/schedule-row.ts'
import { capRefusal, type YearlyCost } from '../rates/rate-caps.ts'
import type { IsWorkingDay } from '../working-days.ts'
import { type ContractTerms, scheduleOf } from './contract-terms.ts'
import { scheduleFees } from './schedule-options.ts'

export interface CostedSchedule {
  schedule: Schedule
  /** Interest and fees a year; null where no rate answers. */
  cost: YearlyCost | null
}

/** The schedule of a contract with its charges in it, and what the loan costs a year by all of them. */
export function costedSchedule(terms: ContractTerms, isWorkingDay?: IsWorkingDay): CostedSchedule {
  const fees = scheduleFees(terms.servicing.fees)
  const charged = { ...scheduleOf(terms), ...(fees.length > 0 ? { fees } : {}) }
  const schedule = buildSchedule(charged, isWorkingDay)
  return { schedule, cost: loanCost(charged, schedule) }
}

/** The reason not to sign these terms on a day, all costs counted, or null; a cost that no rate answers is refused. */
export function contractCapRefusal(
  terms: ContractTerms,
  { lender, signedOn }: { lender: InstitutionKind; signedOn: Day },
  isWorkingDay?: IsWorkingDay,
): 'above-rate-cap' | null {
  const { schedule, cost } = costedSchedule(terms, isWorkingDay)
  if (cost === null) return 'above-rate-cap'
  const { disbursedOn } = terms
  const lastDueOn = schedule.rows.at(-1)?.dueOn ?? disbursedOn
  return capRefusal({ cost, lender, signedOn, disbursedOn, lastDueOn })
}
