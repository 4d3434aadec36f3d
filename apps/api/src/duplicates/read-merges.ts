import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { listMerges } from './merge-cases.queries.ts'
import { countMoves } from './merge-moves.queries.ts'

export const MergePage = z.strictObject({
  state: z.enum(['proposed', 'refused', 'merged', 'undo-asked', 'undone']).optional(),
  id: z.uuid().optional(),
  customerId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

export async function readMerges(context: StaffContext, page: z.output<typeof MergePage>) {
  const found = await listMerges(context, { ...page, limit: page.limit + 1 })
  const entries = found.slice(0, page.limit)
  const counts = await countMoves(
    context,
    entries.map(({ id }) => id),
  )
  const rows = entries.map(
    ({
      survivorId,
      survivorNumber,
      survivorName,
      mergedId,
      mergedNumber,
      mergedName,
      kind,
      ...entry
    }) => ({
      ...entry,
      madeAt: entry.madeAt.toISOString(),
      checkedAt: entry.checkedAt?.toISOString() ?? null,
      undoneAt: entry.undoneAt?.toISOString() ?? null,
      survivor: {
        id: survivorId,
        number: survivorNumber,
        name: shownName(context, kind, survivorName),
      },
      merged: { id: mergedId, number: mergedNumber, name: shownName(context, kind, mergedName) },
      moved: Object.fromEntries(
        counts.filter(({ caseId }) => caseId === entry.id).map(({ what, count }) => [what, count]),
      ),
    }),
  )
  return { rows, next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}
