import type { Day } from '../../calendar.ts'
import { type Money, money, zero } from '../../money.ts'
import { lateInterest, unpaidInterest, unpaidPrincipal } from './late-interest.ts'
import type { LoanFee, LoanInstalment, LoanState, PartAmounts } from './loan-state.ts'
import { noParts, sumOfParts } from './part-amounts.ts'

/** What one instalment, or one charge outside the schedule, still asks for. */
export interface Claim {
  row: LoanInstalment | null
  fee: LoanFee | null
  dueOn: Day
  owed: PartAmounts
}

function unpaidFee({ fee, paid, waived, moved }: LoanInstalment): Money {
  return money(fee - paid.fee - waived.fee - moved.fee)
}

/** Paid in full and in time: nothing can be owed of it any more. */
function isDone({ misuse }: LoanState, row: LoanInstalment): boolean {
  const { penalty, compound } = row.overdue
  if (misuse.length > 0 || penalty > 0n || compound > 0n) return false
  return unpaidPrincipal(row) + unpaidInterest(row) + unpaidFee(row) === 0
}

/** What a row asks for on a day. Before its due day it bears no late interest to be paid. */
export function owedOfRow(state: LoanState, row: LoanInstalment, on: Day): PartAmounts {
  if (isDone(state, row)) return noParts()
  const owed: PartAmounts = {
    fee: unpaidFee(row),
    penalty: zero,
    compound: zero,
    interest: unpaidInterest(row),
    principal: unpaidPrincipal(row),
  }
  if (row.dueOn > on) return owed
  const { paid, waived, moved } = row
  const late = lateInterest(state, row, on)
  owed.penalty = money(late.penalty - paid.penalty - waived.penalty - moved.penalty)
  owed.compound = money(late.compound - paid.compound - waived.compound - moved.compound)
  return owed
}

export function owedOfFee(fee: LoanFee): Money {
  return money(fee.amount - fee.paid - fee.waived - fee.moved)
}

function claimOfFee(fee: LoanFee): Claim {
  return { row: null, fee, dueOn: fee.dueOn, owed: { ...noParts(), fee: owedOfFee(fee) } }
}

/** What a row asks for on a day, or null when that is nothing. */
function claimOfRow(state: LoanState, row: LoanInstalment, on: Day): Claim | null {
  if (isDone(state, row)) return null
  const owed = owedOfRow(state, row, on)
  return sumOfParts(owed) > 0 ? { row, fee: null, dueOn: row.dueOn, owed } : null
}

/** Claims due by `on` with anything left, oldest first, charges before instalments of their day. */
export function claimsDue(state: LoanState, on: Day): Claim[] {
  const claims = state.fees
    .filter((fee) => fee.dueOn <= on && owedOfFee(fee) > 0)
    .map((fee) => claimOfFee(fee))
  const hasFees = claims.length > 0
  for (const row of state.instalments) {
    const claim = row.dueOn <= on ? claimOfRow(state, row, on) : null
    if (claim) claims.push(claim)
  }
  return hasFees
    ? claims.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    : claims
}

/** Instalments after `on` with anything left, in due order. */
export function claimsToCome(state: LoanState, on: Day): Claim[] {
  const claims: Claim[] = []
  for (const row of state.instalments) {
    const claim = row.dueOn > on ? claimOfRow(state, row, on) : null
    if (claim) claims.push(claim)
  }
  return claims
}

/** Whether any charge due by `on`, or any instalment, asks for something. */
export function asksForAnything(state: LoanState, on: Day): boolean {
  const { fees, instalments } = state
  return (
    fees.some((fee) => fee.dueOn <= on && owedOfFee(fee) > 0) ||
    instalments.some((row) => claimOfRow(state, row, on) !== null)
  )
}
