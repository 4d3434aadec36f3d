import { createReadStream } from 'node:fs'
import { access, constants, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { buildLookup } from '@banyan/domain/imports/apply-mapping'
import { importKinds } from '@banyan/domain/imports/file-kinds'
import { Mapping } from '@banyan/domain/imports/mapping'
import { importFile, type ImportResult } from '../imports/import-file.ts'
import type { LookupTables } from '../imports/import-plan.ts'
import { FileTrouble } from '../imports/tables/file-trouble.ts'
import { openTable } from '../imports/tables/read-table.ts'
import { type Command, CommandFailed, type CommandInput, operatorOf } from './command.ts'
import { inWords } from './refusal-words.ts'

function orderOf({ words, options }: CommandInput) {
  const [given = '', file = ''] = words
  const kind = importKinds.find((known) => known === given)
  if (!kind) throw new CommandFailed(`no kind ${given}; there are: ${importKinds.join(', ')}`)
  return { kind, file: path.resolve(file), mappingFile: options['mapping'] }
}

async function readable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch(() => {
    throw new CommandFailed(`cannot read ${file}`)
  })
  if ((await stat(file)).isDirectory()) throw new CommandFailed(`${file} is a folder`)
}

function sourceOf({ source = 'file' }: Record<string, string>): string {
  const name = source.trim()
  if (name === '' || name.length > 60)
    throw new CommandFailed('--source takes a name of 1 to 60 characters')
  return name
}

async function readMapping(file: string | undefined): Promise<Mapping | null> {
  if (file === undefined) return null
  await readable(file)
  const text = await readFile(file, 'utf8')
  try {
    return Mapping.parse(JSON.parse(text))
  } catch (error) {
    throw new CommandFailed(`${file} is no mapping: ${String(error).slice(0, 300)}`)
  }
}

/** The other files a mapping looks things up in lie beside it or beside the imported file. */
async function readLookups(
  { lookups = {} }: Mapping,
  folders: readonly string[],
): Promise<LookupTables> {
  const tables: Record<string, ReadonlyMap<string, string>> = {}
  for (const [name, lookup] of Object.entries(lookups)) {
    const candidates = folders.map((folder) => path.join(folder, lookup.file))
    const file = await firstReadable(candidates)
    if (file === null) throw new CommandFailed(`cannot find ${lookup.file} for “${name}”`)
    const { headers, rows } = await openTable(() => createReadStream(file))
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

async function firstReadable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return null
}

function wordsOf({ status, accepted, unchanged, rejected, errors }: ImportResult): string {
  const lines = [
    `${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected${status === 'cancelled' ? ' (cancelled)' : ''}`,
    ...errors
      .slice(0, 50)
      .map(({ row, column, message, value }) => `  row ${row} ${column} ${message}: ${value}`),
  ]
  if (errors.length > 50) lines.push(`  … and ${errors.length - 50} more problems (--json has all)`)
  return lines.join('\n')
}

/** Customers, relations, loans or repayments out of a file, as the operator. */
export const importCommand: Command = {
  name: 'import',
  usage: `import KIND FILE --institution CODE [--mapping FILE.json] [--source NAME] [--dry-run]: ${importKinds.join(', ')} from .csv, .csv.gz or .xlsx`,
  takes: ['KIND', 'FILE'],
  options: ['institution', 'mapping', 'source', 'dry-run'],
  run: async (input) => {
    const { kind, file, mappingFile } = orderOf(input)
    const { world, options, say } = input
    const source = sourceOf(options)
    const place = await operatorOf(input)
    await readable(file)
    const mapping = await readMapping(mappingFile)
    const folders = [mappingFile ? path.dirname(path.resolve(mappingFile)) : [], path.dirname(file)]
    let toldAt = Date.now()
    const result = await importFile(world.resources, place, {
      kind,
      file: createReadStream(file, { highWaterMark: 1024 * 1024 }),
      fileName: path.basename(file),
      ...(mapping && { mapping, lookups: await lookupsOf(mapping, folders.flat()) }),
      source,
      dryRun: options['dry-run'] === 'true',
      language: 'en',
      onProgress: ({ rowsRead }) => {
        if (Date.now() - toldAt < 2000) return
        toldAt = Date.now()
        say(`${rowsRead} rows`)
      },
    })
    const { accepted, unchanged, rejected, errors, failure } = result
    if (failure !== null) say(`the file could not be imported: ${inWords(failure)}`)
    return {
      ok: result.status === 'done',
      json: { accepted, unchanged, rejected, errors, ...(failure !== null && { failure }) },
      text: wordsOf(result),
    }
  },
}

async function lookupsOf(mapping: Mapping, folders: readonly string[]): Promise<LookupTables> {
  try {
    return await readLookups(mapping, folders)
  } catch (error) {
    if (error instanceof FileTrouble) throw new CommandFailed(`lookup: ${error.message}`)
    throw error
  }
}
