import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { lookAgainAt } from '../write-classes.queries.ts'
import { lockFact, setFact } from './facts.queries.ts'

export const FactEnd = z.strictObject({ id: z.uuid(), reason: freeText(2, 200) })

/** A fact holds no longer from today on; the next close looks at the loans. */
export async function endFact(
  context: StaffContext,
  { id, reason }: z.output<typeof FactEnd>,
): Promise<{ id: string }> {
  const { tx, institution, staff, businessDay } = context
  const fact = found(await lockFact(context, id), 'fact')
  if (fact.status !== 'in-force' || fact.validTo !== null) throw new Refused('fact-is-over')
  await setFact(context, id, {
    validTo: businessDay,
    endedBy: staff.id,
    endedAt: context.now(),
    endReason: reason,
  })
  const { customerId, kind } = fact
  await lookAgainAt(tx, institution.id, { customerId }, businessDay)
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'class-fact-ended',
    detail: { fact: id, kind, validTo: businessDay },
  })
  return { id }
}
