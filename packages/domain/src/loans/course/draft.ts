import type { Day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import { daysPastDue } from '../days-past-due.ts'
import type { IsWorkingDay } from '../../working-days.ts'
import type { Effect, LoanState } from './loan-state.ts'
import { unpaidInterest, unpaidPrincipal } from './late-interest.ts'

/** A state being changed by one event, and what the event did so far. */
export interface Draft {
  state: LoanState
  on: Day
  event: Effect['event']
  /** How things stood as the event began. */
  daysPastDue: number
  isOnBalance: boolean
  allocations: Effect['allocations']
  /** One sum for each pair of accounts. */
  flows: { debit: AccountRole; credit: AccountRole; amount: number }[]
  version: Effect['version']
  held: number
  isWorkingDay: IsWorkingDay | undefined
}

/** A copy that can be changed without the original noticing; what rows hold is replaced, never changed. */
export function copyOfState(state: LoanState): LoanState {
  return {
    ...state,
    rates: [...state.rates],
    misuse: [...state.misuse],
    instalments: state.instalments.map((row) => ({ ...row })),
    fees: state.fees.map((fee) => ({ ...fee })),
  }
}

/** The due day of the oldest instalment with principal or interest unpaid, past or to come. */
export function oldestUnpaidOn(state: LoanState): Day | null {
  const oldest = state.instalments.find((row) => unpaidPrincipal(row) + unpaidInterest(row) > 0)
  return oldest?.dueOn ?? null
}

export function daysPastDueOn(state: LoanState, on: Day): number {
  return daysPastDue(oldestUnpaidOn(state), on)
}

/** Begins to change `state` itself; the caller passes a copy where the original must stay. */
export function draftOf(
  state: LoanState,
  on: Day,
  event: Effect['event'],
  isWorkingDay?: IsWorkingDay,
): Draft {
  const late = daysPastDueOn(state, on)
  const { offBalanceAfterDays } = state.contract.servicing
  return {
    state,
    on,
    event,
    daysPastDue: late,
    isOnBalance: state.status !== 'written-off' && late <= offBalanceAfterDays,
    allocations: [],
    flows: [],
    version: null,
    held: 0,
    isWorkingDay,
  }
}

/** Adds to what is posted between two accounts; flows in both directions are netted. */
export function post(draft: Draft, debit: AccountRole, credit: AccountRole, amount: number): void {
  if (amount === 0) return
  for (const flow of draft.flows) {
    const isSame = flow.debit === debit && flow.credit === credit
    const isOpposite = flow.debit === credit && flow.credit === debit
    if (!isSame && !isOpposite) continue
    flow.amount += isSame ? amount : -amount
    return
  }
  draft.flows.push({ debit, credit, amount })
}

/** Money put to the customer's credit, or taken from it. */
export function changeHeld(draft: Draft, amount: number): void {
  draft.state.held = money(draft.state.held + amount)
  draft.held += amount
}

/** What the draft did; a flow that came out below zero runs the other way. */
export function effectOf(draft: Draft): Effect {
  const postings = draft.flows
    .filter(({ amount }) => amount !== 0)
    .map(({ debit, credit, amount }) =>
      amount > 0
        ? { debit, credit, amount: amount as Money }
        : { debit: credit, credit: debit, amount: -amount as Money },
    )
  const { event, on, allocations, version, held } = draft
  return { event, on, allocations, postings, version, held: money(held) }
}
