import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import {
  enteredFactKinds,
  enteredFacts,
  factRefusal,
} from '@banyan/domain/classification/entered-facts'
import { freeText } from '@banyan/domain/customers/free-text'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { lookAgainAt } from '../write-classes.queries.ts'
import { findBorrower, insertFact, isCustomerInReach } from './facts.queries.ts'

export const NewFact = z.strictObject({
  customerId: z.uuid(),
  loanId: z.uuid().nullable(),
  kind: z.enum(enteredFactKinds),
  value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  evidence: freeText(2, 500),
  validFrom: Day,
})

/**
 * Keeps a fact that the rules ask for, with its evidence. What speaks against the debtor holds at
 * once, and the next close looks at the loans; what speaks for it waits for another person.
 */
export async function enterFact(
  context: StaffContext,
  { customerId, loanId, kind, value, evidence, validFrom }: z.output<typeof NewFact>,
): Promise<{ id: string; status: 'waiting' | 'in-force' }> {
  const { tx, institution, businessDay } = context
  found((await isCustomerInReach(context, customerId)) ? customerId : undefined, 'customer')
  if (loanId !== null) {
    const isTheirs = (await findBorrower(context, loanId)) === customerId
    found(isTheirs ? loanId : undefined, 'loan')
  }
  refuseIf(factRefusal({ kind, value, hasLoan: loanId !== null, validFrom }, businessDay))
  const id = uuidv7()
  const status = enteredFacts[kind].isFavourable ? 'waiting' : 'in-force'
  await insertFact(context, { id, customerId, loanId, kind, value, evidence, validFrom, status })
  if (status === 'in-force') await lookAgainAt(tx, institution.id, { customerId }, businessDay)
  const detail = { fact: id, kind, loan: loanId, validFrom, status }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'class-fact-entered',
    detail,
  })
  return { id, status }
}
