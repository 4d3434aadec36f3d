import type { Interval } from '@banyan/domain/officers/performance'

export type Verdict = 'higher' | 'lower' | 'same' | 'few'

/** A finding only when the whole interval clears what was expected; under the fewest cases there is none. */
export function verdictOf(interval: Interval | null, expected: number | null): Verdict {
  if (!interval || expected === null) return 'few'
  if (interval.low > expected) return 'higher'
  return interval.high < expected ? 'lower' : 'same'
}

/** The end of the shared scale: the widest interval, rounded up to a whole percent of even steps. */
export function scaleEnd(highs: readonly number[]): number {
  const most = Math.max(0.04, ...highs)
  const step = most > 0.2 ? 0.1 : most > 0.1 ? 0.04 : 0.02
  return Math.ceil(most / step - 1e-9) * step
}
