import { type Day, day } from '../../calendar.ts'
import { type Money, parseMoney } from '../../money.ts'
import { parseRate } from '../../rate.ts'
import type { ScheduleTerms } from '../schedule-terms.ts'
import { type ServicingTerms, usualServicing } from '../servicing-terms.ts'
import { replay } from './course.ts'
import type { Course } from './enter.ts'
import { LoanEvent } from './loan-event.ts'
import type { LoanContract } from './loan-state.ts'

/** 300,000.00 at 4.35 % in 36 equal monthly instalments, drawn on 1 January 2026. */
export function aContract(
  terms: Partial<ScheduleTerms> = {},
  servicing: Partial<ServicingTerms> = {},
): LoanContract {
  return {
    terms: {
      method: 'equal-instalment',
      principal: parseMoney('300000'),
      annualRate: parseRate('4.35'),
      periods: 36,
      frequency: 'monthly',
      dayCount: '30/360',
      disbursedOn: day('2026-01-01'),
      firstDueOn: day('2026-02-01'),
      rounding: 'half-up',
      ...terms,
    },
    servicing: { ...usualServicing, ...servicing },
  }
}

export function yuan(text: string): Money {
  return parseMoney(text)
}

type Told = { kind: LoanEvent['kind']; on: string } & Record<string, unknown>

/** Events in the order they are told, named e1, e2, … */
export function eventsOf(told: readonly Told[]): LoanEvent[] {
  return told.map((event, index) =>
    LoanEvent.parse({ ...event, id: `e${index + 1}`, sequence: index + 1 }),
  )
}

/** A course in which the whole commitment was drawn on the first day and then what is told happened. */
export function aCourse(contract: LoanContract, told: readonly Told[] = []): Course {
  const { disbursedOn, principal: amount } = contract.terms
  const events = eventsOf([{ kind: 'drawdown', on: disbursedOn, amount }, ...told])
  return { contract, events, ...replay(contract, events) }
}

/** The next event of a course. */
export function next({ events }: Pick<Course, 'events'>, told: Told): LoanEvent {
  const sequence = events.length + 1
  return LoanEvent.parse({ ...told, id: `e${sequence}`, sequence })
}

export function on(text: string): Day {
  return day(text)
}
