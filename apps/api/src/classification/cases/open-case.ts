import { uuidv7 } from '@banyan/database'
import { addDays } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { tiers } from '@banyan/domain/classification/tiers'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { isLoanInReach } from '../../loans/loan-list.queries.ts'
import { found } from '../../not-found.ts'
import { lockClaims } from '../claims.queries.ts'
import { findOpenCase, insertCases } from './cases.queries.ts'
import { weighClass } from './weigh-class.ts'

export const NewCase = z.strictObject({
  loanId: z.uuid(),
  kind: z.enum(['override', 'upgrade']),
  tier: z.enum(tiers),
  note: freeText(2, 500),
})

const daysOfCase = 7

/** 初分: a person proposes another tier for a loan, worse than the rules', or better through the gate. */
export async function openCase(
  context: StaffContext,
  { loanId, kind, tier, note }: z.output<typeof NewCase>,
): Promise<{ id: string }> {
  const { tx, institution, staff, businessDay } = context
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const claims = await lockClaims(tx, institution.id, [loanId])
  if (await findOpenCase(context, loanId)) throw new Refused('case-is-open')
  const { refusal } = await weighClass(context, claims, { loanId, kind, tier })
  refuseIf(refusal)
  const claim = found(
    claims.find(({ id }) => id === loanId),
    'loan',
  )
  const id = uuidv7()
  const at = context.now()
  await insertCases(tx, [
    {
      institutionId: institution.id,
      id,
      loanId,
      kind,
      status: 'review',
      systemTier: claim.tier,
      tier,
      openedOn: businessDay,
      openedAt: at,
      dueOn: addDays(businessDay, daysOfCase),
      initialBy: staff.id,
      initialTier: tier,
      initialNote: note,
      initialAt: at,
    },
  ])
  const detail = { case: id, kind, before: claim.tier, tier }
  await recordAudit(context, { entity: 'loan', id: loanId, action: 'class-proposed', detail })
  return { id }
}
