import { addDays, type Day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import { Refused } from '../../refused.ts'
import { claimsDue, claimsToCome } from './claims.ts'
import { advanceTo, type CourseOptions } from './course.ts'
import { type Course, enterEvent, type Entry } from './enter.ts'
import { rateOn } from './late-interest.ts'
import type { LoanEvent } from './loan-event.ts'
import type { LoanState } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'

export interface OutlineRow {
  number: number
  dueOn: Day
  /** What the row still asks for. */
  principal: Money
  interest: Money
  fee: Money
  total: Money
  /** Principal owed after it. */
  balance: Money
}

/** What is still to be paid, as it stands on a day. */
export interface Outline {
  annualRate: Rate
  maturesOn: Day
  owedToday: Money
  interestToCome: Money
  feesToCome: Money
  totalToCome: Money
  held: Money
  instalments: OutlineRow[]
}

/** The rest of a loan on a day: what is due by then in one sum, and the instalments after it. */
export function outlineOn(state: LoanState, on: Day, options: CourseOptions = {}): Outline {
  const at = on < state.on ? state : advanceTo(state, on, options).state
  const due = claimsDue(at, on)
  let balance = money(at.balance - due.reduce((sum, { owed }) => sum + owed.principal, 0))
  const instalments = claimsToCome(at, on).flatMap(({ row, owed }): OutlineRow[] => {
    if (!row) return []
    balance = money(balance - owed.principal + row.capitalised)
    const { principal, interest, fee } = owed
    const { number, dueOn } = row
    return [{ number, dueOn, principal, interest, fee, total: sumOfParts(owed), balance }]
  })
  const sum = (of: (row: OutlineRow) => number) =>
    money(instalments.reduce((total, row) => total + of(row), 0))
  return {
    annualRate: rateOn(at, on),
    maturesOn: at.maturesOn,
    owedToday: money(due.reduce((total, { owed }) => total + sumOfParts(owed), 0)),
    interestToCome: sum(({ interest }) => interest),
    feesToCome: sum(({ fee }) => fee),
    totalToCome: sum(({ total }) => total),
    held: at.held,
    instalments,
  }
}

export interface WhatIf {
  before: Outline
  /** As before when the events are refused. */
  after: Outline
  refusal: string | null
  entry: Entry | null
}

/**
 * A loan on a day with and without events that have not happened; nothing is changed. What comes about by itself up to
 * the day before is worked out as entering them on the day does.
 */
export function whatIf(
  course: Course,
  events: readonly LoanEvent[],
  on: Day,
  options: CourseOptions = {},
): WhatIf {
  const before = outlineOn(course.state, on, options)
  try {
    let after = course
    let entry: Entry | null = null
    for (const event of events) {
      entry = enterEvent(after, event, { ...options, through: addDays(on, -1) })
      after = entry
    }
    return { before, after: outlineOn(after.state, on, options), refusal: null, entry }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { before, after: before, refusal: error.reason, entry: null }
  }
}
