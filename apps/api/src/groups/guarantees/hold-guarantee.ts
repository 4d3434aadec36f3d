import { uuidv7 } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { RelationFacts } from '../relations/enter-relation.ts'
import { insertGuaranteeProposal } from './guarantee-proposals.queries.ts'

interface HeldGuarantee {
  facts: RelationFacts
  /** Who would stand in the ring, from the guarantor on. */
  ring: readonly string[]
  reason: string
}

/** A guarantee that closes a ring is not in force before a higher approval. */
export async function holdGuarantee(
  context: StaffContext,
  { facts, ring, reason }: HeldGuarantee,
): Promise<string> {
  const { tx, institution, staff, now } = context
  const { from, to, amount, validFrom, validTo, source, evidence } = facts
  if (amount === null) throw new Refused('relation-amount-missing')
  const id = uuidv7()
  await insertGuaranteeProposal(tx, {
    institutionId: institution.id,
    id,
    guarantorId: from,
    borrowerId: to,
    amount,
    validFrom,
    validTo,
    source: source || 'entered by hand',
    evidence: evidence || null,
    ring: [...ring],
    reason,
    madeBy: staff.id,
    madeAt: now(),
  })
  const detail = { guarantee: id, to, amount, ring: ring.length, reason }
  await recordAudit(context, { entity: 'customer', id: from, action: 'guarantee held', detail })
  return id
}
