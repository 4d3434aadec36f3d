import { asksForAnything } from './claims.ts'
import { daysPastDueOn } from './draft.ts'
import type { DatedEvent, EventOf, LoanEventKind } from './loan-event.ts'
import type { CourseStatus, LoanState } from './loan-state.ts'

/** The statuses in which each event can happen. */
const happensWhen: Record<Exclude<LoanEventKind, 'reversal'>, readonly CourseStatus[]> = {
  drawdown: ['undrawn', 'active'],
  repayment: ['active'],
  prepayment: ['active'],
  fee: ['active', 'written-off'],
  waiver: ['active', 'written-off'],
  'rate-reset': ['active'],
  extension: ['active'],
  restructuring: ['active'],
  misuse: ['active'],
  'write-off': ['active'],
  recovery: ['written-off'],
  refund: ['active', 'settled', 'written-off'],
}

/** Money that came in is not refused for the loan's status; what nothing asks for is held. */
const bringsMoney: readonly LoanEventKind[] = ['repayment', 'prepayment', 'recovery']

/** Why a replayed event cannot have happened to a loan in this status, or null. */
export function statusRefusal(state: LoanState, kind: DatedEvent['kind']): string | null {
  const isTaken = bringsMoney.includes(kind) && state.status !== 'undrawn'
  if (isTaken || happensWhen[kind].includes(state.status)) return null
  return `cannot-${kind}-when-${state.status}`
}

function drawdownRefusal(state: LoanState, { amount, on }: EventOf<'drawdown'>): string | null {
  const { terms } = state.contract
  if (state.drawn + amount > terms.principal) return 'above-commitment'
  return daysPastDueOn(state, on) > 0 ? 'overdue' : null
}

/**
 * Why an event cannot be entered now, or null; the state has reached the event's day. Rules that need
 * the sums (what is due, what an extension may be) refuse when the event is applied.
 */
export function eventRefusal(state: LoanState, event: DatedEvent): string | null {
  const { kind, on } = event
  if (!happensWhen[kind].includes(state.status)) return `cannot-${kind}-when-${state.status}`
  if (kind === 'drawdown') return drawdownRefusal(state, event)
  if (kind === 'repayment' || kind === 'recovery') {
    return asksForAnything(state, on) ? null : 'nothing-owed'
  }
  return null
}
