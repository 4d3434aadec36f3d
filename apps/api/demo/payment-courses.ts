import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import type { PrepaymentMode } from '@banyan/domain/loans/servicing-terms'
import type { InstalmentRow } from '../src/loans/loan-rows.ts'
import { at, type Random } from './random.ts'

export type Remedy = 'none' | 'trickle' | 'cures' | 'settles'

/** How a borrower pays: when nothing more comes from an instalment on, and what follows. */
export interface Course {
  habit: 'prompt' | 'slow'
  /** The place of the first instalment that is not paid; null: all are. */
  stopsAt: number | null
  remedy: Remedy
}

/** What a borrower does on a day; how much money that takes is known only then. */
export type Intent = { on: Day } & (
  | { kind: 'clears'; through: Day }
  | { kind: 'pays'; amount: Money }
  | { kind: 'settles' }
  | { kind: 'repays-early'; mode: PrepaymentMode; share: number }
)

/** The places at which stopping means more than ninety days late within twelve months on book. */
export function defaultingPlaces(disbursedOn: Day, instalments: readonly InstalmentRow[]) {
  const bound = addMonths(disbursedOn, 12)
  return instalments.flatMap(({ dueOn, principal, interest }, place) =>
    principal + interest > 0 && addDays(dueOn, 91) <= bound ? [place] : [],
  )
}

/** What is done and when, in order, up to and including `last`. */
export function intentsOf(
  random: Random,
  instalments: readonly InstalmentRow[],
  { habit, stopsAt, remedy }: Course,
  last: Day,
): Intent[] {
  const intents = inTime(random, instalments.slice(0, stopsAt ?? instalments.length), habit)
  if (stopsAt !== null) intents.push(...afterStopping(random, instalments, stopsAt, remedy))
  return intents
    .filter(({ on }) => on <= last)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

function inTime(
  random: Random,
  instalments: readonly InstalmentRow[],
  habit: Course['habit'],
): Intent[] {
  return instalments.map(({ dueOn }) => {
    const on = addDays(dueOn, habit === 'prompt' ? promptDelay(random) : slowDelay(random))
    return { kind: 'clears', on, through: dueOn }
  })
}

function promptDelay(random: Random): number {
  if (random.chance(0.82)) return 0
  return random.chance(0.75) ? -random.whole(1, 3) : random.whole(1, 6)
}

function slowDelay(random: Random): number {
  return random.chance(0.75) ? random.whole(0, 24) : random.whole(20, 75)
}

function afterStopping(
  random: Random,
  instalments: readonly InstalmentRow[],
  stopsAt: number,
  remedy: Remedy,
): Intent[] {
  const unpaid = instalments.slice(stopsAt)
  const { dueOn } = at(unpaid, 0)
  if (remedy === 'none') return []
  if (remedy === 'trickle') return trickle(random, at(unpaid, 0))
  const on = addDays(dueOn, random.whole(100, remedy === 'cures' ? 260 : 420))
  if (remedy === 'settles') return [{ kind: 'settles', on }]
  const rest = unpaid.filter((row) => row.dueOn > on)
  return [{ kind: 'clears', on, through: on }, ...inTime(random, rest, 'slow')]
}

/** A little every other month, never enough for the oldest instalment. */
function trickle(random: Random, oldest: InstalmentRow): Intent[] {
  const amount = money(Math.floor((oldest.principal + oldest.interest) / 20))
  if (amount === 0) return []
  return Array.from({ length: random.whole(2, 8) }, (_, index) => ({
    kind: 'pays',
    on: addDays(oldest.dueOn, 40 + index * 61 + random.whole(0, 9)),
    amount,
  }))
}

/** One in fifteen of those who pay in time repays a part, or all of it, before it is due. */
export function withEarlyRepayment(
  random: Random,
  instalments: readonly InstalmentRow[],
  intents: readonly Intent[],
): Intent[] {
  const chance = random.next()
  const earliest = instalments[1]?.dueOn
  if (chance > 1 / 15 || earliest === undefined || instalments.length < 6) return [...intents]
  const place = random.whole(1, Math.floor(instalments.length / 2))
  const on = addDays(at(instalments, place).dueOn, 10)
  if (chance < 1 / 30) return [...intents.filter((each) => each.on < on), { kind: 'settles', on }]
  const mode = random.pick(['same-term', 'same-instalment'] as const)
  const share = random.between(0.1, 0.4)
  return [...intents, { kind: 'repays-early', on, mode, share }]
}

export function isPaidOnLastDay(intents: readonly Intent[], last: Day): boolean {
  return intents.some((each) => each.kind === 'clears' && each.on === last && each.through === last)
}
