/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { connectedSets } from '../groups/connected-sets.ts'
import { buildTree } from '../groups/customer-tree.ts'
import { buildLookup, compileMapping, mappingProblems } from './apply-mapping.ts'
import type { LookupTable } from './apply-mapping.ts'
import { fileKinds } from './file-kinds.ts'
import type { ImportKind } from './file-kinds.ts'
import { Mapping } from './mapping.ts'
import type { RelationRow } from './relations-file.ts'

const samples =
  process.env['SAMPLES_DIR'] ?? resolve(import.meta.dirname, '../../../../../shared/samples')
const isThere = existsSync(samples)
if (!isThere) console.warn(`samples are not at ${samples}: their mappings are not tested`)

/** Enough of RFC 4180 for the samples, none of which has a line end inside a cell. */
function readCsv(file: string): string[][] {
  const bytes = readFileSync(resolve(samples, file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '',
      ),
    )
}

function readMapping(name: string): Mapping {
  const file = resolve(import.meta.dirname, 'sample-mappings', `${name}.json`)
  return Mapping.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function importFile(kind: ImportKind, file: string, name: string) {
  const mapping = readMapping(name)
  const [headers = [], ...lines] = readCsv(file)
  const lookups: Record<string, LookupTable> = {}
  for (const [key, lookup] of Object.entries(mapping.lookups ?? {})) {
    const [names = [], ...rows] = readCsv(`${file.slice(0, file.lastIndexOf('/'))}/${lookup.file}`)
    lookups[key] = buildLookup(
      lookup,
      rows.map((row) => Object.fromEntries(names.map((column, place) => [column, row[place]]))),
    )
  }
  expect(mappingProblems(mapping, kind, headers)).toEqual([])
  const map = compileMapping(mapping, kind, headers, lookups)
  const rows: unknown[] = []
  const problems: unknown[] = []
  let skipped = 0
  for (const [index, cells] of lines.entries()) {
    const record = map(cells)
    const result = record && fileKinds[kind].readRow(record, { today: day('2026-10-31') })
    if (!result) skipped++
    else if ('row' in result) rows.push(result.row)
    else problems.push({ row: index + 2, problems: result.problems })
  }
  expect(problems).toEqual([])
  return { rows, skipped }
}

describe.skipIf(!isThere)('importing the samples', () => {
  it.each([
    ['customers', 'tree/cn_group_subtree.csv', 'cn-group-customers', 218, 0],
    ['relations', 'tree/cn_group_subtree.csv', 'cn-group-relations', 217, 1],
    ['customers', 'tree/gleif_allianz_238.csv', 'gleif-customers', 238, 0],
    ['relations', 'tree/gleif_allianz_238.csv', 'gleif-relations', 237, 1],
    ['customers', 'search/ashare_companies_half.csv', 'ashare-customers', 2327, 0],
    ['customers', 'loans/lendingclub_2007_2009.csv.gz', 'lending-club-customers', 8277, 0],
    ['loans', 'loans/lendingclub_2007_2009.csv.gz', 'lending-club-loans', 8277, 0],
    ['customers', 'loans/berka/client.csv', 'berka-customers', 5369, 0],
    ['loans', 'loans/berka/loan.csv', 'berka-loans', 682, 0],
  ] as const)('%s of %s by %s: %i rows, %i skipped', (kind, file, mapping, rows, skipped) => {
    const read = importFile(kind, file, mapping)
    expect([read.rows.length, read.skipped]).toEqual([rows, skipped])
  })

  it('makes one group with one tree of the Chinese group', () => {
    const relations = importFile('relations', 'tree/cn_group_subtree.csv', 'cn-group-relations')
    const holdings = (relations.rows as RelationRow[]).map(({ from, to, percent }) => ({
      holder: from,
      held: to,
      percent,
    }))
    const ids = new Set(holdings.flatMap(({ holder, held }) => [holder, held]))
    const members = [...ids].map((id) => ({ id, number: id }))
    const sets = connectedSets(members, holdings)
    expect(sets.map(({ root, members: all }) => [root.id, all.length])).toEqual([['BG00001', 218]])
    const { nodes, roots, cycleEdges } = buildTree(members, holdings)
    expect([roots, cycleEdges]).toEqual([['BG00001'], []])
    expect(Math.max(...nodes.map(({ depth }) => depth))).toBe(5)
  })
})
