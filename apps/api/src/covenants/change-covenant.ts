import { uuidv7 } from '@banyan/database'
import { CovenantTerms } from '@banyan/domain/covenants/covenant'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { noteSignals } from '../signals/note-signals.ts'
import {
  findContractOf,
  insertCovenant,
  lockCovenant,
  setCovenantEnd,
} from './covenants.queries.ts'

export const AddCovenant = CovenantTerms.extend({
  customerId: z.uuid(),
  contractId: z.uuid().nullable(),
})
export const EndCovenant = z.strictObject({ id: z.uuid(), reason: freeText(2, 500) })

/** What a company promises, in a contract or for all of them; statements that are here are held against it at once. */
export async function addCovenant(
  context: StaffContext,
  { customerId, contractId, ...terms }: z.output<typeof AddCovenant>,
): Promise<{ id: string }> {
  const { institution, staff } = context
  const file = await lockFile(context, customerId)
  if (file.kind !== 'company') throw new Refused('covenants-are-for-companies')
  if (terms.validTo !== null && terms.validTo < terms.validFrom) throw new Refused('before-start')
  if (contractId !== null) found(await findContractOf(context, customerId, contractId), 'contract')
  const id = uuidv7()
  const made = { madeBy: staff.id, madeAt: context.now() }
  await insertCovenant(context, {
    institutionId: institution.id,
    id,
    customerId,
    contractId,
    ...terms,
    ...made,
  })
  const { measure, operator, threshold, period } = terms
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'covenant-added',
    detail: { covenant: id, contract: contractId, measure, operator, threshold, period },
  })
  await noteSignals(context, [{ customerId, cause: 'statement' }])
  return { id }
}

/** It binds no longer from today on; what it found stays on the record. */
export async function endCovenant(
  context: StaffContext,
  { id, reason }: z.output<typeof EndCovenant>,
): Promise<{ id: string }> {
  const covenant = found(await lockCovenant(context, id), 'covenant')
  if (covenant.endedOn !== null) throw new Refused('covenant-has-ended')
  const { businessDay, staff } = context
  await setCovenantEnd(context, id, { endedOn: businessDay, endedBy: staff.id, endReason: reason })
  await recordAudit(context, {
    entity: 'customer',
    id: covenant.customerId,
    action: 'covenant-ended',
    detail: { covenant: id, reason },
  })
  return { id }
}
