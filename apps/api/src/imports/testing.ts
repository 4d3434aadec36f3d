import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { buildLookup } from '@banyan/domain/imports/apply-mapping'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { Mapping } from '@banyan/domain/imports/mapping'
import type { Resources } from '../access/staff-context.ts'
import type { TestStaff } from '../testing.ts'
import { type FileImport, importFile } from './import-file.ts'
import { openTable } from './tables/read-table.ts'

const repository = path.resolve(import.meta.dirname, '../../../..')
const samples = path.resolve(repository, process.env['SAMPLES_DIR'] ?? '../shared/samples')
const mappings = path.join(repository, 'packages/domain/src/imports/sample-mappings')

export const hasSamples = existsSync(samples)

export function samplePath(name: string): string {
  return path.join(samples, name)
}

export async function sampleMapping(name: string): Promise<Mapping> {
  return Mapping.parse(JSON.parse(await readFile(path.join(mappings, `${name}.json`), 'utf8')))
}

/** The tables of a sample mapping's lookups, out of files beside the imported one. */
export async function sampleLookups({ lookups = {} }: Mapping, besides: string) {
  const tables: Record<string, ReadonlyMap<string, string>> = {}
  for (const [name, lookup] of Object.entries(lookups)) {
    const bytes = await readFile(path.join(path.dirname(besides), lookup.file))
    const { headers, rows } = await openTable(bytesOf(bytes))
    const records: Record<string, string>[] = []
    for await (const portion of rows) {
      for (const { cells } of portion) {
        records.push(Object.fromEntries(headers.map((header, at) => [header, cells[at] ?? ''])))
      }
    }
    tables[name] = buildLookup(lookup, records)
  }
  return tables
}

/** Bytes to be opened more than once, in small pieces, so that characters are cut in two. */
export function bytesOf(content: Buffer | string, piece = 4093) {
  const bytes = Buffer.from(content)
  return async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }
}

/** Imports text or bytes as this member of staff. */
export function importing(
  resources: Resources,
  { institution, staffId }: TestStaff,
  kind: ImportKind,
  content: Buffer | string,
  options: Partial<FileImport> = {},
) {
  return importFile(
    resources,
    { institutionId: institution.id, staffId },
    {
      kind,
      file: [Buffer.from(content)],
      fileName: `${kind}.csv`,
      source: 'test',
      dryRun: false,
      ...options,
    },
  )
}

/** A sample with its mapping. */
export async function importingSample(
  resources: Resources,
  staff: TestStaff,
  sample: { kind: ImportKind; file: string; mapping: string; source: string },
) {
  const file = samplePath(sample.file)
  const mapping = await sampleMapping(sample.mapping)
  const lookups = await sampleLookups(mapping, file)
  return importing(resources, staff, sample.kind, await readFile(file), {
    mapping,
    lookups,
    source: sample.source,
    fileName: path.basename(file),
  })
}
