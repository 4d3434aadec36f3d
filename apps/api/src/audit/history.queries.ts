import type { Tx } from '@banyan/database'

export interface HistoryEntry {
  seq: number
  action: string
  at: string
  staffName: string | null
  detail: Record<string, unknown>
}

/** The audit events of one entity, the latest first; `before` is the seq of the last one seen. */
export async function listHistory(
  tx: Tx,
  institutionId: string,
  entityId: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<HistoryEntry[]> {
  let query = tx
    .selectFrom('auditEvent as event')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'event.institutionId')
        .onRef('staff.id', '=', 'event.staffId'),
    )
    .select(['event.seq', 'event.action', 'event.at', 'event.body', 'staff.name as staffName'])
    .where('event.institutionId', '=', institutionId)
    .where('event.entityId', '=', entityId)
    .orderBy('event.seq', 'desc')
    .limit(limit)
  if (before !== undefined) query = query.where('event.seq', '<', before)
  const rows = await query.execute()
  return rows.map(({ body, at, ...row }) => {
    const { detail = {} }: { detail?: Record<string, unknown> } = JSON.parse(body)
    return { ...row, at: at.toISOString(), detail }
  })
}
