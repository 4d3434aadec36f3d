/** One line of the table: what was measured, the limit measured beside it, and value ÷ limit. */
export interface Measure {
  name: string
  value: number
  unit: string
  limit: number
  ratio: number
  /** What the limit is. */
  against: string
  /** The goal for the ratio, and whether a higher or a lower one is better. */
  goal: string
}

const rounded = (value: number) => Number(value.toPrecision(4))

export function measure(row: Omit<Measure, 'ratio'>): Measure {
  const { value, limit } = row
  return { ...row, value: rounded(value), limit: rounded(limit), ratio: rounded(value / limit) }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

export const median = (values: readonly number[]) => percentile(values, 0.5)

/** Milliseconds of each run, after some that are not counted. */
export async function times(
  runs: number,
  run: (i: number) => unknown,
  warmUp = Math.ceil(runs / 5),
): Promise<number[]> {
  for (let i = 0; i < warmUp; i++) await run(i)
  const taken: number[] = []
  for (let i = 0; i < runs; i++) {
    const started = performance.now()
    await run(i)
    taken.push(performance.now() - started)
  }
  return taken
}

/** How many a second, over at least this many milliseconds; the better of three. */
export function perSecond(atLeast: number, run: () => number): number {
  let best = 0
  for (let round = 0; round < 3; round++) {
    const started = performance.now()
    let done = 0
    while (performance.now() - started < atLeast) done += run()
    best = Math.max(best, (done / (performance.now() - started)) * 1000)
  }
  return best
}
