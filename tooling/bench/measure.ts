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

function perSecondOnce(atLeast: number, run: () => number): number {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < atLeast) done += run()
  return (done / (performance.now() - started)) * 1000
}

/**
 * How many a second of each, in turns of at least so many milliseconds, so that whatever else the machine
 * does slows all of them alike; the median of the turns.
 */
export function perSecondInTurns<Name extends string>(
  runs: Record<Name, () => number>,
  { turns, atLeast }: { turns: number; atLeast: number },
): Record<Name, number> {
  const names = Object.keys(runs) as Name[]
  const rates = new Map(names.map((name) => [name, [] as number[]]))
  for (let turn = -2; turn < turns; turn += 1) {
    for (const name of names) {
      const rate = perSecondOnce(atLeast, runs[name])
      if (turn >= 0) rates.get(name)?.push(rate)
    }
  }
  const middle = names.map((name) => [name, median(rates.get(name) ?? [])])
  return Object.fromEntries(middle) as Record<Name, number>
}
