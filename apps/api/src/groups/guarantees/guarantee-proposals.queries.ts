import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import type { Scope } from '../../access/staff-context.ts'

/** Guarantees are recorded one after the other, so that no two of them close a ring unseen. */
export async function lockGuarantees(tx: Tx, institutionId: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`guarantees ${institutionId}`}, 0))`.execute(tx)
}

export interface GuaranteeProposalRow {
  institutionId: string
  id: string
  guarantorId: string
  borrowerId: string
  amount: number
  validFrom: Day
  validTo: Day | null
  source: string
  evidence: string | null
  ring: string[]
  reason: string
  madeBy: string
  madeAt: Date
}

export async function insertGuaranteeProposal(tx: Tx, row: GuaranteeProposalRow): Promise<void> {
  await tx.insertInto('guaranteeProposal').values(row).execute()
}

export function findGuaranteeProposal(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('guaranteeProposal')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function isDecided(tx: Tx, institutionId: string, proposalId: string) {
  const row = await tx
    .selectFrom('guaranteeDecision')
    .select('outcome')
    .where('institutionId', '=', institutionId)
    .where('proposalId', '=', proposalId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a guarantee for this borrower that would close a ring still waits. */
export async function isGuaranteeHeldFor(
  tx: Tx,
  institutionId: string,
  borrowerId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('guaranteeProposal as held')
    .leftJoin('guaranteeDecision as decision', (join) =>
      join
        .onRef('decision.institutionId', '=', 'held.institutionId')
        .onRef('decision.proposalId', '=', 'held.id'),
    )
    .select('held.id')
    .where('held.institutionId', '=', institutionId)
    .where('held.borrowerId', '=', borrowerId)
    .where('decision.outcome', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export interface GuaranteeDecisionRow {
  institutionId: string
  proposalId: string
  makerId: string
  checkerId: string
  outcome: 'released' | 'refused'
  note: string
  decidedAt: Date
  relationId: string | null
}

export async function insertGuaranteeDecision(tx: Tx, row: GuaranteeDecisionRow): Promise<void> {
  await tx.insertInto('guaranteeDecision').values(row).execute()
}

export interface ProposalFilter {
  state: 'waiting' | 'decided'
  /** Only those that one of these customers gives or receives. */
  customerIds?: readonly string[] | undefined
  after?: string | undefined
  limit: number
}

const proposalColumns = [
  'guaranteeProposal.id',
  'guaranteeProposal.guarantorId as from',
  'guaranteeProposal.borrowerId as to',
  'guaranteeProposal.amount',
  'guaranteeProposal.validFrom',
  'guaranteeProposal.validTo',
  'guaranteeProposal.source',
  'guaranteeProposal.evidence',
  'guaranteeProposal.ring',
  'guaranteeProposal.reason',
  'guaranteeProposal.madeBy',
  'guaranteeProposal.madeAt',
  'maker.name as maker',
  'checker.name as checker',
  'decision.outcome',
  'decision.note',
  'decision.decidedAt',
  'decision.relationId',
] as const

/** Guarantees held for a higher approval, newest first; of customers within reach. */
export function listGuaranteeProposals(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  { state, customerIds, after, limit }: ProposalFilter,
) {
  const ends = sql`c.id in (guarantee_proposal.guarantor_id, guarantee_proposal.borrower_id)`
  const reach = {
    institution: sql`true`,
    branch: sql`c.branch_id = any(${scope.branchIds}::uuid[])`,
    own: sql`c.officer_id = ${scope.staffId}`,
  }[scope.reach]
  let query = tx
    .selectFrom('guaranteeProposal')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'guaranteeProposal.institutionId')
        .onRef('maker.id', '=', 'guaranteeProposal.madeBy'),
    )
    .leftJoin('guaranteeDecision as decision', (join) =>
      join
        .onRef('decision.institutionId', '=', 'guaranteeProposal.institutionId')
        .onRef('decision.proposalId', '=', 'guaranteeProposal.id'),
    )
    .leftJoin('staff as checker', (join) =>
      join
        .onRef('checker.institutionId', '=', 'decision.institutionId')
        .onRef('checker.id', '=', 'decision.checkerId'),
    )
    .select(proposalColumns)
    .where('guaranteeProposal.institutionId', '=', institutionId)
    .where('decision.outcome', state === 'waiting' ? 'is' : 'is not', null)
    .where(sql<boolean>`exists (select from customer c
      where c.institution_id = ${institutionId} and ${ends} and ${reach})`)
    .orderBy('guaranteeProposal.id', 'desc')
    .limit(limit)
  if (after) query = query.where('guaranteeProposal.id', '<', after)
  if (customerIds) {
    const given = sql`any(${[...customerIds]}::uuid[])`
    query = query.where(sql<boolean>`(guarantor_id = ${given} or borrower_id = ${given})`)
  }
  return query.execute()
}
