import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { lookAgainAt } from '../write-classes.queries.ts'
import { lockFact, setFact } from './facts.queries.ts'

export const FactDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})

/** Another person confirms a fact in the debtor's favour, or refuses it. */
export async function decideFact(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof FactDecision>,
): Promise<{ id: string }> {
  const { tx, institution, staff, businessDay } = context
  const fact = found(await lockFact(context, id), 'fact')
  if (fact.status !== 'waiting') throw new Refused('fact-is-decided')
  if (fact.madeBy === staff.id) throw new Refused('own-proposal')
  await setFact(context, id, {
    status: outcome === 'approved' ? 'in-force' : 'refused',
    decidedBy: staff.id,
    decidedAt: context.now(),
    decisionNote: note,
  })
  const { customerId, kind } = fact
  await lookAgainAt(tx, institution.id, { customerId }, businessDay)
  const action = outcome === 'approved' ? 'class-fact-confirmed' : 'class-fact-refused'
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action,
    detail: { fact: id, kind },
  })
  return { id }
}
