import type { Place } from './places.ts'

/**
 * How a procedure is asked about a place.
 * one: names a row, which may be hidden. · list: shows rows, among which the place's may be missing. ·
 * general: concerns no single place; only whether it is allowed counts.
 */
export interface Sample {
  about: 'one' | 'list' | 'general'
  input: (place: Place) => unknown
  /** What must be in the answer when the place is seen; for lists. */
  shows?: (place: Place) => string
}

export const one = (input: Sample['input']): Sample => ({ about: 'one', input })
export const general = (input: unknown = {}): Sample => ({ about: 'general', input: () => input })
export const list = (
  shows: (place: Place) => string,
  input: Sample['input'] = () => ({ limit: 100 }),
): Sample => ({ about: 'list', input, shows })
