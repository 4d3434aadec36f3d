import type { Day } from '../../calendar.ts'
import { money, zero } from '../../money.ts'
import type { AccrualColumns } from '../accrual.ts'
import { interestEarned } from '../schedule-plan.ts'
import { daysPastDueOn } from './draft.ts'
import type { LoanInstalment, LoanState } from './loan-state.ts'

/** Whether contract interest stands on the balance sheet on a day. */
export function isAccruing(state: LoanState, on: Day): boolean {
  const { offBalanceAfterDays } = state.contract.servicing
  return state.status === 'active' && daysPastDueOn(state, on) <= offBalanceAfterDays
}

/** The last day in the open period, up to `on`, from which it earns evenly. */
function evenFrom({ rates, plan }: LoanState, row: LoanInstalment, on: Day): Day {
  const cuts = [
    ...rates.map(({ from }) => from),
    ...(plan?.rates.map(({ from }) => from) ?? []),
    ...row.changes.map((change) => change.on),
  ]
  return cuts.reduce((latest, cut) => (cut > latest && cut <= on ? cut : latest), row.from)
}

function takenOf({ paid, waived, moved }: LoanInstalment): number {
  return paid.interest + waived.interest + moved.interest
}

/**
 * The accrual columns of a loan on a day it was touched. Interest earned and not paid = what ended
 * periods earned − what was paid, forgiven or added to principal, and of the open period what it earned
 * before its last change of rate or balance.
 */
export function accrualColumns(state: LoanState, on: Day): AccrualColumns {
  const nothing = { accruedFrom: null, accruesTo: null, periodInterest: zero, interestDue: zero }
  if (state.status !== 'active') return nothing
  let due = 0
  for (const row of state.instalments) {
    due -= takenOf(row) + (row.dueOn <= on ? row.capitalised : 0)
    if (row.to <= on) due += row.earned
  }
  const open = state.instalments.find((row) => row.from <= on && row.to > on)
  if (!open || !state.plan) return { ...nothing, interestDue: money(due) }
  const isPlanned = open.number >= state.plan.firstNumber
  const accruedFrom = isPlanned ? evenFrom(state, open, on) : open.from
  const before = accruedFrom > open.from ? interestEarned(state.plan, open.number, accruedFrom) : 0
  return {
    accruedFrom,
    accruesTo: open.to,
    periodInterest: money(open.earned - before),
    interestDue: money(due + before),
  }
}
