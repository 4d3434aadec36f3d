import type { Day } from '../../calendar.ts'
import { zero } from '../../money.ts'
import { Refused, refuseIf } from '../../refused.ts'
import type { IsWorkingDay } from '../../working-days.ts'
import { charge, recover, waive, writeOff } from './change-claims.ts'
import { capitaliseRow, extend, markMisuse, resetRate, restructure } from './change-terms.ts'
import { asksForAnything } from './claims.ts'
import { copyOfState, type Draft, draftOf, effectOf } from './draft.ts'
import { drawDown, prepay, refund } from './draw-and-pay.ts'
import { eventRefusal, statusRefusal } from './event-refusal.ts'
import type { DatedEvent, LoanEvent } from './loan-event.ts'
import type { Effect, LoanContract, LoanState } from './loan-state.ts'
import { applyHeld, takeMoney } from './pay-claims.ts'

/** A state, and what led to it from the one before. */
export interface Step {
  state: LoanState
  effects: Effect[]
}

export interface CourseOptions {
  /** Closed days for products whose due days give way to them. */
  isWorkingDay?: IsWorkingDay
  /** The event is a fact: money is held where nothing asks for it, as in a replay. */
  hasHappened?: boolean
}

/** A contract before its first drawdown. */
export function openCourse(contract: LoanContract): LoanState {
  return {
    contract,
    terms: contract.terms,
    plan: null,
    status: 'undrawn',
    on: contract.terms.disbursedOn,
    firstDrawnOn: null,
    lastSequence: 0,
    drawn: zero,
    capitalised: zero,
    balance: zero,
    held: zero,
    writtenOffOn: null,
    chargedOffInterest: zero,
    maturesOn: contract.terms.firstDueOn,
    agreedMaturity: null,
    rates: [],
    misuse: [],
    instalments: [],
    fees: [],
    version: 0,
  }
}

function settleWhenPaid({ state, on }: Draft): void {
  if (state.status !== 'active' && state.status !== 'written-off') return
  if (state.balance > 0) return
  if (asksForAnything(state, on)) return
  state.status = 'settled'
}

function change(draft: Draft, event: DatedEvent): void {
  switch (event.kind) {
    case 'drawdown':
      return drawDown(draft, event)
    case 'repayment':
      return takeMoney(draft, event.amount)
    case 'prepayment':
      return prepay(draft, event)
    case 'fee':
      return charge(draft, event)
    case 'waiver':
      return waive(draft, event)
    case 'rate-reset':
      return resetRate(draft, event)
    case 'extension':
      return extend(draft, event)
    case 'restructuring':
      return restructure(draft, event)
    case 'misuse':
      return markMisuse(draft, event)
    case 'write-off':
      return writeOff(draft)
    case 'recovery':
      return recover(draft, event)
    case 'refund':
      return refund(draft, event)
  }
}

/** The due days after the state's day, up to `on`, on which something happens by itself. */
function daysOfEffect(state: LoanState, on: Day): Day[] {
  const days: Day[] = []
  for (const { dueOn, capitalised } of state.instalments) {
    const hasEffect = dueOn > state.on && dueOn <= on && (state.held > 0 || capitalised > 0)
    if (hasEffect && dueOn !== days.at(-1)) days.push(dueOn)
  }
  return days
}

/** Moves `state` itself to a day: held money is spent as instalments fall due. */
function moveTo(state: LoanState, on: Day, isWorkingDay?: IsWorkingDay): Effect[] {
  const effects: Effect[] = []
  for (const day of daysOfEffect(state, on)) {
    const draft = draftOf(state, day, null, isWorkingDay)
    capitaliseRow(draft)
    applyHeld(draft)
    settleWhenPaid(draft)
    const effect = effectOf(draft)
    if (effect.postings.length === 0) continue
    state.on = day
    effects.push(effect)
  }
  return effects
}

/** Changes `state` itself by one event. */
function enact(state: LoanState, event: DatedEvent, isWorkingDay?: IsWorkingDay): Effect[] {
  const { id, kind, on, sequence } = event
  const effects = moveTo(state, on, isWorkingDay)
  refuseIf(statusRefusal(state, kind))
  const draft = draftOf(state, on, { id, kind }, isWorkingDay)
  change(draft, event)
  applyHeld(draft)
  settleWhenPaid(draft)
  state.on = on
  state.lastSequence = Math.max(state.lastSequence, sequence)
  return [...effects, effectOf(draft)]
}

/**
 * What happens by itself up to a day: money held for the customer pays what falls due, interest of a
 * grace period joins the principal. The same state when nothing does; late interest needs no step.
 */
export function advanceTo(state: LoanState, on: Day, options: CourseOptions = {}): Step {
  if (daysOfEffect(state, on).length === 0) return { state, effects: [] }
  const next = copyOfState(state)
  const effects = moveTo(next, on, options.isWorkingDay)
  return { state: next, effects }
}

/**
 * The next event of a loan. Throws Refused with the reason of `eventRefusal` or of the event's own
 * rule; an event dated before the last one is refused `not-in-date-order` and belongs to `enterEvent`.
 */
export function applyEvent(state: LoanState, event: LoanEvent, options: CourseOptions = {}): Step {
  const isEarlier = state.status !== 'undrawn' && event.on < state.on
  if (event.kind === 'reversal' || isEarlier) throw new Refused('not-in-date-order')
  const next = copyOfState(state)
  const moved = moveTo(next, event.on, options.isWorkingDay)
  if (options.hasHappened !== true) refuseIf(eventRefusal(next, event))
  const effects = enact(next, event, options.isWorkingDay)
  return { state: next, effects: [...moved, ...effects] }
}

/** Ids of the events that a reversal took back; a reversal that was taken back itself does nothing. */
export function takenBack(events: readonly LoanEvent[]): Set<string> {
  const gone = new Set<string>()
  const reversals = events.filter((event) => event.kind === 'reversal')
  for (const { id, of } of reversals.sort((a, b) => b.sequence - a.sequence)) {
    if (!gone.has(id)) gone.add(of)
  }
  return gone
}

/** The events that count, in the order of their days. */
export function eventsInForce(events: readonly LoanEvent[]): DatedEvent[] {
  const gone = takenBack(events)
  return events
    .filter((event): event is DatedEvent => event.kind !== 'reversal' && !gone.has(event.id))
    .sort((a, b) => (a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1))
}

/**
 * The whole life of a loan from its events in any order, up to and including `through` where given.
 * Money once received is not refused: what nothing asks for any more is held.
 */
export function replay(
  contract: LoanContract,
  events: readonly LoanEvent[],
  { through, isWorkingDay }: CourseOptions & { through?: Day } = {},
): Step {
  const state = openCourse(contract)
  const effects: Effect[] = []
  for (const event of eventsInForce(events)) {
    if (through !== undefined && event.on > through) break
    effects.push(...enact(state, event, isWorkingDay))
  }
  if (through !== undefined) effects.push(...moveTo(state, through, isWorkingDay))
  state.lastSequence = events.reduce((last, { sequence }) => Math.max(last, sequence), 0)
  return { state, effects }
}
