import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockBatch, setBatch } from './batches.queries.ts'
import { getBatch } from './get-batch.ts'

export const OneImport = z.strictObject({ id: z.uuid() })

/** Stops a batch after the rows under way; what was taken so far stays, and can be undone. */
export async function cancelImport(
  context: StaffContext,
  { id }: z.output<typeof OneImport>,
): Promise<{ id: string }> {
  const { tx, institution, now } = context
  const place = { institutionId: institution.id, batchId: id }
  await getBatch(context, id)
  const { status } = found(await lockBatch(tx, place), 'import')
  if (status !== 'waiting' && status !== 'running') throw new Refused('import-not-running')
  const isIdle = status === 'waiting'
  await setBatch(
    tx,
    place,
    isIdle ? { status: 'cancelled', finishedAt: now() } : { cancelAsked: true },
  )
  await recordAudit(context, { entity: 'import', id, action: 'cancel asked' })
  return { id }
}
