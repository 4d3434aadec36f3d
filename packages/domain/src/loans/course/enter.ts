import type { Day } from '../../calendar.ts'
import { Refused } from '../../refused.ts'
import {
  advanceTo,
  applyEvent,
  type CourseOptions,
  replay,
  type Step,
  takenBack,
} from './course.ts'
import type { DatedEvent, EventOf, LoanEvent } from './loan-event.ts'
import type { CoursePosting, Effect, LoanContract, LoanState } from './loan-state.ts'

/** A loan with all that was entered for it. */
export interface Course {
  contract: LoanContract
  events: readonly LoanEvent[]
  state: LoanState
  /** Of the events in force, in the order of their days. */
  effects: readonly Effect[]
}

export interface DatedPosting extends CoursePosting {
  valueOn: Day
  /** Null where held money was spent by itself. */
  eventId: string | null
}

/** What must be booked today so that the ledger agrees with a course that was rewritten. */
export interface Difference {
  /** As they were booked; each is taken back by the same with its sides changed. */
  reversed: DatedPosting[]
  posted: DatedPosting[]
  /** Events whose effect is another now, those that fell away or are new among them. */
  changedEvents: string[]
}

export interface Entry extends Course {
  /** Effects that are new; of a replay, all that are not as before. */
  added: Effect[]
  isReplayed: boolean
  difference: Difference
}

function keyOf(effect: Effect): string {
  return effect.event ? effect.event.id : `held ${effect.on}`
}

function datedPostings(effect: Effect): DatedPosting[] {
  return effect.postings.map((posting) => ({
    ...posting,
    valueOn: effect.on,
    eventId: effect.event?.id ?? null,
  }))
}

function samePosting(a: DatedPosting, b: DatedPosting): boolean {
  return (
    a.debit === b.debit && a.credit === b.credit && a.amount === b.amount && a.valueOn === b.valueOn
  )
}

function isAlike(a: Effect, b: Effect): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function without(from: readonly DatedPosting[], others: readonly DatedPosting[]): DatedPosting[] {
  return from.filter((posting) => !others.some((other) => samePosting(posting, other)))
}

/** Two courses of one loan compared, effect by effect. */
export function difference(before: readonly Effect[], after: readonly Effect[]): Difference {
  const was = new Map(before.map((effect) => [keyOf(effect), effect]))
  const is = new Map(after.map((effect) => [keyOf(effect), effect]))
  const found: Difference = { reversed: [], posted: [], changedEvents: [] }
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key), is.get(key)]
    if (old && now && isAlike(old, now)) continue
    const [oldPostings, newPostings] = [
      old ? datedPostings(old) : [],
      now ? datedPostings(now) : [],
    ]
    found.reversed.push(...without(oldPostings, newPostings))
    found.posted.push(...without(newPostings, oldPostings))
    const id = (now ?? old)?.event?.id
    if (id !== undefined) found.changedEvents.push(id)
  }
  return found
}

function reversalRefusal(events: readonly LoanEvent[], { of }: EventOf<'reversal'>): string | null {
  if (!events.some(({ id }) => id === of)) return 'no-such-event'
  return takenBack(events).has(of) ? 'already-reversed' : null
}

/** The event in its own place in the order of days, by the rules for a new one. */
function placedAlone(course: Course, event: DatedEvent, options: CourseOptions): void {
  const earlier = course.events.filter((other) => other.kind === 'reversal' || other.on <= event.on)
  applyEvent(replay(course.contract, earlier, options).state, event, options)
}

function rewritten(
  { contract }: Course,
  events: readonly LoanEvent[],
  options: CourseOptions & { through: Day },
): Step {
  try {
    return replay(contract, events, options)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused('later-event-impossible', { cause: error })
  }
}

/**
 * Enters any event of a loan. In date order it is applied to the state; a backdated one is put into its
 * place and all that follows is worked out again, as it is when an event is taken back; `difference`
 * is then what must be booked. Refused: the event's own reasons, `no-such-event`, `already-reversed`,
 * and `later-event-impossible` when something that happened since could no longer have happened.
 * `through` is the last day that was closed: what comes about by itself until then is worked out as well.
 */
export function enterEvent(
  course: Course,
  event: LoanEvent,
  { through, ...options }: CourseOptions & { through?: Day } = {},
): Entry {
  const events = [...course.events, event]
  const { contract } = course
  if (event.kind !== 'reversal' && event.on >= course.state.on) {
    const step = applyEvent(course.state, event, options)
    const since = through ? advanceTo(step.state, through, options) : { ...step, effects: [] }
    const added = [...step.effects, ...since.effects]
    const effects = [...course.effects, ...added]
    return {
      contract,
      events,
      state: since.state,
      effects,
      added,
      isReplayed: false,
      difference: difference([], added),
    }
  }
  if (event.kind === 'reversal') {
    const reason = reversalRefusal(course.events, event)
    if (reason) throw new Refused(reason)
  } else placedAlone(course, event, options)
  const dated = events.filter(({ kind }) => kind !== 'reversal').map(({ on }) => on)
  const until = [...dated, ...(through ? [through] : [])].reduce(
    (latest, on) => (on > latest ? on : latest),
    course.state.on,
  )
  const { state, effects } = rewritten(course, events, { ...options, through: until })
  const old = new Set(course.effects.map((effect) => JSON.stringify(effect)))
  const added = effects.filter((effect) => !old.has(JSON.stringify(effect)))
  return {
    contract,
    events,
    state,
    effects,
    added,
    isReplayed: true,
    difference: difference(course.effects, effects),
  }
}
