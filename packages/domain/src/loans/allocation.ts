import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { money } from '../money.ts'
import { Refused } from '../refused.ts'
import type { Instalment } from './instalments.ts'
import { owedOf } from './instalments.ts'

export type RepaymentRefusal = 'nothing-paid' | 'nothing-owed' | 'more-than-owed'

export interface Allocation {
  number: number
  interest: Money
  principal: Money
}

export interface AllocatedRepayment {
  /** One for each instalment the repayment reached, oldest first. */
  allocations: Allocation[]
  /** Every instalment after the repayment, in due order. */
  instalments: Instalment[]
  oldestUnpaidOn: Day | null
  isSettled: boolean
}

function owedTogether(instalments: readonly Instalment[]): Money {
  return money(instalments.reduce((sum, instalment) => sum + owedOf(instalment).total, 0))
}

/** Why a repayment of `amount` cannot be taken, or null. All scheduled interest counts as owed. */
export function repaymentRefusal(
  instalments: readonly Instalment[],
  amount: Money,
): RepaymentRefusal | null {
  const owed = owedTogether(instalments)
  if (amount <= 0) return 'nothing-paid'
  if (owed === 0) return 'nothing-owed'
  return amount > owed ? 'more-than-owed' : null
}

function inDueOrder(a: Instalment, b: Instalment): number {
  return a.dueOn === b.dueOn ? a.number - b.number : a.dueOn < b.dueOn ? -1 : 1
}

/**
 * Spends a repayment on the oldest instalment first, its interest before its principal, then on
 * the next, future ones included. Throws Refused with the reason `repaymentRefusal` gives.
 */
export function allocateRepayment(
  instalments: readonly Instalment[],
  amount: Money,
): AllocatedRepayment {
  const refusal = repaymentRefusal(instalments, amount)
  if (refusal) throw new Refused(refusal)

  let left: number = amount
  const allocations: Allocation[] = []
  const after = instalments.toSorted(inDueOrder).map((instalment) => {
    const owed = owedOf(instalment)
    if (left === 0 || owed.total === 0) return instalment
    const interest = money(Math.min(left, owed.interest))
    const principal = money(Math.min(left - interest, owed.principal))
    left -= interest + principal
    allocations.push({ number: instalment.number, interest, principal })
    return {
      ...instalment,
      interestPaid: money(instalment.interestPaid + interest),
      principalPaid: money(instalment.principalPaid + principal),
    }
  })
  const oldest = after.find((instalment) => owedOf(instalment).total > 0)
  return {
    allocations,
    instalments: after,
    oldestUnpaidOn: oldest?.dueOn ?? null,
    isSettled: oldest === undefined,
  }
}
