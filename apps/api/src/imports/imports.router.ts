import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { type BatchRow, listBatches } from './batches.queries.ts'
import { cancelImport, OneImport } from './cancel-import.ts'
import { getBatch } from './get-batch.ts'
import { ImportPlan } from './import-plan.ts'
import { PreviewImport, previewImport } from './preview-import.ts'
import { countProblems, listProblems } from './problems.queries.ts'
import { shownProblem } from './read-problems.ts'
import { StartImport, startImport } from './start-import.ts'
import { undoBatch, undoRefusal } from './undo/undo-batch.ts'

const ImportPage = z.strictObject({
  cursor: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(20),
})

const ProblemPage = z.strictObject({
  id: z.uuid(),
  cursor: z.strictObject({ rowNumber: z.int32(), position: z.int32() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

function shownBatch(batch: BatchRow) {
  const { id, kind, source, fileName, fileSize, isDryRun, status, totalRows, rowsRead } = batch
  const { accepted, unchanged, rejected, cancelAsked, failure, madeAt, finishedAt } = batch
  return {
    id,
    kind,
    source,
    fileName,
    fileSize,
    isDryRun,
    status,
    totalRows,
    rowsRead,
    accepted,
    unchanged,
    rejected,
    cancelAsked,
    failure,
    madeAt: madeAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    undoRefusal: undoRefusal(batch),
  }
}

async function list(context: StaffContext, { cursor, limit }: z.output<typeof ImportPage>) {
  const { tx, institution, scope, staff } = context
  const found = await listBatches(tx, institution.id, {
    ...(scope.reach !== 'institution' && { madeBy: staff.id }),
    ...(cursor && { before: { at: new Date(cursor.at), id: cursor.id } }),
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const rows = page.map((batch) => ({ ...shownBatch(batch), madeByName: batch.madeByName }))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? { at: last.madeAt, id: last.id } : null }
}

async function get(context: StaffContext, { id }: z.output<typeof OneImport>) {
  const batch = await getBatch(context, id)
  const place = { institutionId: context.institution.id, batchId: id }
  const plan = ImportPlan.parse(batch.mapping)
  return {
    ...shownBatch(batch),
    mapping: plan.mapping,
    form: plan.form,
    problems: await countProblems(context.tx, place),
  }
}

async function problems(context: StaffContext, given: z.output<typeof ProblemPage>) {
  const { id, cursor, limit } = given
  await getBatch(context, id)
  const place = { institutionId: context.institution.id, batchId: id }
  const page = { ...(cursor && { after: cursor }), limit: limit + 1 }
  const found = await listProblems(context.tx, place, page)
  const rows = found.slice(0, limit).map((row) => {
    const { value, ...shown } = shownProblem(context, place, row)
    return { ...shown, position: row.position, value: shownValue(value) }
  })
  const last = rows.at(-1)
  const next =
    found.length > limit && last ? { rowNumber: last.row, position: last.position } : null
  return { rows, next }
}

/** Enough of a refused value to find it; the file of refused rows has the whole. */
function shownValue(value: string): string {
  const cut = value.slice(0, 60)
  return /\d{6,}/.test(cut)
    ? `${cut.slice(0, 3)}${'*'.repeat(Math.max(0, cut.length - 7))}${cut.slice(-4)}`
    : cut
}

export const imports = createRouter({
  list: allowedTo('see imports').read(ImportPage, list),
  get: allowedTo('see imports').read(OneImport, get),
  preview: allowedTo('import files').read(PreviewImport, previewImport),
  problems: allowedTo('import files').read(ProblemPage, problems),
  start: allowedTo('import files').write(StartImport, startImport),
  cancel: allowedTo('import files').write(OneImport, cancelImport),
  undo: allowedTo('import files').write(OneImport, (context, { id }) =>
    undoBatch(context, { institutionId: context.institution.id, batchId: id }),
  ),
})
