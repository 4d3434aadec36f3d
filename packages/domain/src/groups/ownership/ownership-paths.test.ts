/// <reference types="node" />
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { parseRate, rate } from '../../rate.ts'
import type { Holding } from '../tree-holdings.ts'
import { lookThrough } from './look-through.ts'
import { ownershipGraph } from './ownership-graph.ts'
import { ownershipPaths } from './ownership-paths.ts'

function graphOf(...texts: string[]) {
  return ownershipGraph(
    texts.map((text): Holding => {
      const [pair = '', percent] = text.split(' ')
      const [holder = '', held = ''] = pair.split('>')
      return { holder, held, percent: percent === undefined ? null : parseRate(percent) }
    }),
  )
}

function outline({ paths }: ReturnType<typeof ownershipPaths>): string[] {
  return paths.map(({ nodes, share }) => `${nodes.join('>')} ${share}`)
}

describe('explaining a look-through share', () => {
  it('names every path, the largest first', () => {
    const graph = graphOf('P>A 60', 'A>B 50', 'P>B 10')
    const found = ownershipPaths(graph, 'P', 'B')
    expect(outline(found)).toEqual(['P>A>B 30000000', 'P>B 10000000'])
    expect(found.isTruncated).toBe(false)
  })

  it('adds up to the look-through where there is no ring', () => {
    const graph = graphOf('P>A 60', 'P>B 40', 'A>C 50', 'B>C 30', 'A>B 20', 'C>D 90', 'B>D 10')
    const { paths } = ownershipPaths(graph, 'P', 'D')
    const share = lookThrough(graph, 'D').holders.find(({ id }) => id === 'P')?.share
    expect(paths.reduce((sum, path) => sum + (path.share ?? 0), 0)).toBe(share)
  })

  it('does not go round a ring', () => {
    const graph = graphOf('P>A 70', 'B>A 30', 'A>B 40', 'Q>B 60')
    expect(outline(ownershipPaths(graph, 'P', 'B'))).toEqual(['P>A>B 28000000'])
    expect(outline(ownershipPaths(graph, 'Q', 'B'))).toEqual(['Q>B 60000000'])
  })

  it('puts a path of unknown share last', () => {
    const graph = graphOf('P>A', 'A>T 90', 'P>B 1', 'B>T 1')
    expect(outline(ownershipPaths(graph, 'P', 'T'))).toEqual(['P>B>T 10000', 'P>A>T null'])
  })

  it('finds nothing against the holding, and nothing from a party to itself', () => {
    const graph = graphOf('P>A 60', 'A>A 10')
    expect(ownershipPaths(graph, 'A', 'P').paths).toEqual([])
    expect(ownershipPaths(graph, 'A', 'A').paths).toEqual([])
    expect(ownershipPaths(graph, 'X', 'A').paths).toEqual([])
  })

  it('stops at the number asked for and says so', () => {
    const graph = graphOf('P>A 60', 'A>B 50', 'P>B 10')
    expect(ownershipPaths(graph, 'P', 'B', 1)).toEqual({
      paths: [{ nodes: ['P', 'A', 'B'], share: 30_000_000 }],
      isTruncated: true,
    })
    expect(ownershipPaths(graph, 'P', 'B', 2).isTruncated).toBe(false)
  })

  it('answers at once where everybody holds everybody', () => {
    const holdings = Array.from({ length: 60 * 60 }, (_, i): Holding => ({
      holder: `n${Math.floor(i / 60)}`,
      held: `n${i % 60}`,
      percent: rate(1_600_000),
    }))
    const start = process.threadCpuUsage()
    const { paths, isTruncated } = ownershipPaths(ownershipGraph(holdings), 'n0', 'n59')
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(1000)
    expect(isTruncated).toBe(true)
    expect(paths.map(({ nodes }) => nodes.length)).toEqual([2, 3, 3, 3, 3, 3, 3, 3, 3, 3])
  }, 30_000)
})
