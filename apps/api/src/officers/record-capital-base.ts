import { capitalBaseRefusal, type NewCapitalBase } from '@banyan/domain/decisions/capital-base'
import { Refused, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { insertCapitalBase } from './settings.queries.ts'

/** From its day on, limits are weighed against it. What stands is never changed, only replaced by a later day. */
export async function recordCapitalBase(context: StaffContext, base: NewCapitalBase) {
  const { tx, institution, businessDay } = context
  refuseIf(capitalBaseRefusal(base.validFrom, businessDay))
  if (!(await insertCapitalBase(tx, institution.id, base))) throw new Refused('capital-base-stands')
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'capital base recorded',
    detail: { ...base },
  })
  return { kind: base.kind, validFrom: base.validFrom }
}
