import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isClosedLoop } from './closed-loop.ts'
import { type LoopSystem, solveExactly, solveNearly } from './linear-system.ts'
import { eliminateLoop } from './loop-elimination.ts'

const loops = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    arcs: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: size - 1 }),
        to: fc.integer({ min: 0, max: size - 1 }),
        share: fc.constantFrom(1, 10_000_000, 30_000_000, 50_000_000, 90_000_000, 100_000_000),
      }),
      { maxLength: 14 },
    ),
    // Somebody outside holds a part of everyone: without that nothing flows, also where the loop is closed.
    inflow: fc.array(fc.integer({ min: 1, max: 10 }), { minLength: size, maxLength: size }),
  }),
)

/** The largest amount after many rounds, each what the holders of the one before come to. */
function afterRounds({ size, arcs }: LoopSystem, rounds: number): number {
  let flow = Array<number>(size).fill(1)
  for (let round = 0; round < rounds; round++) {
    const next = Array<number>(size).fill(0)
    for (const { from, to, share } of arcs) {
      next[to] = (next[to] ?? 0) + ((flow[from] ?? 0) * share) / 100_000_000
    }
    flow = next
  }
  return Math.max(...flow)
}

describe('what circulates in a loop', () => {
  it('is the same in whole numbers, by elimination and by approach', () => {
    fc.assert(
      fc.property(loops, ({ size, arcs, inflow }) => {
        const exact = solveExactly({ size, arcs }, inflow.map(BigInt))
        const eliminated = eliminateLoop({ size, arcs }, Float64Array.from(inflow))
        const near = solveNearly({ size, arcs }, Float64Array.from(inflow))
        expect(eliminated === null).toBe(exact === null)
        expect(near === null).toBe(exact === null)
        if (!exact || !near || !eliminated || eliminated === 'too-dense') return
        for (const [slot, top] of exact.tops.entries()) {
          const value = Number((top * 10n ** 18n) / exact.bottom) / 1e18
          const scale = Math.max(1, value)
          expect(Math.abs((eliminated[slot] ?? 0) - value) / scale).toBeLessThan(1e-6)
          expect(Math.abs((near[slot] ?? 0) - value) / scale).toBeLessThan(1e-6)
          // x = b + what flows round
          const into = arcs.filter(({ to }) => to === slot)
          const round = into.reduce(
            (sum, { from, share }) => sum + (exact.tops[from] ?? 0n) * BigInt(share),
            0n,
          )
          expect(top * 100_000_000n).toBe(
            BigInt(inflow[slot] ?? 0) * exact.bottom * 100_000_000n + round,
          )
        }
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('has no answer exactly where more and more flows, round after round', () => {
    fc.assert(
      fc.property(loops, ({ size, arcs }) => {
        const members = Array.from({ length: size }, (_, slot) => slot)
        const isClosed = isClosedLoop({ members, arcs })
        const before = afterRounds({ size, arcs }, 20_000)
        expect(isClosed).toBe(before > 1e-3)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('is found in a ring of 5,000 in any order, and in a dense loop of 200', () => {
    const size = 5000
    const ring = Array.from({ length: size }, (_, i) => ({
      from: (i * 7919) % size,
      to: ((i + 1) * 7919) % size,
      share: 99_990_000,
    }))
    const inflow = new Float64Array(size)
    inflow[0] = 1
    const round = solveNearly({ size, arcs: ring }, inflow)
    expect(round?.[0]).toBeCloseTo(1 / (1 - 0.9999 ** size), 10)
    const dense = Array.from({ length: 40_000 }, (_, i) => ({
      from: Math.floor(i / 200),
      to: i % 200,
      share: 475_000,
    }))
    const all = solveNearly({ size: 200, arcs: dense }, new Float64Array(200).fill(1))
    expect(all?.[7]).toBeCloseTo(20, 8)
    expect(
      solveNearly({ size, arcs: ring.map((arc) => ({ ...arc, share: 100_000_000 })) }, inflow),
    ).toBeNull()
  }, 30_000)
})
