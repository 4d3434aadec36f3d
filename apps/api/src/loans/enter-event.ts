import { addDays, type Day } from '@banyan/domain/calendar'
import {
  advanceTo,
  applyEvent,
  type CourseOptions,
  openCourse,
  replay,
} from '@banyan/domain/loans/course/course'
import { type Entry, enterEvent as enterIntoPast } from '@banyan/domain/loans/course/enter'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import type { Effect, LoanState } from '@banyan/domain/loans/course/loan-state'
import type { SchedulePlan } from '@banyan/domain/loans/schedule-plan'
import { isChineseWorkingDay } from '../chinese-working-days.ts'
import { contractOf } from './agreed-terms.ts'
import { recordDifference, recordEffects, recordEvent } from './event-rows.ts'
import type { LoanBundle, LoanEventRow, LoanSource, Making } from './loan-rows.ts'
import { recordRepayments } from './repayment-rows.ts'
import { keepState, stateFromRows } from './state-rows.ts'
import { recordVersions } from './version-rows.ts'

type Asked<E> = E extends LoanEvent ? Omit<E, 'id' | 'sequence'> : never
/** An event without the name and the place that entering it gives. */
export type AskedEvent = Asked<LoanEvent>

/** Who takes a payment or enters another event, and where it came from. */
export interface Taking extends Making {
  postedBy: string
  source: LoanSource
  /** The open day it is booked on; the event's own day unless said otherwise. */
  businessDay?: Day
  /** The open day on which an entry into the past corrects what was booked; its own day unless said otherwise. */
  correctsOn?: Day
  /** Money that has come in already is held where nothing asks for it. */
  keepsExcess?: boolean
  importBatchId?: string
  externalKey?: string
  proposalId?: string
}

export interface Entered {
  event: LoanEventRow
  /** What the event did, and what came about by itself on the way to its day. */
  effects: Effect[]
  /** What an entry into the past changed of what was booked; null for the next event. */
  entry: Entry | null
}

export const courseOptions: CourseOptions = { isWorkingDay: isChineseWorkingDay }

/** Where the loan stands after its last event. */
export function stateOf(bundle: LoanBundle): LoanState {
  if (bundle.state) return bundle.state
  const { loan } = bundle
  const { course } = loan
  return course
    ? stateFromRows(bundle, course, loan.scheduleVersion > 1 ? bundle.plan : firstPlan(bundle))
    : replay(contractOf(bundle.loan), pastOf(bundle), courseOptions).state
}

/** The plan of the schedule that the first drawdown made. */
export function firstPlan({ loan, past }: Pick<LoanBundle, 'loan' | 'past'>): SchedulePlan | null {
  const first = past?.find((event) => event.kind === 'drawdown')
  const amount = first?.amount ?? loan.principal
  const on = loan.course?.firstDrawnOn ?? loan.disbursedOn
  const drawdown = { kind: 'drawdown', id: 'first', sequence: 1, on, amount } as const
  return applyEvent(openCourse(contractOf(loan)), drawdown, courseOptions).state.plan
}

export function pastOf({ past, loan }: LoanBundle): LoanEvent[] {
  if (!past) throw new Error(`the events of loan ${loan.number} were not read`)
  return past
}

/**
 * Enters one event into the loan and writes all it does into the bundle: instalments, balance,
 * repayment with its shares, postings, schedule. An event of an earlier day, or a reversal, is entered
 * into the past: what it changes of what was booked is booked on the open day. Throws Refused.
 */
export function enterEvent(bundle: LoanBundle, asked: AskedEvent, taking: Taking): Entered {
  const before = stateOf(bundle)
  const event = { ...asked, id: taking.newId(), sequence: before.lastSequence + 1 } as LoanEvent
  const isNext = event.kind !== 'reversal' && event.on >= before.on
  const entered = isNext
    ? enterNext(bundle, event, { before, taking })
    : enterPast(bundle, event, { before, taking })
  bundle.past?.push(event)
  return entered
}

/** What comes about by itself up to a day: held money pays what falls due, interest joins principal. False: nothing. */
export function advanceLoan(bundle: LoanBundle, on: Day, taking: Taking): boolean {
  const { state, effects } = advanceTo(stateOf(bundle), on, courseOptions)
  if (effects.length === 0) return false
  recordVersions(bundle, { effects, state }, taking)
  keepState(bundle, state, on)
  const journalId = recordEffects(bundle, effects, { event: null, taking })
  recordRepayments(bundle, effects, { event: null, taking, journalId })
  return true
}

function enterNext(
  bundle: LoanBundle,
  event: LoanEvent,
  { before, taking }: { before: LoanState; taking: Taking },
): Entered {
  const step = applyEvent(before, event, courseOptions)
  const since = advanceTo(step.state, lastClosed(event, taking), courseOptions)
  const [state, effects] = [since.state, [...step.effects, ...since.effects]]
  recordVersions(bundle, { effects, state }, taking)
  keepState(bundle, state, state.on)
  const journalId = recordEffects(bundle, effects, { event, taking })
  recordRepayments(bundle, effects, { event, taking, journalId })
  return { event: recordEvent(bundle, event, { taking, journalId }), effects, entry: null }
}

/** What comes about by itself up to this day comes about with an event that is entered late: no night would do it. */
function lastClosed(event: LoanEvent, { businessDay, correctsOn }: Taking): Day {
  return addDays(businessDay ?? correctsOn ?? event.on, -1)
}

function enterPast(
  bundle: LoanBundle,
  event: LoanEvent,
  { before, taking }: { before: LoanState; taking: Taking },
): Entered {
  const contract = contractOf(bundle.loan)
  const events = pastOf(bundle)
  const told = replay(contract, events, { ...courseOptions, through: before.on })
  const through = lastClosed(event, taking)
  const course = { contract, events, ...told }
  const entry = enterIntoPast(course, event, { ...courseOptions, through })
  recordVersions(bundle, entry, taking)
  keepState(bundle, { ...entry.state, lastSequence: event.sequence }, entry.state.on)
  const journalId = recordDifference(bundle, entry, { event, taking })
  return { event: recordEvent(bundle, event, { taking, journalId }), effects: entry.added, entry }
}
