import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import type { Payment } from '../src/loans/loan-course.ts'
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

/** The places at which stopping means more than ninety days late within twelve months on book. */
export function defaultingPlaces(disbursedOn: Day, instalments: readonly InstalmentRow[]) {
  const bound = addMonths(disbursedOn, 12)
  return instalments.flatMap(({ dueOn, principal, interest }, place) =>
    principal + interest > 0 && addDays(dueOn, 91) <= bound ? [place] : [],
  )
}

/** What is paid and when, in order, up to and including `last`. */
export function paymentsOf(
  random: Random,
  instalments: readonly InstalmentRow[],
  { habit, stopsAt, remedy }: Course,
  last: Day,
): Payment[] {
  const paid = instalments.slice(0, stopsAt ?? instalments.length)
  const payments = inTime(random, paid, habit)
  if (stopsAt !== null) payments.push(...afterStopping(random, instalments, stopsAt, remedy))
  return payments.filter(({ paidOn, amount }) => paidOn <= last && amount > 0)
}

function inTime(
  random: Random,
  instalments: readonly InstalmentRow[],
  habit: Course['habit'],
): Payment[] {
  return instalments.map((row) => ({
    paidOn: addDays(row.dueOn, habit === 'prompt' ? promptDelay(random) : slowDelay(random)),
    amount: owed([row]),
  }))
}

function promptDelay(random: Random): number {
  if (random.chance(0.82)) return 0
  return random.chance(0.75) ? -random.whole(1, 3) : random.whole(1, 6)
}

function slowDelay(random: Random): number {
  return random.chance(0.75) ? random.whole(0, 24) : random.whole(20, 75)
}

function owed(instalments: readonly InstalmentRow[]): Money {
  return money(instalments.reduce((sum, { principal, interest }) => sum + principal + interest, 0))
}

function afterStopping(
  random: Random,
  instalments: readonly InstalmentRow[],
  stopsAt: number,
  remedy: Remedy,
): Payment[] {
  const unpaid = instalments.slice(stopsAt)
  const { dueOn } = at(unpaid, 0)
  if (remedy === 'none') return []
  if (remedy === 'trickle') return trickle(random, at(unpaid, 0))
  const on = addDays(dueOn, random.whole(100, remedy === 'cures' ? 260 : 420))
  if (remedy === 'settles') return [{ paidOn: on, amount: owed(unpaid) }]
  const late = unpaid.filter((row) => row.dueOn <= on)
  const rest = unpaid.filter((row) => row.dueOn > on)
  return [{ paidOn: on, amount: owed(late) }, ...inTime(random, rest, 'slow')]
}

/** A little every other month, never enough for the oldest instalment. */
function trickle(random: Random, oldest: InstalmentRow): Payment[] {
  const part = Math.floor((oldest.principal + oldest.interest) / 20)
  return Array.from({ length: random.whole(2, 8) }, (_, index) => ({
    paidOn: addDays(oldest.dueOn, 40 + index * 61 + random.whole(0, 9)),
    amount: money(part),
  }))
}
