/// <reference types="node" />
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRate, rate } from '../../rate.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { actualController, topControllers } from './actual-controller.ts'
import { controlChain, controlledBy, controllersOf } from './control-closure.ts'
import { controlGraph } from './control-graph.ts'

/**
 * `'P>A 60'`: P holds 60 %; `'P>A 60/10'`: 60 % of capital, 10 % of votes; `'P=A'`: controls by agreement;
 * `'P!A'`: is its actual controller; `'P~Q'`: act in concert; `'A/B'`: has the branch.
 */
function graphOf(...texts: string[]) {
  return controlGraph(texts.map(relationOf))
}

const kinds = {
  '>': 'ownership',
  '=': 'control',
  '!': 'actual-controller',
  '~': 'concerted-action',
  '/': 'branch',
} as const

function relationOf(text: string, index: number): GraphRelation {
  const [, from = '', sign = '>', to = '', percent, votes] =
    /^(\w+)([>=!~/])(\w+)(?: ([\d.]+)(?:\/([\d.]+))?)?$/.exec(text) ?? []
  const kind = kinds[sign as keyof typeof kinds]
  return {
    id: `r${index}`,
    kind,
    from,
    to,
    percent: percent === undefined ? null : parseRate(percent),
    votingPercent: votes === undefined ? null : parseRate(votes),
  }
}

const idsOf = (steps: readonly { id: string }[]) => steps.map(({ id }) => id).join('')

describe('control', () => {
  it('runs down a chain of majorities whatever part of the capital that is', () => {
    const graph = graphOf('P>A 51', 'A>B 51', 'B>C 51')
    expect(idsOf(controlledBy(graph, 'P'))).toBe('ABC')
    expect(controllersOf(graph, 'C').map(({ id }) => id)).toEqual(['A', 'B', 'P'])
    expect(actualController(graph, 'C')).toEqual({
      parties: ['P'],
      isJoint: false,
      by: 'votes',
      isContested: false,
      flag: null,
      chain: ['P', 'A', 'B', 'C'],
    })
  })

  it.each([
    ['P>A 50', ''],
    ['P>A 50.000001', 'A'],
    ['P>A 100/50', ''],
    ['P>A 10/50.000001', 'A'],
    ['P>A', ''],
    ['P=A', 'A'],
    ['P!A', 'A'],
    ['P/A', 'A'],
    ['A>P 60', ''],
  ])('of %s is “%s”', (relation, controlled) => {
    expect(idsOf(controlledBy(graphOf(relation), 'P'))).toBe(controlled)
  })

  it('adds the votes of everything already controlled, and tells each step', () => {
    const graph = graphOf('P>A 60', 'P>B 20', 'A>B 31', 'X>B 49', 'B>C 100')
    expect(controlledBy(graph, 'P')).toEqual([
      {
        id: 'A',
        by: 'votes',
        votes: 60_000_000,
        through: [{ holder: 'P', votes: 60_000_000, relationId: 'r0' }],
      },
      {
        id: 'B',
        by: 'votes',
        votes: 51_000_000,
        through: [
          { holder: 'P', votes: 20_000_000, relationId: 'r1' },
          { holder: 'A', votes: 31_000_000, relationId: 'r2' },
        ],
      },
      {
        id: 'C',
        by: 'votes',
        votes: 100_000_000,
        through: [{ holder: 'B', votes: 100_000_000, relationId: 'r4' }],
      },
    ])
    expect(idsOf(controlChain(graph, 'P', 'B') ?? [])).toBe('AB')
    expect(controlChain(graph, 'X', 'B')).toBeNull()
    expect(actualController(graph, 'C').chain).toEqual(['P', 'A', 'B', 'C'])
  })

  it('leaves shares a company holds in itself out of its votes', () => {
    expect(idsOf(controlledBy(graphOf('P>A 46', 'A>A 10'), 'P'))).toBe('A')
    expect(idsOf(controlledBy(graphOf('P>A 45', 'A>A 10'), 'P'))).toBe('')
    expect(idsOf(controlledBy(graphOf('P>A 1', 'A>A 100'), 'P'))).toBe('')
  })

  it('pools the votes of those who act in concert, jointly', () => {
    const graph = graphOf('P>A 30', 'Q>A 25', 'P~Q', 'A>B 60', 'R>A 45')
    expect(controllersOf(graph, 'B')).toEqual([
      { id: 'A', isJoint: false, with: [] },
      { id: 'P', isJoint: true, with: ['Q'] },
      { id: 'Q', isJoint: true, with: ['P'] },
    ])
    expect(actualController(graph, 'B')).toMatchObject({ parties: ['P', 'Q'], isJoint: true })
    expect(actualController(graph, 'A')).toMatchObject({ by: 'concert', isJoint: true })
    expect(idsOf(controlledBy(graph, ['P', 'Q']))).toBe('AB')
  })

  it('does not call control joint where one of those in concert has it alone', () => {
    const graph = graphOf('P>A 60', 'Q>A 25', 'P~Q')
    expect(controllersOf(graph, 'A')).toEqual([{ id: 'P', isJoint: false, with: [] }])
    expect(actualController(graph, 'A')).toMatchObject({ parties: ['P'], isJoint: false })
  })

  it('goes past a party in concert to whoever controls it', () => {
    const graph = graphOf('R>P 80', 'P>A 30', 'Q>A 25', 'P~Q')
    expect(actualController(graph, 'A')).toMatchObject({ parties: ['Q', 'R'], isJoint: true })
  })

  it('takes three in a line of concert as one pool', () => {
    const graph = graphOf('P>A 20', 'Q>A 20', 'R>A 20', 'P~Q', 'Q~R')
    expect(actualController(graph, 'A').parties).toEqual(['P', 'Q', 'R'])
  })

  it('leaves out who acts in concert elsewhere but has no votes on the way', () => {
    const graph = graphOf('P>A 30', 'Q>A 30', 'P~Q', 'Q~R', 'R>X 10', 'A>B 60')
    expect(actualController(graph, 'B').parties).toEqual(['P', 'Q'])
    expect(topControllers(graph).get('B')?.parties).toEqual(['P', 'Q'])
    expect(controllersOf(graph, 'B').filter(({ isJoint }) => isJoint)).toEqual([
      { id: 'P', isJoint: true, with: ['Q'] },
      { id: 'Q', isJoint: true, with: ['P'] },
    ])
  })

  it('lets an agreement outweigh votes and says that they contradict', () => {
    const graph = graphOf('P>A 60', 'X=A', 'A>B 70')
    expect(actualController(graph, 'A')).toMatchObject({
      parties: ['X'],
      by: 'agreement',
      isContested: true,
    })
    expect(actualController(graph, 'B').parties).toEqual(['X'])
    expect(controllersOf(graph, 'A').map(({ id }) => id)).toEqual(['P', 'X'])
    expect(actualController(graphOf('X=A', 'Y!A'), 'A')).toMatchObject({
      parties: ['Y'],
      by: 'actual-controller',
      isContested: true,
    })
  })

  it('does not call an agreement inside one group a contradiction', () => {
    for (const [holder, held] of ['XA', 'AX']) {
      const graph = graphOf(`P>${holder} 60`, `P>${held} 60`, `${holder}=${held}`)
      expect(actualController(graph, held ?? '')).toMatchObject({
        parties: ['P'],
        isContested: false,
      })
    }
  })

  it('flags a company nobody controls', () => {
    const graph = graphOf('P>A 50', 'Q>A 50', 'A>B 60')
    expect(actualController(graph, 'A')).toEqual({
      parties: [],
      isJoint: false,
      by: null,
      isContested: false,
      flag: 'nobody',
      chain: [],
    })
    expect(actualController(graph, 'B')).toMatchObject({ parties: ['A'], flag: null })
    expect(actualController(graph, 'elsewhere').flag).toBe('nobody')
  })

  it('flags companies that control each other, and looks beyond them where there is someone', () => {
    const ring = ['A>B 60', 'B>A 60', 'A>C 70']
    const alone = topControllers(graphOf(...ring))
    expect(alone.get('C')?.flag).toBe('closed-cycle')
    expect(actualController(graphOf(...ring), 'C').flag).toBe('closed-cycle')
    const held = graphOf('P>A 40', 'P>B 40', ...ring, 'B>A 60', 'P!A')
    expect(actualController(held, 'C')).toMatchObject({ parties: ['P'], flag: null })
    for (const company of ['X', 'Y']) {
      const beyondWhole = graphOf(`O>${company} 55`, 'X>Y 60', 'Y>X 60', 'X>Z 60')
      expect(actualController(beyondWhole, 'Z')).toMatchObject({ parties: ['O'], flag: null })
      expect(topControllers(beyondWhole).get('X')?.parties).toEqual(['O'])
    }
  })

  it('gives every company one controller in a single pass', () => {
    const graph = graphOf('P>A 60', 'A>B 30', 'P>B 21', 'B>C 51', 'Q>C 49', 'Q>D 100', 'D>A 40')
    const found = topControllers(graph)
    expect([...found].map(([id, { parties }]) => `${id}:${parties.join('')}`)).toEqual([
      'A:P',
      'B:P',
      'C:P',
      'D:Q',
    ])
  })
})

const names = [...'ABCDEFGHIJ']
const anyRelations = fc
  .array(
    fc.record({
      kind: fc.oneof(
        { weight: 12, arbitrary: fc.constant('ownership' as const) },
        { weight: 1, arbitrary: fc.constantFrom('control', 'concerted-action', 'branch') },
      ),
      from: fc.constantFrom(...names, 'P', 'Q', 'R', 'S'),
      to: fc.constantFrom(...names),
      percent: fc.constantFrom(20, 30, 31, 50, 51, 60).map((percent) => rate(percent * 1_000_000)),
      votingPercent: fc.option(fc.constantFrom(rate(0), rate(26_000_000)), { freq: 8 }),
    }),
    { maxLength: 30 },
  )
  .map((list): GraphRelation[] => {
    const seen = new Set<string>()
    return list.filter(({ kind, from, to }) => {
      const key = `${kind} ${from} ${to}`
      const isNew = !seen.has(key) && (from !== to || kind === 'ownership')
      seen.add(key)
      return isNew
    })
  })

/** Control by trying every company again and again, straight from its definition. */
function bruteClosure(relations: readonly GraphRelation[], seeds: readonly string[]): Set<string> {
  const inside = new Set(seeds)
  const votesOf = (one: GraphRelation) => one.votingPercent ?? one.percent ?? 0
  for (;;) {
    const before = inside.size
    for (const company of names) {
      const into = relations.filter(({ to }) => to === company)
      const isDirected = into.some(
        ({ kind, from }) => (kind === 'control' || kind === 'branch') && inside.has(from),
      )
      const shares = into.filter(({ kind }) => kind === 'ownership')
      const own = shares
        .filter(({ from }) => from === company)
        .reduce((sum, one) => sum + votesOf(one), 0)
      const votes = shares
        .filter(({ from }) => from !== company && inside.has(from))
        .reduce((sum, one) => sum + votesOf(one), 0)
      const isMajority = own < 100_000_000 && votes * 2 > 100_000_000 - own
      if (isDirected || isMajority) inside.add(company)
    }
    if (inside.size === before) return inside
  }
}

describe('control in any group', () => {
  it('is the closure of its definition, for everyone alone', () => {
    fc.assert(
      fc.property(anyRelations, (relations) => {
        const graph = controlGraph(relations)
        for (const party of [...names, 'P', 'Q']) {
          if (!graph.places.has(party)) continue
          const found = new Set([party, ...controlledBy(graph, party).map(({ id }) => id)])
          expect(found).toEqual(bruteClosure(relations, [party]))
        }
        for (const company of names) {
          const alone = [...names, 'P', 'Q', 'R', 'S'].filter(
            (party) =>
              party !== company &&
              graph.places.has(party) &&
              bruteClosure(relations, [party]).has(company),
          )
          const found = controllersOf(graph, company).filter(({ isJoint }) => !isJoint)
          expect(found.map(({ id }) => id)).toEqual(alone)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has on top somebody who passes the test and whom no one controls', () => {
    fc.assert(
      fc.property(anyRelations, (relations) => {
        const graph = controlGraph(relations)
        const tops = topControllers(graph)
        const everybody = [...graph.names]
        for (const company of everybody) {
          const found = tops.get(company)
          const single = actualController(graph, company)
          const alone = everybody.filter(
            (party) => party !== company && bruteClosure(relations, [party]).has(company),
          )
          if (!found) {
            // somebody may hold it only inside a ring that controls itself
            if (single.flag !== 'closed-cycle') expect(alone).toEqual([])
            continue
          }
          expect(found.parties.length).toBeGreaterThan(0)
          expect(bruteClosure(relations, found.parties)).toContain(company)
          for (const top of found.parties) expect(tops.has(top)).toBe(false)
          expect(single.flag === 'nobody').toBe(false)
          const isClear = ![...tops.values()].some(({ isContested }) => isContested)
          if (!isClear || found.flag !== null) continue
          expect(single).toEqual({ ...found, chain: single.chain })
          expect(found.parties).toContain(single.chain[0])
          expect(single.chain.at(-1)).toBe(company)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order of the records', () => {
    const shuffled = anyRelations.chain((relations) =>
      fc.tuple(
        fc.constant(relations),
        fc.shuffledSubarray(relations, { minLength: relations.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([relations, other]) => {
        expect(topControllers(controlGraph(other))).toEqual(topControllers(controlGraph(relations)))
      }),
      { numRuns: 80 },
    )
  })

  it('runs down a chain of 20,000', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      relationOf(`n${i}>n${i + 1} 60`, i),
    ).toReversed()
    const graph = controlGraph(chain)
    const start = process.threadCpuUsage()
    expect(topControllers(graph).get('n20000')?.parties).toEqual(['n0'])
    expect(actualController(graph, 'n20000').chain).toHaveLength(20_001)
    expect(controllersOf(graph, 'n20000')).toHaveLength(20_000)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(5000)
  }, 30_000)

  it('is told of 100,000 companies in one pass', () => {
    const holdings = Array.from({ length: 140_000 }, (_, i): GraphRelation => {
      const held = i < 100_000 ? i + 1 : (i * 7919) % 100_000
      const holder = i < 100_000 ? Math.floor(i / 3) : (i * 104_729) % 100_000
      return {
        kind: 'ownership',
        from: `c${holder}`,
        to: `c${held}`,
        percent: rate(i < 100_000 ? 51_000_000 : 30_000_000),
      }
    })
    const start = process.threadCpuUsage()
    const tops = topControllers(controlGraph(holdings))
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(10_000)
    expect(tops.get('c100000')?.parties).toEqual(['c0'])
  }, 30_000)
})
