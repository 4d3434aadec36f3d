import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import type { Mapping } from '@banyan/domain/imports/mapping'
import type { Language } from '@banyan/domain/imports/row-problems'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { asImporter, type ImporterPlace } from './batch-context.ts'
import { type BatchPlace, findBatch, setBatch, takeBatch } from './batches.queries.ts'
import { leaseFrom } from './carry-out.ts'
import type { BatchHooks } from './carry-out-rows.ts'
import type { LookupTables } from './import-plan.ts'
import { type ProblemShown, readProblems } from './read-problems.ts'
import { carryOutBatch } from './run-batch.ts'
import { keepLookups, type NewUpload, uploadFile } from './upload-file.ts'

export interface FileImport extends BatchHooks {
  kind: ImportKind
  file: NewUpload['content']
  fileName: string
  /** Left out, the mapping that the file's own headers suggest. */
  mapping?: Mapping
  lookups?: LookupTables
  source: string
  dryRun: boolean
  language?: Language
}

export interface ImportResult {
  batchId: string
  status: 'done' | 'cancelled' | 'failed'
  accepted: number
  unchanged: number
  rejected: number
  failure: string | null
  errors: ProblemShown[]
}

/** Keeps a file as a batch and carries it out in this process; the same batch the portal would show. */
export async function importFile(
  resources: Resources,
  staff: ImporterPlace,
  given: FileImport,
): Promise<ImportResult> {
  const batch = await asImporter(resources, staff, (context) => takeFile(context, given))
  const place = { institutionId: staff.institutionId, batchId: batch.id }
  await carryOutBatch(resources, place, batch, given)
  return asImporter(resources, staff, (context) => resultOf(context, place))
}

async function takeFile(context: StaffContext, given: FileImport) {
  const { kind, fileName, source, file, mapping = null, lookups = {}, language = 'zh' } = given
  const place = await uploadFile(context, {
    kind,
    fileName,
    source,
    content: file,
    plan: { mapping, form: {}, language },
  })
  await keepLookups(context, place, lookups)
  await setBatch(context.tx, place, { status: 'waiting', isDryRun: given.dryRun })
  const detail = { dryRun: given.dryRun, source }
  await recordAudit(context, { entity: 'import', id: place.batchId, action: 'started', detail })
  const now = context.now()
  return found(await takeBatch(context.tx, place, { now, leaseUntil: leaseFrom(now) }), 'import')
}

async function resultOf(context: StaffContext, place: BatchPlace): Promise<ImportResult> {
  const batch = found(await findBatch(context.tx, place), 'import')
  const { status, accepted, unchanged, rejected, failure } = batch
  const errors: ProblemShown[] = []
  for await (const problem of readProblems(context, place)) errors.push(problem)
  return {
    batchId: batch.id,
    status: status === 'done' || status === 'cancelled' ? status : 'failed',
    accepted,
    unchanged,
    rejected,
    failure,
    errors,
  }
}
