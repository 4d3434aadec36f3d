import { addDays, type Day } from '../calendar.ts'
import type { CollectionRules } from './collection-rules.ts'

export type PromiseRefusal = 'promise-in-the-past' | 'promise-too-late' | 'promise-above-debt'

/** Why a promise to pay cannot be taken: it is for no earlier than today, soon enough, and for no more than is owed. */
export function promiseRefusal(
  { promiseWithinDays }: Pick<CollectionRules, 'promiseWithinDays'>,
  { amount, dueOn }: { amount: number; dueOn: Day },
  { owed, today }: { owed: number; today: Day },
): PromiseRefusal | null {
  if (dueOn < today) return 'promise-in-the-past'
  if (dueOn > addDays(today, promiseWithinDays)) return 'promise-too-late'
  return amount > owed ? 'promise-above-debt' : null
}

/** What has become of a promise at the close of a day: paid in full by then, or its last day over; null: still open. */
export function promiseOutcome(
  { amount, dueOn }: { amount: number; dueOn: Day },
  paidSince: number,
  on: Day,
): 'kept' | 'broken' | null {
  if (paidSince >= amount) return 'kept'
  return dueOn <= on ? 'broken' : null
}
