import { uuidv7 } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { findGroupOfCustomer } from '../group-list.queries.ts'
import { listSetMembers, listSetProposals, listSets, lockSet } from './connected-sets.queries.ts'
import { insertSetProposals } from './set-changes.queries.ts'

export const SetOverride = z.strictObject({
  id: z.uuid(),
  add: z.array(z.uuid()).max(100),
  remove: z.array(z.uuid()).max(100),
  reason: z.string().trim().min(2).max(500),
})

/** A person would have other members than the rule; another person decides, and derivations leave it so. */
export async function overrideSet(
  context: StaffContext,
  { id, add, remove, reason }: z.output<typeof SetOverride>,
): Promise<{ proposalId: string }> {
  const { tx, institution, scope, staff, now } = context
  const [seen] = await listSets(tx, institution.id, scope, { id, limit: 1 })
  found(seen, 'set')
  const set = found(await lockSet(tx, institution.id, id), 'set')
  if (set.status !== 'proposed' && set.status !== 'confirmed') throw new Refused('set-is-over')
  const earlier = await listSetProposals(tx, institution.id, id)
  if (earlier.some(({ status, kind }) => status === 'waiting' && kind !== 'new'))
    throw new Refused('set-has-a-proposal')
  if (earlier.some(({ status }) => status === 'waiting')) throw new Refused('set-is-not-confirmed')
  const members = new Set(
    (await listSetMembers(tx, institution.id, id)).map(({ customerId }) => customerId),
  )
  const added = [...new Set(add)].filter((customerId) => !members.has(customerId))
  const removed = [...new Set(remove)].filter((customerId) => members.has(customerId))
  if (added.length + removed.length === 0) throw new Refused('act-changes-nothing')
  if (members.size + added.length - removed.length < 2) throw new Refused('set-too-small')
  for (const customerId of added)
    found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const proposalId = uuidv7()
  const row = {
    institutionId: institution.id,
    id: proposalId,
    setId: id,
    kind: 'override' as const,
    added: JSON.stringify(added.map((customerId) => ({ customerId, reasons: [] }))),
    removed,
    reason,
    status: 'waiting' as const,
    madeBy: staff.id,
    madeAt: now(),
  }
  await insertSetProposals(tx, [row])
  const detail = { set: set.number, added: added.length, removed: removed.length }
  const event = {
    entity: 'customer',
    id: set.rootCustomerId,
    action: 'set override proposed',
  } as const
  await recordAudit(context, { ...event, detail })
  return { proposalId }
}
