import { uuidv7 } from '@banyan/database'
import { isKnownValue } from '@banyan/domain/customers/evidence'
import type { StaffContext } from '../access/staff-context.ts'
import { type ConflictRow, insertConflicts } from './conflicts.queries.ts'
import { factDigest, type FactValue, sealFactValue } from './fact-values.ts'

export interface Disagreement {
  customerId: string
  field: string
  held: { source: string; value: FactValue }
  other: { source: string; value: FactValue }
  taken: 'held' | 'other'
}

type Raising = Pick<StaffContext, 'tx' | 'institution' | 'keys' | 'now'>

/** Keeps what two sources disagree about, for somebody to settle; whoever calls it audits what they did. */
export async function raiseConflicts(
  context: Raising,
  disagreements: readonly Disagreement[],
  importBatchId: string | null = null,
): Promise<void> {
  const { tx, institution, keys, now } = context
  const raisedAt = now()
  const rows = disagreements
    .filter(({ held, other }) => isKnownValue(held.value) && isKnownValue(other.value))
    .map((disagreement): ConflictRow => {
      const { customerId, field, held, other, taken } = disagreement
      const id = uuidv7()
      return {
        institutionId: institution.id,
        id,
        customerId,
        field,
        heldSource: held.source,
        heldDigest: factDigest(keys, disagreement, held.value),
        heldSealed: sealFactValue(keys, id, held.value),
        otherSource: other.source,
        otherDigest: factDigest(keys, disagreement, other.value),
        otherSealed: sealFactValue(keys, id, other.value),
        taken,
        state: 'open',
        raisedAt,
        importBatchId,
      }
    })
  await insertConflicts(tx, rows)
}
