import type { Day } from '@banyan/domain/calendar'
import type { Recorder } from '../audit/record-audit.ts'

/** Who closes, in an open transaction of the institution. */
export type Closer = Omit<Recorder, 'businessDay'>

export interface Portion {
  /** Where the portion before this one ended, in the step's own words; null at first. */
  after: string | null
  limit: number
}

export interface Progress {
  rows: number
  /** Null: nothing of this step is left for the day. */
  next: string | null
}

/**
 * A part of the night's work over the rows that the day changes. Each portion is one transaction that keeps
 * its checkpoint as well: what was killed goes on where it was.
 */
export interface CloseStep {
  name: string
  /** Every day when it does not say. */
  isDue?: (day: Day) => boolean
  run: (closer: Closer, day: Day, portion: Portion) => Promise<Progress>
  /** Runs once more while the day is held, for what changed since. */
  again?: true
}
