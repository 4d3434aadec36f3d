/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { rate } from '../../rate.ts'
import { actualController, topControllers } from '../control/actual-controller.ts'
import { beneficialOwners } from '../control/beneficial-owners.ts'
import { controllersOf } from '../control/control-closure.ts'
import { controlGraph } from '../control/control-graph.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { lookThrough, lookThroughColumn } from './look-through.ts'
import { holdingsOf, ownershipGraph } from './ownership-graph.ts'
import { pathsTo } from './ownership-paths.ts'

const repository = resolve(import.meta.dirname, '../../../../..')
const folder = join(resolve(repository, process.env.SAMPLES_DIR ?? '../shared/samples'), 'tree')
const isMissing = !existsSync(join(folder, 'smesd_companies.csv'))
if (isMissing) console.warn(`skipped: no recorded holdings at ${folder}`)

function rowsOf(file: string): string[][] {
  if (isMissing) return []
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => line.split(','))
}

/** Amounts invested, in 10,000 yuan, over the registered capital: as registers are, some add up to too much. */
function recordedRelations(): GraphRelation[] {
  const capital = new Map(
    rowsOf('smesd_companies.csv').map(([id = '', , amount]) => [id, Number(amount)]),
  )
  const holding = (from: string, to: string, amount: string): GraphRelation => {
    const whole = capital.get(to) ?? 0
    const percent = whole > 0 ? Math.round((Number(amount) / whole) * 100_000_000) : null
    return {
      kind: 'ownership',
      from,
      to,
      percent: percent === null ? null : rate(Math.min(percent, 1_000_000_000)),
    }
  }
  return [
    ...rowsOf('smesd_company_edges.csv').flatMap(([kind, from = '', to = '', amount = '']) =>
      kind === 'invest' ? [holding(from, to, amount)] : [],
    ),
    ...rowsOf('smesd_person_links.csv').flatMap(([kind, from = '', to = '', amount = '']) => {
      if (kind === 'investor') return [holding(from, to, amount)]
      const officer: GraphRelation = { kind: 'officer', from, to, role: 'executive' }
      return kind === 'executive' ? [officer] : []
    }),
  ]
}

describe.skipIf(isMissing)('holdings as registers have them', () => {
  const relations = recordedRelations()
  const holdings = holdingsOf(relations)
  const graph = ownershipGraph(holdings)
  const isPerson = (id: string) => id.startsWith('P')

  it('reports every company held beyond the whole, every unknown share and every ring', () => {
    const largest = new Map<string, number>()
    const unknown = new Set<string>()
    for (const { holder, held, percent } of holdings) {
      const key = `${holder} ${held}`
      if (percent === null) unknown.add(key)
      else largest.set(key, Math.max(largest.get(key) ?? 0, percent))
    }
    const sums = new Map<string, number>()
    for (const [key, percent] of largest) {
      const held = key.split(' ')[1] ?? ''
      sums.set(held, (sums.get(held) ?? 0) + percent)
    }
    const beyond = [...sums].filter(([, sum]) => sum > 100_000_000).map(([id]) => id)
    const codes = (code: string) => graph.warnings.filter((warning) => warning.code === code)
    expect(beyond.length).toBeGreaterThan(0)
    expect(codes('held-beyond-whole').map((warning) => 'id' in warning && warning.id)).toEqual(
      beyond.sort(),
    )
    expect(codes('share-unknown')).toHaveLength(
      [...unknown].filter((key) => !largest.has(key)).length,
    )
    const pairs = new Set(holdings.map(({ holder, held }) => `${holder} ${held}`))
    const mutual = [...pairs].filter((pair) => pairs.has(pair.split(' ').toReversed().join(' ')))
    const inCycle = new Set(graph.cycles.flat())
    for (const pair of mutual) for (const id of pair.split(' ')) expect(inCycle.has(id)).toBe(true)
  })

  it('answers for every company, all of them within seconds', () => {
    const control = controlGraph(relations)
    const start = process.threadCpuUsage()
    let clean = 0
    for (const id of graph.names) {
      const found = lookThrough(graph, id)
      const isClean = found.warnings.every(({ code }) => code === 'share-unknown')
      if (isClean) expect(found.sumOfUltimateOwners).toBeLessThanOrEqual(100_000_000)
      if (isClean && found.sumOfUltimateOwners === 100_000_000) clean++
      const explain = pathsTo(graph, id)
      for (const { id: holder, share, isDirect } of found.holders) {
        const { paths } = explain(holder, 3)
        expect(paths.length).toBeGreaterThan(0)
        if (isDirect) expect(paths.some(({ nodes }) => nodes.length === 2)).toBe(true)
        expect(lookThroughColumn(graph, holder).shares.get(id)).toBe(share)
      }
      const controller = actualController(control, id)
      expect(controller.parties.length === 0).toBe(
        controller.flag === 'nobody' || controllersOf(control, id).length === 0,
      )
      const { owners, flag } = beneficialOwners(
        { relations, ownership: graph, control, isPerson },
        id,
      )
      expect(owners.length === 0).toBe(flag === 'nobody')
    }
    expect(clean).toBeGreaterThan(50)
    expect(topControllers(control).size).toBeGreaterThan(100)
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(20_000)
  }, 30_000)
})
