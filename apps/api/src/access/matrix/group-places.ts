import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import type { TestBank, TestStaff } from '../../testing.ts'

/** What of a group waits for another person. */
export interface ReviewPlace {
  groupActId: string
  connectedSetId: string
  setProposalId: string
  waitingLimitId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

const filedAt = new Date('2026-10-10T00:00:00Z')

/** Of two guarantees to and fro, the second waits for a higher approval. */
export async function aHeldGuarantee(
  bank: TestBank,
  officer: TestStaff,
  [one, other]: [string, string],
): Promise<string> {
  const guarantee = (from: string, to: string) =>
    bank.as(officer).groups.addRelation({
      from,
      to,
      kind: 'guarantee',
      percent: null,
      votingPercent: null,
      amount: money(1_000_000),
      validFrom: day('2026-01-01'),
      validTo: null,
      source: 'contract',
      evidence: '',
      confirmsRing: { reason: 'both are sound' },
    })
  await guarantee(one, other)
  const { id } = await guarantee(other, one)
  return id
}

/** An act that waits, a derived set that waits, and a limit that waits, each made by the officer. */
export async function proposeThings(
  bank: TestBank,
  insert: Insert,
  officer: TestStaff,
  { groupId, customerId }: { groupId: string; customerId: string },
): Promise<ReviewPlace> {
  const { id: groupActId } = await bank
    .as(officer)
    .groupActs.propose({ act: { kind: 'dissolve', groupId }, reason: '集团已不存在' })
  const institution_id = officer.institution.id
  const ids = { connectedSetId: uuidv7(), setProposalId: uuidv7(), waitingLimitId: uuidv7() }
  const set_id = ids.connectedSetId
  await insert('connected_set', {
    institution_id,
    id: set_id,
    number: `K${set_id.slice(-8)}`,
    basis: 'control',
    name: '派生集团',
    root_customer_id: customerId,
    status: 'confirmed',
    member_count: 1,
    members_digest: Buffer.alloc(32),
    needs_assessment: false,
    made_at: filedAt,
  })
  await insert('connected_set_member', {
    institution_id,
    id: uuidv7(),
    set_id,
    customer_id: customerId,
    reasons: '[]',
    valid_from: '2026-01-01',
    known_from: filedAt,
  })
  await insert('connected_set_proposal', {
    institution_id,
    id: ids.setProposalId,
    set_id,
    kind: 'end',
    added: '[]',
    removed: [],
    reason: 'derived',
    status: 'waiting',
    made_by: officer.staffId,
    made_at: filedAt,
  })
  await insert('customer_limit', {
    institution_id,
    id: ids.waitingLimitId,
    customer_id: customerId,
    amount: 100_000_00,
    is_revolving: true,
    valid_from: '2026-10-15',
    status: 'waiting',
    set_by: officer.staffId,
    set_at: filedAt,
    note: '首次',
  })
  return { groupActId, ...ids }
}
