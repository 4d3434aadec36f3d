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
import { type Carrying, leaseFrom, LeaseLost } from './carry-out.ts'
import { type BatchHooks, carryOutRows, type RowsEnd } from './carry-out-rows.ts'
import { ImportPlan } from './import-plan.ts'
import { deleteProblems, listRejectedRows } from './problems.queries.ts'
import type { Reading } from './read-rows.ts'
import { customerImport } from './rows/import-customers.ts'
import { relationImport } from './rows/import-relations.ts'
import { loanImport } from './rows/import-loans.ts'
import { eventImport } from './rows/import-events.ts'
import { inflowImport } from './rows/import-inflows.ts'
import { registryImport } from './rows/import-registry.ts'
import { repaymentImport } from './rows/import-repayments.ts'
import { statementImport } from './rows/import-statements.ts'
import type { RowImport } from './rows/row-import.ts'
import { SeenRows } from './rows/seen-rows.ts'
import { FileTrouble } from './tables/file-trouble.ts'
import { openTable, type OpenedTable } from './tables/read-table.ts'
import { readFilePart, readLookups, storedBytes } from './upload-file.ts'

export type BatchEnd = 'done' | 'cancelled' | 'failed' | 'interrupted'

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
  return batch && carryOutBatch(resources, place, batch, hooks)
}

/** As `runBatch`, for a batch this process has taken. */
export async function carryOutBatch(
  resources: Resources,
  place: BatchPlace,
  batch: BatchRow,
  hooks: BatchHooks = {},
): Promise<BatchEnd | undefined> {
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
    registry: () => start(registryImport),
    statements: () => start(statementImport),
    events: () => start(eventImport),
    inflows: () => start(inflowImport),
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
  if (batch.isDryRun && batch.rowsRead > 0) Object.assign(batch, await restart(resources, place))
  const plan = ImportPlan.parse(batch.mapping)
  const table = await openTable(
    storedBytes((part) =>
      asImporter(resources, importer, (context) => readFilePart(context, place, part)),
    ),
    plan.form,
  )
  const mapping = fittingMapping(batch.kind, table, plan)
  const { reading, rejected } = await asImporter(resources, importer, async (context) => ({
    reading: await readingOf(context, { batch, plan, mapping, table, place }),
    rejected: new Set(await listRejectedRows(context.tx, place)),
  }))
  const base = { resources, importer, place, source: batch.source, reading, rowImport }
  const run = (rehearsal: StaffContext | null) =>
    carryOutRows({ ...base, seen: new SeenRows(), rehearsal }, { batch, table, rejected, hooks })
  const { end, counts } = batch.isDryRun
    ? await rehearse(resources, importer, run)
    : await run(null)
  await finish({ ...base, seen: new SeenRows(), rehearsal: null }, { batch, counts, end })
  return end === 'all' ? 'done' : end
}

const fromTheStart = { rowsRead: 0, accepted: 0, unchanged: 0, rejected: 0 }

/** A rehearsal that was cut off left nothing behind but its counters: it begins anew. */
async function restart(resources: Resources, place: BatchPlace): Promise<BatchCounts> {
  await resources.transact(place.institutionId, async (tx) => {
    await deleteProblems(tx, place)
    await setBatch(tx, place, fromTheStart)
  })
  return fromTheStart
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

async function finish<Row>(
  carrying: Carrying<Row>,
  { batch, counts, end }: { batch: BatchRow } & RowsEnd,
): Promise<void> {
  const { resources, importer, place, rowImport, source, seen } = carrying
  if (end === 'interrupted') return leave(resources, place)
  // Groups may take longer to propose than a chunk of rows takes.
  const leaseUntil = new Date(resources.now().getTime() + 10 * 60_000)
  await resources.transact(place.institutionId, (tx) => setBatch(tx, place, { leaseUntil }))
  await asImporter(resources, importer, async (base) => {
    // Everything the last step makes bears one instant, by which undoing finds it again.
    const instant = base.now()
    const context = { ...base, now: () => instant }
    const scope = { context, place, source, isRehearsal: batch.isDryRun, seen }
    if (!batch.isDryRun) await rowImport.finish?.(scope)
    await setBatch(context.tx, place, {
      status: end === 'cancelled' ? end : 'done',
      leaseUntil: null,
      finishedAt: instant,
      ...(end === 'all' && { totalRows: counts.rowsRead }),
    })
    const action = end === 'cancelled' ? end : batch.isDryRun ? 'rehearsed' : 'finished'
    await recordAudit(context, {
      entity: 'import',
      id: place.batchId,
      action,
      detail: { ...counts },
    })
  })
}

/** Back to those that wait; whoever takes it carries on behind the last committed row. */
async function leave(resources: Resources, place: BatchPlace): Promise<void> {
  await resources.transact(place.institutionId, (tx) =>
    setBatch(tx, place, { status: 'waiting', leaseUntil: null }),
  )
}
