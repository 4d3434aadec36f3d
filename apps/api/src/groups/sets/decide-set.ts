import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import {
  findSetProposal,
  listSetMembers,
  listSets,
  lockSet,
  type SetProposal,
  type SetStatus,
} from './connected-sets.queries.ts'
import {
  endSetMembers,
  insertSetMembers,
  setProposalDecided,
  setSetStatus,
} from './set-changes.queries.ts'

export const SetDecision = z.strictObject({
  proposalId: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

/** Another person than the one who derived or asked for it confirms a set or a change of it, or refuses. */
export async function decideSet(
  context: StaffContext,
  { proposalId, outcome, note }: z.output<typeof SetDecision>,
): Promise<void> {
  const { tx, institution, scope, staff, now } = context
  const known = found(await findSetProposal(tx, institution.id, proposalId), 'set-proposal')
  const [seen] = await listSets(tx, institution.id, scope, { id: known.setId, limit: 1 })
  found(seen, 'set-proposal')
  const set = found(await lockSet(tx, institution.id, known.setId), 'set')
  const proposal = found(await findSetProposal(tx, institution.id, proposalId), 'set-proposal')
  if (proposal.status !== 'waiting') throw new Refused('act-is-decided')
  if (proposal.madeBy === staff.id) throw new Refused('own-proposal')
  const before = set.status as SetStatus
  const status = outcome === 'approved' ? approvedStatus(proposal) : refusedStatus(proposal, before)
  if (outcome === 'approved') await changeMembers(context, proposal)
  const members = await listSetMembers(tx, institution.id, set.id)
  const memberCount = status === 'confirmed' || status === 'proposed' ? members.length : 0
  if (memberCount === 0) {
    const gone = members.map(({ customerId }) => customerId)
    await endMembers(context, set.id, gone)
  }
  await setSetStatus(tx, institution.id, set.id, { status, memberCount })
  const decision = { status: outcome, decidedBy: staff.id, decidedAt: now(), note }
  await setProposalDecided(tx, institution.id, proposalId, decision)
  const detail = { set: set.number, kind: proposal.kind, outcome, members: memberCount }
  const event = { entity: 'customer', id: set.rootCustomerId, action: 'set decided' } as const
  await recordAudit(context, { ...event, detail })
}

function approvedStatus({ kind }: SetProposal): SetStatus {
  return kind === 'end' ? 'ended' : 'confirmed'
}

/** A new set that is refused was never one; any other refusal leaves the set as it was. */
function refusedStatus({ kind }: SetProposal, before: SetStatus): SetStatus {
  return kind === 'new' ? 'dismissed' : before
}

async function changeMembers(context: StaffContext, proposal: SetProposal): Promise<void> {
  const { tx, institution, businessDay, now } = context
  const { setId, added, removed } = proposal
  await endMembers(context, setId, removed)
  const members = added.map((member) => ({ ...member, setId }))
  await insertSetMembers(tx, institution.id, members, { day: businessDay, at: now() })
}

function endMembers(
  { tx, institution, businessDay, now }: StaffContext,
  setId: string,
  customerIds: readonly string[],
): Promise<void> {
  const when = { day: businessDay, at: now() }
  return endSetMembers(tx, institution.id, { setId, customerIds }, when)
}
