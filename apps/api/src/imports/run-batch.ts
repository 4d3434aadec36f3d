import { mappingProblems } from '@banyan/domain/imports/apply-mapping'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import type { Mapping } from '@banyan/domain/imports/mapping'
import { suggestMapping } from '@banyan/domain/imports/suggest-mapping'
import { Refused } from '@banyan/domain/refused'
import { databaseTrouble } from '@banyan/database'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { asImporter } from './batch-context.ts'
import {
  type BatchCounts,
  type BatchPlace,
  type BatchRow,
  setBatch,
  takeBatch,
} from './batches.queries.ts'
import {
  type Carrying,
  carryOutChunk,
  chunkSize,
  LeaseLost,
  leaseFrom,
} from './carry-out.ts'
import { ImportPlan } from './import-plan.ts'
import { listRejectedRows } from './problems.queries.ts'
import { type PreparedRow, type Reading, rowReader } from './read-rows.ts'
import { customerImport } from './rows/import-customers.ts'
import { relationImport } from './rows/import-relations.ts'
import { loanImport } from './rows/import-loans.ts'
import { repaymentImport } from './rows/import-repayments.ts'
import type { RowImport } from './rows/row-import.ts'
import { SeenRows } from './rows/seen-rows.ts'
import { FileTrouble } from './tables/file-trouble.ts'
import { openTable, type OpenedTable } from './tables/read-table.ts'
import { readFilePart, readLookups } from './upload-file.ts'

export interface BatchHooks {
  onProgress?: (counts: BatchCounts) => void
  signal?: AbortSignal
}

export type BatchEnd = 'done' | 'cancelled' | 'failed'

/** The bytes of a batch's file, each part read in a transaction of its own. */
export function storedBytes(resources: Resources, batch: Pick<BatchRow, 'institutionId' | 'id' | 'madeBy'>) {
  const { institutionId, id: batchId, madeBy } = batch
  const importer = { institutionId, staffId: madeBy }
  return async function* (): AsyncGenerator<Buffer> {
    for (let part = 0; ; part++) {
      const bytes = await asImporter(resources, importer, (context) =>
        readFilePart(context, { institutionId, batchId }, part),
      )
      if (bytes === null) return
      yield bytes
    }
  }
}

/**
 * Carries a waiting batch out, or one that was left behind on, from the row after the last that was
 * committed. Undefined when another process has it.
 */
export async function runBatch(
  resources: Resources,
  place: BatchPlace,
  hooks: BatchHooks = {},
): Promise<BatchEnd | undefined> {
  const now = resources.now()
  const batch = await resources.transact(place.institutionId, (tx) =>
    takeBatch(tx, place, { now, leaseUntil: leaseFrom(now) }),
  )
  if (!batch) return undefined
  try {
    return await carryOn(resources, place, batch, hooks)
  } catch (error) {
    if (error instanceof LeaseLost) return undefined
    if (databaseTrouble(error) === 'lost-connection') throw error
    return fail(resources, place, error)
  }
}

async function fail(resources: Resources, place: BatchPlace, error: unknown): Promise<'failed'> {
  const failure =
    error instanceof FileTrouble
      ? [error.reason, error.detail].filter((text) => text !== '').join(': ')
      : error instanceof Refused
        ? error.reason
        : 'unexpected'
  if (failure === 'unexpected') resources.log.error({ err: error }, 'import failed')
  await resources.transact(place.institutionId, (tx) =>
    setBatch(tx, place, {
      status: 'failed',
      failure,
      leaseUntil: null,
      finishedAt: resources.now(),
    }),
  )
  return 'failed'
}

function carryOn(
  resources: Resources,
  place: BatchPlace,
  batch: BatchRow,
  hooks: BatchHooks,
): Promise<BatchEnd> {
  const start = <Row>(rowImport: RowImport<Row>) =>
    carryOutAll(resources, place, batch, { rowImport, hooks })
  const byKind: Record<ImportKind, () => Promise<BatchEnd>> = {
    customers: () => start(customerImport),
    relations: () => start(relationImport),
    loans: () => start(loanImport),
    repayments: () => start(repaymentImport),
  }
  return byKind[batch.kind]()
}

async function carryOutAll<Row>(
  resources: Resources,
  place: BatchPlace,
  batch: BatchRow,
  { rowImport, hooks }: { rowImport: RowImport<Row>; hooks: BatchHooks },
): Promise<BatchEnd> {
  const importer = { institutionId: batch.institutionId, staffId: batch.madeBy }
  const plan = ImportPlan.parse(batch.mapping)
  const table = await openTable(storedBytes(resources, batch), plan.form)
  const mapping = fittingMapping(batch.kind, table, plan)
  const { reading, rejected } = await asImporter(resources, importer, async (context) => ({
    reading: await readingOf(context, { batch, plan, mapping, table, place }),
    rejected: new Set(await listRejectedRows(context.tx, place)),
  }))
  const base = { resources, importer, place, source: batch.source, reading, rowImport }
  const run = (rehearsal: StaffContext | null) =>
    carryOutRows(
      { ...base, seen: new SeenRows(), rehearsal },
      { batch, table, rejected, hooks },
    )
  const { cancelled, counts } = batch.isDryRun
    ? await rehearse(resources, importer, run)
    : await run(null)
  await finish({ ...base, seen: new SeenRows(), rehearsal: null }, { batch, counts, cancelled })
  return cancelled ? 'cancelled' : 'done'
}

function fittingMapping(kind: ImportKind, { headers }: OpenedTable, plan: ImportPlan): Mapping {
  const mapping = plan.mapping ?? suggestMapping(headers, kind)
  const [problem] = mappingProblems(mapping, kind, headers)
  if (problem) throw new Refused(`mapping-does-not-fit: ${problem.code} ${problem.column}`)
  return mapping
}

async function readingOf(
  context: StaffContext,
  given: {
    batch: BatchRow
    plan: ImportPlan
    mapping: Mapping
    table: OpenedTable
    place: BatchPlace
  },
): Promise<Reading> {
  const { batch, plan, mapping, table, place } = given
  return {
    kind: batch.kind,
    mapping,
    headers: table.headers,
    lookups: await readLookups(context, place),
    today: context.businessDay,
    language: plan.language,
    keys: context.keys,
  }
}

class Rehearsed extends Error {
  readonly result: RowsEnd

  constructor(result: RowsEnd) {
    super('rehearsed')
    this.result = result
  }
}

/** Everything in one transaction that is rolled back; the counters move in others beside it. */
async function rehearse(
  resources: Resources,
  importer: { institutionId: string; staffId: string },
  run: (rehearsal: StaffContext) => Promise<RowsEnd>,
): Promise<RowsEnd> {
  try {
    return await asImporter(resources, importer, async (context): Promise<RowsEnd> => {
      throw new Rehearsed(await run(context))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result
    throw error
  }
}

interface RowsEnd {
  counts: BatchCounts
  cancelled: boolean
}

async function carryOutRows<Row>(
  carrying: Carrying<Row>,
  given: { batch: BatchRow; table: OpenedTable; rejected: ReadonlySet<number>; hooks: BatchHooks },
): Promise<RowsEnd> {
  const { batch, table, rejected, hooks } = given
  let counts: BatchCounts = {
    rowsRead: batch.rowsRead,
    accepted: batch.accepted,
    unchanged: batch.unchanged,
    rejected: batch.rejected,
  }
  const chunks = preparedChunks(carrying, table, { skip: batch.rowsRead, rejected })
  let next = chunks.next()
  try {
    for (;;) {
      const chunk = await next
      if (chunk.done) return { counts, cancelled: false }
      // The next chunk is read while the database takes this one.
      next = chunks.next()
      next.catch(() => undefined)
      const end = await carryOutChunk(carrying, chunk.value, counts)
      counts = end.counts
      hooks.onProgress?.(counts)
      if (end.cancelAsked || hooks.signal?.aborted) return { counts, cancelled: true }
    }
  } finally {
    await next.catch(() => undefined)
    await chunks.return(undefined)
  }
}

async function* preparedChunks<Row>(
  { reading, rowImport, seen }: Carrying<Row>,
  table: OpenedTable,
  { skip, rejected }: { skip: number; rejected: ReadonlySet<number> },
): AsyncGenerator<PreparedRow<Row>[], void> {
  const prepare = rowReader(reading, rowImport)
  let chunk: PreparedRow<Row>[] = []
  let passed = 0
  for await (const rows of table.rows) {
    for (const row of rows) {
      const prepared = prepare(row)
      if (passed < skip) {
        passed++
        if (prepared.read && !rejected.has(row.rowNumber)) {
          const { digest, row: own } = prepared.read
          const name = rowImport.nameOf(own)
          for (const key of rowImport.keysOf(own)) seen.add(key, { digest, name })
          seen.keep()
        }
        continue
      }
      chunk.push(prepared)
      if (chunk.length < chunkSize) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

async function finish<Row>(
  carrying: Carrying<Row>,
  { batch, counts, cancelled }: { batch: BatchRow } & RowsEnd,
): Promise<void> {
  const { resources, importer, place, rowImport, source, seen } = carrying
  await asImporter(resources, importer, async (base) => {
    // Everything the last step makes bears one instant, by which undoing finds it again.
    const instant = base.now()
    const context = { ...base, now: () => instant }
    const scope = { context, place, source, isRehearsal: batch.isDryRun, seen }
    if (!batch.isDryRun) await rowImport.finish?.(scope)
    await setBatch(context.tx, place, {
      status: cancelled ? 'cancelled' : 'done',
      leaseUntil: null,
      finishedAt: instant,
      ...(cancelled ? {} : { totalRows: counts.rowsRead }),
    })
    const action = cancelled ? 'cancelled' : batch.isDryRun ? 'rehearsed' : 'finished'
    await recordAudit(context, {
      entity: 'import',
      id: place.batchId,
      action,
      detail: { ...counts },
    })
  })
}
