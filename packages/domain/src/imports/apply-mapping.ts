import { scaledText } from './exact-decimal.ts'
import { columnsOf } from './file-kinds.ts'
import type { ImportKind } from './file-kinds.ts'
import type { Lookup, Mapping, Source } from './mapping.ts'

export interface MappingProblem {
  /** One of our columns, or a header of the file. */
  column: string
  code:
    | 'unknown-column'
    | 'header-not-found'
    | 'header-twice'
    | 'lookup-not-found'
    | 'required-column-unmapped'
}

type Headers = readonly string[]
type Cells = readonly string[]
type Cell = (cells: Cells) => string

/** The texts of a lookup's key column with those of its value column; see `buildLookup`. */
export type LookupTable = ReadonlyMap<string, string>

function headersOf(source: Source): string[] {
  if (typeof source === 'string') return [source]
  if ('first' in source) return source.first.flatMap(headersOf)
  if ('template' in source)
    return [...source.template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
  return 'header' in source ? [source.header] : []
}

function lookupsOf(source: Source): string[] {
  if (typeof source === 'string') return []
  if ('first' in source) return source.first.flatMap(lookupsOf)
  return 'header' in source && source.lookup !== undefined ? [source.lookup] : []
}

/** Everything that keeps a mapping from fitting a file of these headers; an empty list may be compiled. */
export function mappingProblems(
  mapping: Mapping,
  kind: ImportKind,
  headers: Headers,
): MappingProblem[] {
  const problems: MappingProblem[] = []
  const known = new Set(columnsOf(kind).map(({ name }) => name))
  for (const name of [...Object.keys(mapping.columns), ...Object.keys(mapping.values ?? {})]) {
    if (!known.has(name)) problems.push({ column: name, code: 'unknown-column' })
  }
  const sources = Object.values(mapping.columns)
  const used = [...sources.flatMap(headersOf), ...(mapping.skip ?? []).map(({ header }) => header)]
  for (const header of new Set(used)) {
    const count = headers.filter((other) => other.trim() === header.trim()).length
    if (count !== 1)
      problems.push({ column: header, code: count ? 'header-twice' : 'header-not-found' })
  }
  for (const name of new Set(sources.flatMap(lookupsOf))) {
    if (!Object.hasOwn(mapping.lookups ?? {}, name))
      problems.push({ column: name, code: 'lookup-not-found' })
  }
  for (const { name, isRequired } of columnsOf(kind)) {
    if (isRequired && !Object.hasOwn(mapping.columns, name)) {
      problems.push({ column: name, code: 'required-column-unmapped' })
    }
  }
  return problems
}

/**
 * A function from a row's cells to a record under our column names, or null for a row the mapping skips.
 * Ask `mappingProblems` first. `lookups` holds a table for each of the mapping's lookups.
 */
export function compileMapping(
  mapping: Mapping,
  kind: ImportKind,
  headers: Headers,
  lookups: Readonly<Record<string, LookupTable>> = {},
): (cells: Cells) => Record<string, string> | null {
  const skips = (mapping.skip ?? []).map(({ header, is }) => ({
    cell: cellOf(header, headers),
    texts: new Set(is),
  }))
  const columns = columnsOf(kind).flatMap(({ name }) => {
    if (!Object.hasOwn(mapping.columns, name)) return []
    const source = mapping.columns[name]
    const cell = source === undefined ? () => '' : compileSource(source, headers, lookups)
    return [{ name, cell: translated(cell, mapping.values?.[name]) }]
  })
  return (cells) => {
    if (skips.some(({ cell, texts }) => texts.has(cell(cells)))) return null
    const record: Record<string, string> = {}
    for (const { name, cell } of columns) record[name] = cell(cells)
    return record
  }
}

function cellOf(header: string, headers: Headers): Cell {
  const place = headers.findIndex((other) => other.trim() === header.trim())
  return (cells) => cells[place]?.trim() ?? ''
}

function compileSource(
  source: Source,
  headers: Headers,
  lookups: Readonly<Record<string, LookupTable>>,
): Cell {
  if (typeof source === 'string') return cellOf(source, headers)
  if ('constant' in source) return () => source.constant
  if ('first' in source) {
    const all = source.first.map((one) => compileSource(one, headers, lookups))
    return (cells) => {
      for (const cell of all) {
        const text = cell(cells)
        if (text !== '') return text
      }
      return ''
    }
  }
  if ('template' in source) return compileTemplate(source.template, headers)
  return compileHeader(source, headers, lookups)
}

/** A template none of whose headers holds anything is empty, not its bare punctuation. */
function compileTemplate(template: string, headers: Headers): Cell {
  const parts = template
    .split(/\{([^{}]*)\}/)
    .map((part, index) => (index % 2 === 1 ? cellOf(part, headers) : part))
  return (cells) => {
    let isEmpty = true
    let text = ''
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : part(cells)
      if (typeof part !== 'string' && piece !== '') isEmpty = false
      text += piece
    }
    return isEmpty ? '' : text
  }
}

function compileHeader(
  source: Extract<Source, { header: string }>,
  headers: Headers,
  lookups: Readonly<Record<string, LookupTable>>,
): Cell {
  const { times, decimals, as, lookup } = source
  const cell = cellOf(source.header, headers)
  const isScaled = times !== undefined || decimals !== undefined
  return (cells) => {
    let text = cell(cells)
    if (as === 'digits') text = /\d+/.exec(text)?.[0] ?? text
    if (isScaled) text = scaledText(text, times ?? '1', decimals)
    if (lookup !== undefined) text = lookups[lookup]?.get(text) ?? ''
    return text
  }
}

function translated(cell: Cell, words: Readonly<Record<string, string>> | undefined): Cell {
  if (!words) return cell
  const meanings = new Map(Object.entries(words))
  return (cells) => {
    const text = cell(cells)
    return meanings.get(text) ?? meanings.get('*') ?? text
  }
}

/** The table of a lookup out of its file's records; the first row of a key wins. */
export function buildLookup(
  { key, value, where = {} }: Lookup,
  records: Iterable<Readonly<Record<string, string | undefined>>>,
): Map<string, string> {
  const wanted = Object.entries(where)
  const table = new Map<string, string>()
  for (const record of records) {
    const from = record[key]?.trim() ?? ''
    if (table.has(from) || wanted.some(([name, text]) => record[name]?.trim() !== text)) continue
    table.set(from, record[value]?.trim() ?? '')
  }
  return table
}
