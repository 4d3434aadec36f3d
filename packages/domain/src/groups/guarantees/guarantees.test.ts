/// <reference types="node" />
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { money, sumMoney } from '../../money.ts'
import { parseRate, rate } from '../../rate.ts'
import { contagion } from './contagion.ts'
import { guaranteeCapacity } from './guarantee-capacity.ts'
import { closesRing, guaranteeCycles, ringsClosedBy } from './guarantee-cycles.ts'
import { circleMetrics, guaranteeNetwork, guaranteesOf } from './guarantee-network.ts'
import type { GuaranteeEdge } from './guarantee-network.ts'

/** `'a>b 300'`: a guarantees 3.00 yuan of b. */
function edgesOf(...texts: string[]): GuaranteeEdge[] {
  return texts.map((text, index) => {
    const [pair = '', fen = '1'] = text.split(' ')
    const [guarantor = '', borrower = ''] = pair.split('>')
    return { id: `g${index}`, guarantor, borrower, amount: money(Number(fen)) }
  })
}

const joined = (cycles: readonly (readonly string[])[]) => cycles.map((cycle) => cycle.join(''))

describe('a network of guarantees', () => {
  it('reads a chain with a ring as one link', () => {
    const found = guaranteeNetwork(edgesOf('p>q', 'q>p', 'q>r', 's>r'))
    expect(found).toEqual({
      mutual: [['p', 'q']],
      rings: [['p', 'q']],
      circles: [['p', 'q', 'r', 's']],
      longestChain: 2,
      chain: [['p', 'q'], ['r']],
      hubs: [],
    })
  })

  it('names the longest chain, of equals the one through lower names', () => {
    expect(guaranteeNetwork(edgesOf('a>c', 'a>b', 'b>d', 'c>d', 'x>y')).chain).toEqual([
      ['a'],
      ['b'],
      ['d'],
    ])
    expect(guaranteeNetwork([]).chain).toEqual([])
  })

  it('has a hub where three others depend on one, or one on three', () => {
    const edges = edgesOf(
      'h>a 10',
      'h>b 20',
      'h>c 30',
      'h>c 5',
      'h>h 1000',
      'a>z 1',
      'b>z 1',
      'c>z 1',
      'a>b 1',
    )
    expect(guaranteeNetwork(edges).hubs).toEqual([
      { id: 'h', given: 3, received: 0, amountGiven: 65, amountReceived: 0 },
      { id: 'z', given: 0, received: 3, amountGiven: 0, amountReceived: 3 },
    ])
  })

  it('adds up what is at stake in each circle, the most guaranteed first', () => {
    const edges = edgesOf('a>b 10', 'b>c 20', 'x>y 500', 'y>z 1', 'm>n 9000', 'c>c 7')
    const metrics = circleMetrics(edges, {
      loansOf: (id) => money(id === 'c' ? 400 : 1),
      isNonPerforming: (id) => id === 'b',
    })
    expect(metrics).toEqual([
      { members: ['x', 'y', 'z'], edges: 2, guaranteed: 501, loans: 3, nonPerforming: [] },
      { members: ['a', 'b', 'c'], edges: 2, guaranteed: 30, loans: 402, nonPerforming: ['b'] },
    ])
  })

  it('reads guarantees among relations', () => {
    expect(
      guaranteesOf([
        { id: 'r1', kind: 'guarantee', from: 'a', to: 'b', amount: money(5) },
        { kind: 'guarantee', from: 'a', to: 'c', amount: null },
        { kind: 'ownership', from: 'a', to: 'b' },
      ]),
    ).toEqual([
      { id: 'r1', guarantor: 'a', borrower: 'b', amount: 5 },
      { guarantor: 'a', borrower: 'c', amount: 0 },
    ])
  })
})

describe('rings of guarantees', () => {
  it('finds both ways round where two share members', () => {
    const edges = edgesOf('a>b', 'b>c', 'c>a', 'c>d', 'd>e', 'e>a')
    const { cycles, isTruncated } = guaranteeCycles(edges)
    expect(joined(cycles).sort()).toEqual(['abc', 'abcde'])
    expect(isTruncated).toBe(false)
  })

  it('stops at the number asked for, and passes over rings that are too large', () => {
    const everyone = [...'abcde']
    const edges = everyone.flatMap((one) =>
      everyone.filter((other) => other !== one).flatMap((other) => edgesOf(`${one}>${other}`)),
    )
    // 10 pairs, 20 of three, 30 of four, 24 of five
    expect(guaranteeCycles(edges).cycles).toHaveLength(84)
    expect(guaranteeCycles(edges, { most: 84 }).isTruncated).toBe(false)
    expect(guaranteeCycles(edges, { most: 83 })).toMatchObject({ isTruncated: true })
    expect(guaranteeCycles(edges, { most: 83 }).cycles).toHaveLength(83)
    expect(guaranteeCycles(edges, { largestRing: 4 })).toEqual({ cycles: [], isTruncated: true })
  })

  it.each([
    ['a>b b>c', 'c>a', ['c', 'a', 'b', 'c']],
    ['a>b', 'b>a', ['b', 'a', 'b']],
    ['a>b b>c c>d a>d', 'd>a', ['d', 'a', 'd']],
    ['a>b b>c', 'a>c', null],
    ['a>b', 'x>y', null],
    ['a>b b>a', 'c>a', null],
    ['a>b', 'a>a', null],
    ['', 'a>b', null],
  ])('where there are %s, %s closes %s', (existing, added, ring) => {
    const edges = edgesOf(...existing.split(' ').filter((text) => text !== ''))
    const [guarantee] = edgesOf(added)
    expect(guarantee && closesRing(edges, guarantee)).toEqual(ring)
  })

  it('tells of many new guarantees at once which lie on a ring', () => {
    const added = edgesOf('c>a', 'c>x', 'x>c', 'y>a', 'c>c')
    expect(
      ringsClosedBy(edgesOf('a>b', 'b>c'), added).map(({ guarantee, ring }) => [
        guarantee.id,
        ring.join(''),
      ]),
    ).toEqual([
      ['g0', 'cabc'],
      ['g1', 'cxc'],
      ['g2', 'xcx'],
    ])
  })

  it('follows 50,000 guarantees in under two seconds', () => {
    const edges = Array.from({ length: 50_000 }, (_, i): GuaranteeEdge => {
      const isBack = i % 7 === 0
      const [one, other] = [`f${(i * 31) % 20_000}`, `f${((i * 31) % 20_000) + 1 + (i % 5)}`]
      return { guarantor: isBack ? other : one, borrower: isBack ? one : other, amount: money(i) }
    })
    const start = process.threadCpuUsage()
    const network = guaranteeNetwork(edges)
    const { cycles } = guaranteeCycles(edges)
    closesRing(edges, { guarantor: 'f0', borrower: 'f19999' })
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(2000)
    expect(network.rings.length + cycles.length).toBeGreaterThan(0)
  }, 30_000)
})

const names = [...'abcdef']
const anyEdges = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 })
  .map((pairs) => edgesOf(...pairs.map(([one, other]) => `${one}>${other}`)))

/** Every way round by trying every sequence of names. */
function bruteCycles(edges: readonly GuaranteeEdge[]): string[] {
  const has = new Set(edges.map(({ guarantor, borrower }) => `${guarantor}${borrower}`))
  const found: string[] = []
  const tryFrom = (path: string) => {
    const last = path.at(-1) ?? ''
    if (path.length > 1 && has.has(`${last}${path[0]}`)) found.push(path)
    for (const name of names) {
      if (name > (path[0] ?? '') && !path.includes(name) && has.has(`${last}${name}`)) {
        tryFrom(path + name)
      }
    }
  }
  for (const name of names) tryFrom(name)
  return found.sort()
}

describe('any network of guarantees', () => {
  it('has the cycles that trying every sequence finds, and rings of exactly their members', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const expected = bruteCycles(edges)
        expect(joined(guaranteeCycles(edges, { most: 1000 }).cycles).sort()).toEqual(expected)
        const { rings, mutual } = guaranteeNetwork(edges)
        expect([...new Set(expected.join(''))].sort()).toEqual(rings.flat().sort())
        expect(joined(mutual)).toEqual(expected.filter(({ length }) => length === 2))
        const sameRing = (one: string, other: string) =>
          rings.some((ring) => ring.includes(one) && ring.includes(other))
        for (const cycle of expected)
          expect(sameRing(cycle[0] ?? '', cycle.at(-1) ?? '')).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('closes a ring exactly where one more guarantee makes one more cycle', () => {
    fc.assert(
      fc.property(anyEdges, fc.constantFrom(...names), fc.constantFrom(...names), (edges, a, b) => {
        fc.pre(!edges.some(({ guarantor, borrower }) => guarantor === a && borrower === b))
        const added = edgesOf(`${a}>${b}`)
        const ring = closesRing(edges, { guarantor: a, borrower: b })
        const more = bruteCycles([...edges, ...added]).length > bruteCycles(edges).length
        expect(ring !== null).toBe(more)
        expect(ringsClosedBy(edges, added)[0]?.ring ?? null).toEqual(ring)
        for (const [i, name] of (ring ?? []).slice(1, -1).entries()) {
          const to = ring?.[i + 2]
          expect(edges.some((edge) => edge.guarantor === name && edge.borrower === to)).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('has a chain as long as the longest way through its links', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const { chain, longestChain } = guaranteeNetwork(edges)
        expect(chain).toHaveLength(longestChain)
        for (const [i, link] of chain.slice(1).entries()) {
          const before = chain[i] ?? []
          const isJoined = edges.some(
            ({ guarantor, borrower }) => before.includes(guarantor) && link.includes(borrower),
          )
          expect(isJoined).toBe(true)
        }
      }),
    )
  })
})

describe('what can still be guaranteed', () => {
  it('is net assets less guarantees given, plus counter-guarantees', () => {
    const edges = edgesOf('a>b 300', 'a>c 300', 'b>c 50', 'd>c 900', 'c>c 5')
    const netAssets: Record<string, number> = { a: 500, b: 200, d: -100 }
    const capacity = guaranteeCapacity(
      edges,
      (id) => (netAssets[id] === undefined ? null : money(netAssets[id])),
      (id) => money(id === 'a' ? 40 : 0),
    )
    expect(capacity).toEqual([
      { id: 'a', given: 600, received: 0, netAssets: 500, ratio: parseRate('120'), capacity: -60 },
      { id: 'b', given: 50, received: 300, netAssets: 200, ratio: parseRate('25'), capacity: 150 },
      { id: 'd', given: 900, received: 0, netAssets: -100, ratio: null, capacity: -1000 },
      { id: 'c', given: 0, received: 1250, netAssets: null, ratio: null, capacity: null },
    ])
  })
})

describe('who falls if one fails', () => {
  const edges = edgesOf(
    'b>a 300',
    'c>a 600',
    'd>b 200',
    'e>b 400',
    'c>b 300',
    'f>c 1000',
    'a>f 100',
    'd>f 150',
  )
  const loans: Record<string, number> = { a: 1000, b: 500, c: 800, d: 300, e: 0, f: 400 }
  const netAssets: Record<string, number> = { b: 150, c: 499, d: 1000, e: 50, f: 200 }
  const facts = {
    fails: ['a'],
    lossRate: parseRate('60'),
    loansOf: (id: string) => money(loans[id] ?? 0),
    netAssetsOf: (id: string) => (netAssets[id] === undefined ? null : money(netAssets[id])),
  }

  it('is what six firms come to by hand', () => {
    const found = contagion(edges, facts)
    const rounds = found.rounds.map(({ falls, payments }) => [
      falls.map(({ id, unrecovered, called }) => `${id} ${unrecovered} ${called}`).join(', '),
      payments
        .map(({ guarantor, borrower, amount }) => `${guarantor}>${borrower} ${amount}`)
        .join(', '),
    ])
    expect(rounds).toEqual([
      // a: 60 % of 1000, two to one between c and b
      ['a 600 0', 'b>a 200, c>a 400'],
      // b: 300 between c 300, d 200, e 400: 100, 66⅔, 133⅓; the odd fen goes to d
      ['b 300 200', 'c>b 100, d>b 67, e>b 133'],
      // c was called for 500 and has 499; e owes nothing itself
      ['c 480 500, e 0 133', 'f>c 480'],
      // f: a has fallen, so d alone stands for 150 of 240
      ['f 240 480', 'd>f 150'],
    ])
    expect(found.uncovered).toBe(90)
    expect(found.called).toEqual([
      { id: 'c', amount: 500, netAssets: 499, hasFallen: true },
      { id: 'f', amount: 480, netAssets: 200, hasFallen: true },
      { id: 'd', amount: 217, netAssets: 1000, hasFallen: false },
      { id: 'b', amount: 200, netAssets: 150, hasFallen: true },
      { id: 'e', amount: 133, netAssets: 50, hasFallen: true },
    ])
  })

  it('stops where a guarantor can just pay, and where its means are not on file', () => {
    const saved = contagion(edges, {
      ...facts,
      netAssetsOf: (id) => (id === 'c' ? money(500) : id === 'e' ? null : facts.netAssetsOf(id)),
    })
    expect(saved.rounds.map(({ falls }) => falls.map(({ id }) => id))).toEqual([['a'], ['b']])
  })

  it('calls nobody for more than it guarantees, and nothing where all is recovered', () => {
    const most = contagion(edgesOf('b>a 30', 'c>a 10'), { ...facts, lossRate: parseRate('100') })
    expect(most.called.map(({ amount }) => amount)).toEqual([30, 10])
    expect(most.uncovered).toBe(960)
    expect(contagion(edges, { ...facts, lossRate: rate(0) })).toMatchObject({
      called: [],
      uncovered: 0,
    })
    expect(contagion([], { ...facts, fails: [] })).toEqual({ rounds: [], called: [], uncovered: 0 })
  })

  it('runs up a chain of 20,000 guarantors', () => {
    const chain = Array.from({ length: 20_000 }, (_, i): GuaranteeEdge => ({
      guarantor: `f${i + 1}`,
      borrower: `f${i}`,
      amount: money(2),
    }))
    const start = process.threadCpuUsage()
    const found = contagion(chain, {
      fails: ['f0'],
      lossRate: parseRate('100'),
      loansOf: () => money(2),
      netAssetsOf: () => money(1),
    })
    expect(found.rounds).toHaveLength(20_001)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(3000)
  }, 30_000)

  it('accounts for every fen that is not recovered, and lets each fall once', () => {
    const amounts = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(
        anyEdges,
        fc.array(amounts, { minLength: 18, maxLength: 18 }),
        (pairs, numbers) => {
          const network = pairs.map((edge, i) => ({ ...edge, amount: money(numbers[i % 18] ?? 0) }))
          const at = (id: string, from: number) => money(numbers[names.indexOf(id) + from] ?? 0)
          const found = contagion(network, {
            fails: ['a'],
            lossRate: rate((numbers[17] ?? 0) * 100_000),
            loansOf: (id) => at(id, 0),
            netAssetsOf: (id) => at(id, 6),
          })
          const falls = found.rounds.flatMap((round) => round.falls)
          const lost = sumMoney(falls.map(({ unrecovered }) => unrecovered))
          const paid = sumMoney(found.called.map(({ amount }) => amount))
          expect(paid + found.uncovered).toBe(lost)
          expect(new Set(falls.map(({ id }) => id)).size).toBe(falls.length)
          for (const { id, amount, hasFallen } of found.called) {
            const given = network.filter((edge) => edge.guarantor === id && edge.borrower !== id)
            expect(amount).toBeLessThanOrEqual(sumMoney(given.map((edge) => edge.amount)))
            expect(hasFallen).toBe(amount > at(id, 6) || id === 'a')
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
