import type { ProductKind } from '@banyan/domain/products/product-kind'
import { beginsOn, proposalDecisionRefusal } from '@banyan/domain/products/product-proposal'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { insertVersion, listVersions, lockProduct, takeNames } from './products.queries.ts'
import {
  insertProductDecision,
  lockProposal,
  type ProposalRow,
  setProposalStatus,
} from './proposals.queries.ts'
import { refuseUnsound } from './propose-product.ts'

export const ProposalDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

/** Another person than its maker approves, and the next version holds from its day on; or refuses, and nothing changes. */
export async function decideProposal(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof ProposalDecision>,
): Promise<{ id: string; version: number | null }> {
  const proposal = found(await lockProposal(context, id), 'proposal')
  refuseIf(proposalDecisionRefusal(proposal, context.staff))
  await insertProductDecision(context, {
    proposalId: id,
    makerId: proposal.madeBy,
    outcome,
    note,
  })
  await setProposalStatus(context, id, outcome)
  const version = outcome === 'approved' ? await bringIntoForce(context, proposal) : null
  const detail = { product: proposal.product, proposal: id, outcome, ...version }
  const { institution } = context
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: `product version ${outcome}`,
    detail,
  })
  return { id, version: version?.version ?? null }
}

async function bringIntoForce(context: StaffContext, proposal: ProposalRow) {
  const { product: code, terms, names } = proposal
  const product = found(await lockProduct(context, code), 'product')
  const [latest] = await listVersions(context, code)
  if ((proposal.basedOn ?? 0) !== (latest?.number ?? 0)) throw new Conflict('stale-version')
  const validFrom = beginsOn(proposal.validFrom, context.businessDay)
  if (terms !== null)
    refuseUnsound(context, terms, { kind: product.kind as ProductKind, validFrom })
  const version = (latest?.number ?? 0) + 1
  const called = names ?? (version === 1 ? product : null)
  await insertVersion(context, {
    product: code,
    number: version,
    validFrom,
    terms,
    proposalId: proposal.id,
    madeAt: context.now(),
    name: called?.name ?? null,
    nameEn: called?.nameEn ?? null,
  })
  if (names !== null && validFrom === context.businessDay) await takeNames(context, validFrom, code)
  return { version, validFrom }
}

export const ProposalWithdrawal = z.strictObject({ id: z.uuid() })

/** Its maker takes a proposal back while it waits. */
export async function cancelProposal(
  context: StaffContext,
  { id }: z.output<typeof ProposalWithdrawal>,
): Promise<{ id: string }> {
  const proposal = found(await lockProposal(context, id), 'proposal')
  if (proposal.status !== 'waiting') throw new Refused('proposal-is-decided')
  if (proposal.madeBy !== context.staff.id) throw new Refused('not-your-proposal')
  await setProposalStatus(context, id, 'cancelled')
  const { institution } = context
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'product proposal cancelled',
    detail: { product: proposal.product, proposal: id },
  })
  return { id }
}
