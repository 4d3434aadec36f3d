import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { enterRelation } from '../relations/enter-relation.ts'
import { requireOneEnd } from '../relations/relation-reach.ts'
import {
  insertGuaranteeDecision,
  isDecided,
  findGuaranteeProposal,
  lockGuarantees,
} from './guarantee-proposals.queries.ts'

export const GuaranteeDecision = z.strictObject({
  proposalId: z.uuid(),
  release: z.boolean(),
  note: z.string().trim().min(2).max(500),
})

type Proposal = NonNullable<Awaited<ReturnType<typeof findGuaranteeProposal>>>

/** Another person, of a higher authority, lets a guarantee close a ring, or refuses it. */
export async function decideGuarantee(
  context: StaffContext,
  { proposalId, release, note }: z.infer<typeof GuaranteeDecision>,
): Promise<{ relationId: string | null }> {
  const { tx, institution, staff, now } = context
  await lockGuarantees(tx, institution.id)
  const held = found(await findGuaranteeProposal(tx, institution.id, proposalId), 'guarantee')
  await requireOneEnd(context, { from: held.guarantorId, to: held.borrowerId }, 'guarantee')
  if (await isDecided(tx, institution.id, proposalId)) throw new Refused('guarantee-is-decided')
  if (held.madeBy === staff.id) throw new Refused('own-guarantee')
  const relationId = release ? await putInForce(context, held) : null
  await insertGuaranteeDecision(tx, {
    institutionId: institution.id,
    proposalId,
    makerId: held.madeBy,
    checkerId: staff.id,
    outcome: release ? 'released' : 'refused',
    note,
    decidedAt: now(),
    relationId,
  })
  const action = release ? 'guarantee released' : 'guarantee refused'
  const detail = { guarantee: proposalId, relation: relationId, note }
  await recordAudit(context, { entity: 'customer', id: held.guarantorId, action, detail })
  return { relationId }
}

function putInForce(context: StaffContext, held: Proposal): Promise<string> {
  return enterRelation(
    context,
    {
      from: held.guarantorId,
      to: held.borrowerId,
      kind: 'guarantee',
      role: null,
      percent: null,
      votingPercent: null,
      incomePercent: null,
      dependencePercent: null,
      amount: money(held.amount),
      validFrom: day(held.validFrom),
      validTo: held.validTo === null ? null : day(held.validTo),
      source: held.source,
      evidence: held.evidence ?? '',
    },
    'relation added',
  )
}
