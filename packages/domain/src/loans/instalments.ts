import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { money } from '../money.ts'

/** One instalment of a loan in force: what is due on its day and what has been paid of it. */
export interface Instalment {
  number: number
  dueOn: Day
  principal: Money
  interest: Money
  principalPaid: Money
  interestPaid: Money
}

/** What an instalment still asks for. */
export function owedOf(instalment: Instalment): {
  principal: Money
  interest: Money
  total: Money
} {
  const principal = money(instalment.principal - instalment.principalPaid)
  const interest = money(instalment.interest - instalment.interestPaid)
  return { principal, interest, total: money(principal + interest) }
}

export interface LoanStanding {
  /** Principal not yet repaid, due or not. */
  balance: Money
  /** Principal and interest whose day has passed; an instalment due today is not overdue. */
  overduePrincipal: Money
  overdueInterest: Money
  /** The due day of the first instalment with anything unpaid, past or future. */
  oldestUnpaidOn: Day | null
}

/** Where a loan stands on a business day, from its instalments in any order. */
export function standingOf(instalments: readonly Instalment[], asOf: Day): LoanStanding {
  let [balance, overduePrincipal, overdueInterest] = [0, 0, 0]
  let oldestUnpaidOn: Day | null = null
  for (const instalment of instalments) {
    const owed = owedOf(instalment)
    balance += owed.principal
    if (owed.total === 0) continue
    if (oldestUnpaidOn === null || instalment.dueOn < oldestUnpaidOn)
      oldestUnpaidOn = instalment.dueOn
    if (instalment.dueOn >= asOf) continue
    overduePrincipal += owed.principal
    overdueInterest += owed.interest
  }
  return {
    balance: money(balance),
    overduePrincipal: money(overduePrincipal),
    overdueInterest: money(overdueInterest),
    oldestUnpaidOn,
  }
}
