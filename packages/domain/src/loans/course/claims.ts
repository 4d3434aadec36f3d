import type { Day } from '../../calendar.ts'
import { type Money, money, zero } from '../../money.ts'
import type { ClaimPart } from '../servicing-terms.ts'
import { lateInterest, unpaidOf } from './late-interest.ts'
import type { LoanFee, LoanInstalment, LoanState, PartAmounts } from './loan-state.ts'
import { noParts } from './part-amounts.ts'

/** What one instalment, or one charge outside the schedule, still asks for. */
export interface Claim {
  row: LoanInstalment | null
  fee: LoanFee | null
  dueOn: Day
  owed: PartAmounts
}

function left(row: LoanInstalment, part: ClaimPart, charged: Money): Money {
  return money(charged - row.paid[part] - row.waived[part] - row.moved[part])
}

/** Paid in full and in time: nothing can be owed of it any more. */
function isDone({ misuse }: LoanState, row: LoanInstalment): boolean {
  const { penalty, compound } = row.overdue
  if (misuse.length > 0 || penalty > 0n || compound > 0n) return false
  return unpaidOf(row, 'principal') + unpaidOf(row, 'interest') + left(row, 'fee', row.fee) === 0
}

/** What a row asks for on a day. Before its due day it bears no late interest to be paid. */
export function owedOfRow(state: LoanState, row: LoanInstalment, on: Day): PartAmounts {
  if (isDone(state, row)) return noParts()
  const isDue = row.dueOn <= on
  const late = isDue ? lateInterest(state, row, on) : { penalty: zero, compound: zero }
  return {
    fee: left(row, 'fee', row.fee),
    penalty: isDue ? left(row, 'penalty', late.penalty) : zero,
    compound: isDue ? left(row, 'compound', late.compound) : zero,
    interest: unpaidOf(row, 'interest'),
    principal: unpaidOf(row, 'principal'),
  }
}

export function owedOfFee(fee: LoanFee): Money {
  return money(fee.amount - fee.paid - fee.waived - fee.moved)
}

function isAsking({ owed }: Claim): boolean {
  const { fee, penalty, compound, interest, principal } = owed
  return fee + penalty + compound + interest + principal > 0
}

/** Claims due by `on` with anything left, oldest first, charges before instalments of their day. */
export function claimsDue(state: LoanState, on: Day): Claim[] {
  const fees = state.fees
    .filter((fee) => fee.dueOn <= on)
    .map((fee): Claim => {
      const owed = { ...noParts(), fee: owedOfFee(fee) }
      return { row: null, fee, dueOn: fee.dueOn, owed }
    })
  const rows = state.instalments
    .filter((row) => row.dueOn <= on && !isDone(state, row))
    .map((row): Claim => ({ row, fee: null, dueOn: row.dueOn, owed: owedOfRow(state, row, on) }))
  const asking = [...fees, ...rows].filter(isAsking)
  return fees.length === 0
    ? asking
    : asking.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

/** Instalments after `on` with anything left, in due order. */
export function claimsToCome(state: LoanState, on: Day): Claim[] {
  return state.instalments
    .filter((row) => row.dueOn > on && !isDone(state, row))
    .map((row): Claim => ({ row, fee: null, dueOn: row.dueOn, owed: owedOfRow(state, row, on) }))
    .filter(isAsking)
}
