import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRate, parseRate, rate } from '../../rate.ts'
import { isAtLeast } from '../fraction.ts'
import type { Holding } from '../tree-holdings.ts'
import { lookThrough, lookThroughColumn, sharesHeldBy } from './look-through.ts'
import { holdingsOf, ownershipGraph } from './ownership-graph.ts'

/** `'P>A 60'`: P holds 60 % of A; without a number the share is not on record. */
function graphOf(...texts: string[]) {
  return ownershipGraph(
    texts.map((text): Holding => {
      const [pair = '', percent] = text.split(' ')
      const [holder = '', held = ''] = pair.split('>')
      return { holder, held, percent: percent === undefined ? null : parseRate(percent) }
    }),
  )
}

function sharesOf(
  graph: ReturnType<typeof graphOf>,
  target: string,
): Record<string, string | null> {
  const { holders } = lookThrough(graph, target)
  return Object.fromEntries(
    holders.map(({ id, share }) => [id, share === null ? null : formatRate(share)]),
  )
}

describe('look-through ownership', () => {
  it('adds a pyramid to a direct holding, to exactly 40 %', () => {
    const { holders, sumOfUltimateOwners, isExact } = lookThrough(
      graphOf('P>A 60', 'A>B 50', 'P>B 10'),
      'B',
    )
    expect(holders[1]).toEqual({
      id: 'P',
      direct: 10_000_000,
      isDirect: true,
      share: 40_000_000,
      isLeast: false,
      isUltimate: true,
      exact: { top: 4n * 10n ** 15n, bottom: 10n ** 16n },
    })
    expect({ sumOfUltimateOwners, isExact }).toEqual({
      sumOfUltimateOwners: 40_000_000,
      isExact: true,
    })
  })

  it('follows a cross-holding round and round', () => {
    const graph = graphOf('P>A 70', 'B>A 30', 'A>B 40', 'Q>B 60')
    expect(sharesOf(graph, 'A')).toEqual({ P: '79.545455', B: '34.090909', Q: '20.454545' })
    expect(sharesOf(graph, 'B')).toEqual({ Q: '68.181818', A: '45.454545', P: '31.818182' })
    expect(lookThrough(graph, 'A')).toMatchObject({
      sumOfUltimateOwners: 100_000_000,
      unrecorded: 0,
      cycles: [['A', 'B']],
      warnings: [],
    })
  })

  it('gives the holders of treasury shares their part of the whole', () => {
    const graph = graphOf('A>A 10', 'P>A 90')
    expect(sharesOf(graph, 'A')).toEqual({ P: '100.00' })
    expect(graph.warnings).toEqual([{ code: 'holds-itself', id: 'A', percent: 10_000_000 }])
    expect(graph.cycles).toEqual([])
  })

  it('tells exactly 25 % from a hair below it', () => {
    const quarter = parseRate('25')
    const reaches = (...texts: string[]) =>
      lookThrough(graphOf(...texts), 'B').holders.map(
        ({ id, exact }) => id === 'P' && exact !== null && isAtLeast(exact, quarter),
      )
    expect(reaches('P>A 50', 'A>B 50')).toContain(true)
    expect(reaches('P>A 50', 'A>B 49.999999')).not.toContain(true)
    expect(reaches('P>X 49.999999', 'X>A 99.999999', 'A>B 50.000001')).not.toContain(true)
  })

  it('rounds half up to the millionth of a percent', () => {
    expect(sharesOf(graphOf('P>A 0.000001', 'A>B 50'), 'B')['P']).toBe('0.000001')
    expect(sharesOf(graphOf('P>A 0.000001', 'A>B 49.999999'), 'B')['P']).toBe('0.00')
  })

  it('says what is not recorded of a company', () => {
    expect(lookThrough(graphOf('P>A 60', 'Q>A 37.3'), 'A')).toMatchObject({
      sumOfUltimateOwners: 97_300_000,
      unrecorded: 2_700_000,
    })
    expect(lookThrough(graphOf('P>A 60'), 'P')).toMatchObject({
      holders: [],
      sumOfUltimateOwners: 0,
      unrecorded: 100_000_000,
    })
    expect(lookThrough(graphOf(), 'nobody').holders).toEqual([])
  })

  it('counts an unknown share as none and says that there may be more', () => {
    const graph = graphOf('P>A', 'A>B 50', 'P>B 10', 'Q>A', 'R>B 40')
    expect(lookThrough(graph, 'B').holders).toMatchObject([
      { id: 'A', share: 50_000_000, isLeast: false },
      { id: 'R', share: 40_000_000, isLeast: false },
      { id: 'P', direct: 10_000_000, share: 10_000_000, isLeast: true },
      { id: 'Q', direct: null, isDirect: false, share: null, isLeast: true },
    ])
    expect(lookThrough(graph, 'A').holders[0]).toMatchObject({ direct: null, isDirect: true })
    expect(graph.warnings).toEqual([
      { code: 'share-unknown', holder: 'P', held: 'A' },
      { code: 'share-unknown', holder: 'Q', held: 'A' },
    ])
  })

  it('takes the larger of two records of one holding, whatever their order', () => {
    for (const texts of [
      ['P>A 30', 'P>A 40', 'P>A'],
      ['P>A', 'P>A 40', 'P>A 30'],
    ]) {
      expect(sharesOf(graphOf(...texts), 'A')).toEqual({ P: '40.00' })
      expect(graphOf(...texts).warnings).toEqual([])
    }
  })

  it('still computes holdings beyond the whole where that leads to an end', () => {
    const graph = graphOf('P>A 80', 'Q>A 40', 'A>B 60', 'B>A 10')
    expect(graph.warnings).toEqual([{ code: 'held-beyond-whole', id: 'A', percent: 130_000_000 }])
    expect(sharesOf(graph, 'A')).toMatchObject({ P: '85.106383', Q: '42.553191' })
  })

  it.each([
    ['a pair that holds itself wholly', ['A>B 100', 'B>A 100'], ['A', 'B']],
    ['a pair that holds more than itself', ['A>B 100', 'B>A 120'], ['A', 'B']],
    ['a company that is all its own', ['A>A 100'], ['A']],
    ['a ring closed by one holding above the whole', ['A>B 50', 'B>A 200'], ['A', 'B']],
    ['a ring of three', ['A>B 100', 'B>C 100', 'C>A 100'], ['A', 'B', 'C']],
  ])('does not guess about %s', (_, texts, ids) => {
    const graph = graphOf(...texts, 'P>A 10', 'A>T 50', 'Q>T 50', 'T>U 100')
    expect(graph.warnings).toContainEqual({ code: 'closed-cycle', ids })
    const { holders, sumOfUltimateOwners, unrecorded } = lookThrough(graph, 'U')
    expect({ sumOfUltimateOwners, unrecorded }).toEqual({
      sumOfUltimateOwners: null,
      unrecorded: null,
    })
    expect(holders.find(({ id }) => id === 'P')).toMatchObject({ share: null, exact: null })
    expect(holders.find(({ id }) => id === 'Q')).toMatchObject({ share: 50_000_000 })
    expect(holders.find(({ id }) => id === 'T')).toMatchObject({ share: 100_000_000 })
    const below = sharesHeldBy(graph, 'P').held
    expect(below.length).toBeGreaterThan(2)
    for (const { share } of below) expect(share).toBeNull()
  })

  it('does not call a ring closed that one holder outside shares', () => {
    const graph = graphOf('A>B 100', 'B>C 100', 'C>A 99.999999', 'P>A 0.000001')
    expect(graph.warnings).toEqual([])
    expect(sharesOf(graph, 'C')['P']).toBe('100.00')
  })

  it('leaves out warnings and cycles that do not lie above the target', () => {
    const graph = graphOf('P>A 60', 'X>Y 60', 'Y>X 60', 'X>Z 70', 'P>Z 60', 'Q>A')
    expect(lookThrough(graph, 'A')).toMatchObject({
      cycles: [],
      warnings: [{ code: 'share-unknown', holder: 'Q', held: 'A' }],
    })
    expect(lookThrough(graph, 'Z')).toMatchObject({
      cycles: [['X', 'Y']],
      warnings: [{ code: 'held-beyond-whole', id: 'Z' }],
    })
  })

  it('counts a branch as held wholly, unless a share is told', () => {
    const relations = [
      { kind: 'branch', from: 'A', to: 'B' },
      { kind: 'branch', from: 'A', to: 'C', percent: parseRate('70') },
      { kind: 'ownership', from: 'P', to: 'A', percent: parseRate('60') },
      { kind: 'guarantee', from: 'P', to: 'X' },
    ] as const
    const graph = ownershipGraph(holdingsOf(relations))
    expect(sharesHeldBy(graph, 'P').held.map(({ id, share }) => [id, share])).toEqual([
      ['A', 60_000_000],
      ['B', 60_000_000],
      ['C', 42_000_000],
    ])
  })

  it('falls back to floating point in a ring of 2,000 and in a chain of 3,000, and says so', () => {
    const ring = Array.from({ length: 2000 }, (_, i) => `n${i}>n${(i + 1) % 2000} 99`)
    const round = lookThrough(graphOf(...ring, 'P>n0 1'), 'n1999')
    expect(round.isExact).toBe(false)
    // one round is worth 0.99²⁰⁰⁰ of the whole; P's first way is 0.01 × 0.99¹⁹⁹⁹
    expect(round.holders.find(({ id }) => id === 'P')?.share).toBe(
      Math.round((0.01 * 0.99 ** 1999 * 1e8) / (1 - 0.99 ** 2000)),
    )
    const chain = Array.from({ length: 3000 }, (_, i) => `n${i}>n${i + 1} 99.999999`)
    const long = lookThrough(graphOf(...chain), 'n3000')
    expect(long.isExact).toBe(false)
    expect(long.holders.find(({ id }) => id === 'n0')?.share).toBe(
      Math.round(0.99999999 ** 3000 * 1e8),
    )
  })
})

/** A(I − A)⁻¹ in full, by Gauss–Jordan elimination with pivoting. */
function denseLookThrough(size: number, direct: readonly (readonly number[])[]): number[][] {
  const rows = direct.map((row, i) => [
    ...row.map((share, j) => (i === j ? 1 : 0) - share),
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ])
  for (let step = 0; step < size; step++) {
    const best = rows
      .slice(step)
      .reduce(
        (at, row, i) =>
          Math.abs(row[step] ?? 0) > Math.abs(rows[at]?.[step] ?? 0) ? step + i : at,
        step,
      )
    const [pivotRow, here] = [rows[best] ?? [], rows[step] ?? []]
    rows[best] = here
    rows[step] = pivotRow
    const pivot = pivotRow[step] ?? 1
    for (let column = 0; column < 2 * size; column++)
      pivotRow[column] = (pivotRow[column] ?? 0) / pivot
    for (const row of rows) {
      const factor = row === pivotRow ? 0 : (row[step] ?? 0)
      for (let column = 0; column < 2 * size; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0)
      }
    }
  }
  const inverse = rows.map((row) => row.slice(size))
  return direct.map((row) =>
    row.map((_, j) => row.reduce((sum, share, k) => sum + share * (inverse[k]?.[j] ?? 0), 0)),
  )
}

/** Companies wholly owned among each other and by two persons, with any cycles that makes. */
const cleanGraphs = fc
  .integer({ min: 2, max: 9 })
  .chain((companies) =>
    fc.tuple(
      fc.constant(companies),
      fc.array(
        fc.record({
          weights: fc.array(fc.integer({ min: 0, max: 4 }), {
            minLength: companies,
            maxLength: companies,
          }),
          persons: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })),
        }),
        { minLength: companies, maxLength: companies },
      ),
    ),
  )
  .map(([companies, columns]) => {
    const holdings: Holding[] = []
    for (const [held, { weights, persons }] of columns.entries()) {
      const all = [...weights, ...persons]
      const total = all.reduce((sum, weight) => sum + weight, 0)
      let left = 100_000_000
      for (const [holder, weight] of all.entries()) {
        const isLast = all.slice(holder + 1).every((later) => later === 0)
        const percent = isLast ? left : Math.floor((weight * 100_000_000) / total)
        left -= percent
        if (weight > 0)
          holdings.push({ holder: `n${holder}`, held: `n${held}`, percent: rate(percent) })
      }
    }
    return { companies, size: companies + 2, holdings }
  })

describe('look-through ownership of any clean graph with cycles', () => {
  it('is A(I − A)⁻¹, and the ultimate owners share the whole exactly', () => {
    fc.assert(
      fc.property(cleanGraphs, ({ companies, size, holdings }) => {
        const direct = Array.from({ length: size }, () => Array<number>(size).fill(0))
        for (const { holder, held, percent } of holdings) {
          const row = direct[Number(holder.slice(1))]
          if (row) row[Number(held.slice(1))] = (percent ?? 0) / 100_000_000
        }
        const expected = denseLookThrough(size, direct)
        const graph = ownershipGraph(holdings)
        for (let held = 0; held < companies; held++) {
          const found = lookThrough(graph, `n${held}`)
          expect(found.isExact).toBe(true)
          expect(found.sumOfUltimateOwners).toBe(100_000_000)
          const byId = new Map(found.holders.map(({ id, share }) => [id, share]))
          for (let holder = 0; holder < size; holder++) {
            if (holder === held) continue
            const share = (byId.get(`n${holder}`) ?? 0) / 100_000_000
            const should = expected[holder]?.[held] ?? 0
            if (should <= 9.9) expect(Math.abs(share - should)).toBeLessThan(1e-8)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is A(I − A)⁻¹ to a hundredth of a millionth of a percent in a loop too large for whole numbers', () => {
    const size = 80
    const holdings: Holding[] = []
    for (let held = 0; held < size; held++) {
      for (const step of [1, 7, 23]) {
        const holder = `n${(held * step + step) % size}`
        holdings.push({ holder, held: `n${held}`, percent: rate(29_000_000 + held * 1000) })
      }
      const own = holdings.filter((one) => one.held === `n${held}`)
      const byHolder = new Map(own.map(({ holder, percent }) => [holder, percent ?? 0]))
      const known = [...byHolder.values()].reduce((sum, percent) => sum + percent, 0)
      holdings.push({ holder: 'P', held: `n${held}`, percent: rate(100_000_000 - known) })
    }
    const direct = Array.from({ length: size + 1 }, () => Array<number>(size + 1).fill(0))
    const placeOf = (id: string) => (id === 'P' ? size : Number(id.slice(1)))
    for (const { holder, held, percent } of holdings) {
      const row = direct[placeOf(holder)]
      if (row) row[placeOf(held)] = (percent ?? 0) / 100_000_000
    }
    const expected = denseLookThrough(size + 1, direct)
    const graph = ownershipGraph(holdings)
    for (const target of [0, 33, 79]) {
      const found = lookThrough(graph, `n${target}`)
      expect(found).toMatchObject({ isExact: false, sumOfUltimateOwners: 100_000_000 })
      expect(found.holders).toHaveLength(size)
      for (const { id, exact } of found.holders) {
        const share = Number(exact?.top ?? 0n) / Number(exact?.bottom ?? 1n)
        expect(Math.abs(share - (expected[placeOf(id)]?.[target] ?? 0))).toBeLessThan(1e-10)
      }
    }
  })

  it('is the same seen from above, from below and as a column', () => {
    fc.assert(
      fc.property(cleanGraphs, ({ companies, holdings }) => {
        const graph = ownershipGraph(holdings)
        const backwards = ownershipGraph(holdings.toReversed())
        for (const root of ['n0', `n${companies}`]) {
          const column = lookThroughColumn(graph, root).shares
          for (const { id, share } of sharesHeldBy(graph, root).held) {
            expect(column.get(id)).toBe(share)
            const above = lookThrough(backwards, id).holders.find((holder) => holder.id === root)
            expect(above?.share).toBe(share)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
