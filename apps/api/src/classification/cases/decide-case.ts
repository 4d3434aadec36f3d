import { freeText } from '@banyan/domain/customers/free-text'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { assessGroups } from '../assess-groups.ts'
import { writeClasses } from '../write-classes.ts'
import { setCase } from './cases.queries.ts'
import { caseAtStep } from './take-case-step.ts'
import { weighClass } from './weigh-class.ts'

export const CaseDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})

/** 审批, by a third person: the tier that was reviewed stands from today on, or the case is refused. */
export async function decideCase(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof CaseDecision>,
): Promise<{ id: string; status: 'approved' | 'refused' }> {
  const { businessDay, staff } = context
  const { held, claims } = await caseAtStep(context, id, 'approval')
  const { loanId, kind, tier } = held
  await setCase(context, id, {
    status: outcome,
    decidedBy: staff.id,
    decisionNote: note,
    decidedAt: context.now(),
  })
  if (outcome === 'approved') {
    const { refusal, ...classes } = await weighClass(context, claims, { loanId, kind, tier })
    refuseIf(refusal)
    const decided = new Set([loanId])
    const { impaired } = await writeClasses(context, businessDay, classes, decided)
    await assessGroups(context, businessDay, impaired)
  }
  const before = claims.find((claim) => claim.id === loanId)?.tier
  const action = outcome === 'approved' ? 'class-approved' : 'class-refused'
  const detail = { case: id, kind, before, tier }
  await recordAudit(context, { entity: 'loan', id: loanId, action, detail })
  return { id, status: outcome }
}
