import type { Day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import { daysPastDue } from '../days-past-due.ts'
import type { IsWorkingDay } from '../../working-days.ts'
import type { Effect, LoanInstalment, LoanState } from './loan-state.ts'
import { unpaidOf } from './late-interest.ts'

/** A state being changed by one event, and what the event did so far. */
export interface Draft {
  state: LoanState
  on: Day
  event: Effect['event']
  /** How things stood as the event began. */
  daysPastDue: number
  isOnBalance: boolean
  allocations: Effect['allocations']
  /** Postings by `debit credit`, one sum each. */
  flows: Map<string, { debit: AccountRole; credit: AccountRole; amount: number }>
  version: Effect['version']
  held: number
  isWorkingDay: IsWorkingDay | undefined
}

function copyOfRow(row: LoanInstalment): LoanInstalment {
  return {
    ...row,
    paid: { ...row.paid },
    waived: { ...row.waived },
    moved: { ...row.moved },
  }
}

/** A copy that can be changed without the original noticing. */
export function copyOfState(state: LoanState): LoanState {
  return {
    ...state,
    rates: [...state.rates],
    misuse: [...state.misuse],
    instalments: state.instalments.map(copyOfRow),
    fees: state.fees.map((fee) => ({ ...fee })),
  }
}

/** The due day of the oldest instalment with principal or interest unpaid, past or to come. */
export function oldestUnpaidOn(state: LoanState): Day | null {
  const oldest = state.instalments.find(
    (row) => unpaidOf(row, 'principal') + unpaidOf(row, 'interest') > 0,
  )
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
    flows: new Map(),
    version: null,
    held: 0,
    isWorkingDay,
  }
}

/** Adds to what is posted between two accounts; flows in both directions are netted. */
export function post(draft: Draft, debit: AccountRole, credit: AccountRole, amount: number): void {
  if (amount === 0) return
  const opposite = draft.flows.get(`${credit} ${debit}`)
  if (opposite) {
    opposite.amount -= amount
    return
  }
  const key = `${debit} ${credit}`
  const flow = draft.flows.get(key) ?? { debit, credit, amount: 0 }
  flow.amount += amount
  draft.flows.set(key, flow)
}

/** Money put to the customer's credit, or taken from it. */
export function changeHeld(draft: Draft, amount: number): void {
  draft.state.held = money(draft.state.held + amount)
  draft.held += amount
}

/** What the draft did; a flow that came out below zero runs the other way. */
export function effectOf(draft: Draft): Effect {
  const postings = [...draft.flows.values()]
    .filter(({ amount }) => amount !== 0)
    .map(({ debit, credit, amount }) =>
      amount > 0
        ? { debit, credit, amount: amount as Money }
        : { debit: credit, credit: debit, amount: -amount as Money },
    )
  const { event, on, allocations, version, held } = draft
  return { event, on, allocations, postings, version, held: money(held) }
}
