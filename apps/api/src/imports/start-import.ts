import { mappingProblems } from '@banyan/domain/imports/apply-mapping'
import { Mapping } from '@banyan/domain/imports/mapping'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { type BatchRow, keepMapping, lockBatch, setBatch } from './batches.queries.ts'
import { getBatch } from './get-batch.ts'
import { FileForm } from './import-plan.ts'
import { headerDigest, openBatchFile } from './preview-import.ts'
import { deleteProblems } from './problems.queries.ts'

export const StartImport = z.strictObject({
  id: z.uuid(),
  source: z.string().trim().min(1, 'missing').max(60, 'too-long'),
  mapping: Mapping,
  form: FileForm.default({}),
  dryRun: z.boolean(),
  language: z.enum(['zh', 'en']).default('zh'),
})

/** Why a batch cannot be started, or null: once for a rehearsal as often as one likes, once in earnest. */
export function startRefusal({
  status,
  isDryRun,
  rowsRead,
}: Pick<BatchRow, 'status' | 'isDryRun' | 'rowsRead'>) {
  if (status === 'waiting' || status === 'running') return 'import-still-running'
  if (status === 'undone') return 'import-already-undone'
  const isUntouched = status === 'uploaded' || isDryRun || (status === 'failed' && rowsRead === 0)
  return isUntouched ? null : 'import-already-done'
}

/** Loans and money received are for those who answer for the whole institution. */
export function kindRefusal(
  { kind }: Pick<BatchRow, 'kind'>,
  { scope }: Pick<StaffContext, 'scope'>,
) {
  const isOnTheBooks = kind === 'loans' || kind === 'repayments'
  return isOnTheBooks && scope.reach !== 'institution' ? 'import-kind-not-yours' : null
}

/** Sends a kept file on its way, as a rehearsal or in earnest. Its mapping is remembered by the header line. */
export async function startImport(
  context: StaffContext,
  { id, source, mapping, form, dryRun, language }: z.output<typeof StartImport>,
): Promise<{ id: string }> {
  const { tx, institution, now } = context
  const place = { institutionId: institution.id, batchId: id }
  await getBatch(context, id)
  const batch = found(await lockBatch(tx, place), 'import')
  refuseIf(startRefusal(batch) ?? kindRefusal(batch, context))
  const table = await openBatchFile(context, place, form)
  const [problem] = mappingProblems(mapping, batch.kind, table.headers)
  if (problem) throw new Refused(`import-mapping-${problem.code}`, { cause: problem })
  await deleteProblems(tx, place)
  await setBatch(tx, place, {
    source,
    mapping: JSON.stringify({ mapping, form, language }),
    isDryRun: dryRun,
    status: 'waiting',
    rowsRead: 0,
    accepted: 0,
    unchanged: 0,
    rejected: 0,
    cancelAsked: false,
    failure: null,
    finishedAt: null,
  })
  await keepMapping(tx, {
    institutionId: institution.id,
    kind: batch.kind,
    headerDigest: headerDigest(table.headers),
    mapping: JSON.stringify(mapping),
    usedAt: now(),
  })
  const detail = { dryRun, source }
  await recordAudit(context, { entity: 'import', id, action: 'started', detail })
  return { id }
}
