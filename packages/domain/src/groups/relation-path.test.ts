/// <reference types="node" />
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphRelation } from './graph-relation.ts'
import { relationPaths } from './relation-path.ts'

const kinds = { '>': 'ownership', '&': 'family', '^': 'guarantee', '#': 'same-address' } as const

function relationsOf(...texts: string[]): GraphRelation[] {
  return texts.map((text, index) => ({
    id: `r${index}`,
    kind: kinds[text[1] as keyof typeof kinds],
    from: text[0] ?? '',
    to: text[2] ?? '',
  }))
}

const outline = (paths: ReturnType<typeof relationPaths>) =>
  paths.map(({ steps }) => `${steps[0]?.from}${steps.map(({ to }) => to).join('')}`)

describe('how two parties are related', () => {
  it('walks relations both ways and says which way each reads', () => {
    const relations = relationsOf('P>A', 'P>B')
    expect(relationPaths(relations, 'A', 'B')).toEqual([
      {
        steps: [
          { relation: relations[0], from: 'A', to: 'P', isForward: false },
          { relation: relations[1], from: 'P', to: 'B', isForward: true },
        ],
      },
    ])
  })

  it('gives the shortest, then other ways, up to three', () => {
    const relations = relationsOf(
      'A>B',
      'A>C',
      'C>B',
      'A>D',
      'D>E',
      'E>B',
      'A>F',
      'F>G',
      'G>H',
      'H>B',
    )
    expect(outline(relationPaths(relations, 'A', 'B'))).toEqual(['AB', 'ACB', 'ADEB'])
    expect(outline(relationPaths(relations, 'A', 'B', { most: 9 }))).toEqual([
      'AB',
      'ACB',
      'ADEB',
      'AFGHB',
    ])
  })

  it('prefers strong relations among ways of equal length, never a longer one', () => {
    expect(outline(relationPaths(relationsOf('A#C', 'C#B', 'A>D', 'D>B'), 'A', 'B'))).toEqual([
      'ADB',
      'ACB',
    ])
    expect(outline(relationPaths(relationsOf('A#B', 'A>D', 'D>B'), 'A', 'B'))[0]).toBe('AB')
    const parallel = relationPaths(relationsOf('A#B', 'A^B', 'B>A'), 'A', 'B')
    expect(parallel.map(({ steps }) => steps.map(({ relation }) => relation.kind))).toEqual([
      ['ownership'],
    ])
  })

  it('keeps to the layers chosen', () => {
    const relations = relationsOf('A^B', 'A>P', 'P>B')
    expect(outline(relationPaths(relations, 'A', 'B', { kinds: ['ownership'] }))).toEqual(['APB'])
    expect(relationPaths(relations, 'A', 'B', { kinds: ['family'] })).toEqual([])
  })

  it.each([
    ['A', 'A'],
    ['A', 'Z'],
    ['A', 'X'],
  ])('finds nothing between %s and %s', (one, other) => {
    expect(relationPaths(relationsOf('A>B', 'X>Y', 'A>A'), one, other)).toEqual([])
  })

  it('answers at once among 140,000 relations', () => {
    const relations = Array.from({ length: 140_000 }, (_, i): GraphRelation => {
      const isTree = i < 100_000
      return {
        kind: isTree ? 'ownership' : 'guarantee',
        from: isTree ? `c${Math.floor(i / 3)}` : `c${(i * 104_729) % 100_000}`,
        to: isTree ? `c${i + 1}` : `c${(i * 7919) % 100_000}`,
      }
    })
    const start = process.threadCpuUsage()
    expect(relationPaths(relations, 'c99999', 'c70001')).toHaveLength(3)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(5000)
  }, 30_000)
})

const names = [...'ABCDEF']
const anyRelations = fc
  .array(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom('>', '^', '#'), fc.constantFrom(...names)),
    { maxLength: 12 },
  )
  .map((list) => relationsOf(...list.map((parts) => parts.join(''))))

/** Every way without passing anyone twice, by length. */
function bruteWays(relations: readonly GraphRelation[]): string[] {
  const isJoined = (one: string, other: string) =>
    relations.some(
      ({ from, to }) => (from === one && to === other) || (from === other && to === one),
    )
  const found: string[] = []
  const extend = (way: string) => {
    const last = way.at(-1) ?? ''
    if (last === 'B') found.push(way)
    else
      for (const name of names) if (!way.includes(name) && isJoined(last, name)) extend(way + name)
  }
  extend('A')
  return found
}

describe('any relations', () => {
  it('give the shortest ways that trying them all finds', () => {
    fc.assert(
      fc.property(anyRelations, (relations) => {
        const all = bruteWays(relations)
        const ways = outline(relationPaths(relations, 'A', 'B', { most: 1000 }))
        expect(ways.toSorted()).toEqual(all.toSorted())
        const lengths = ways.map(({ length }) => length)
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
        expect(outline(relationPaths(relations, 'A', 'B'))).toEqual(ways.slice(0, 3))
      }),
      { numRuns: 200 },
    )
  })
})
