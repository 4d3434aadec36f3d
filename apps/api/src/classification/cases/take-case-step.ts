import { caseRefusal, type CaseStepName } from '@banyan/domain/classification/class-case'
import { freeText } from '@banyan/domain/customers/free-text'
import { tiers } from '@banyan/domain/classification/tiers'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { isLoanInReach } from '../../loans/loan-list.queries.ts'
import { found } from '../../not-found.ts'
import { lockClaims } from '../claims.queries.ts'
import { lockCase, setCase } from './cases.queries.ts'
import { weighClass } from './weigh-class.ts'

export const CaseOpinion = z.strictObject({
  id: z.uuid(),
  tier: z.enum(tiers),
  note: freeText(2, 500),
})

/** A case within reach at one of its steps, held with the claims it is about. */
export async function caseAtStep(context: StaffContext, id: string, step: CaseStepName) {
  const { tx, institution, staff } = context
  const held = found(await lockCase(context, id), 'case')
  found((await isLoanInReach(context, held.loanId)) ? id : undefined, 'case')
  refuseIf(caseRefusal(held, step, staff.id))
  const claims = await lockClaims(tx, institution.id, [held.loanId])
  return { held, claims }
}

async function giveOpinion(
  context: StaffContext,
  { id, tier, note }: z.output<typeof CaseOpinion>,
  step: 'initial' | 'review',
): Promise<{ id: string; status: 'review' | 'approval' }> {
  const { held, claims } = await caseAtStep(context, id, step)
  const { kind, loanId } = held
  const { refusal } = await weighClass(context, claims, { loanId, kind, tier })
  refuseIf(refusal)
  const [by, at] = [context.staff.id, context.now()]
  const next =
    step === 'initial'
      ? ({
          status: 'review',
          tier,
          initialBy: by,
          initialTier: tier,
          initialNote: note,
          initialAt: at,
        } as const)
      : ({
          status: 'approval',
          tier,
          reviewedBy: by,
          reviewedTier: tier,
          reviewNote: note,
          reviewedAt: at,
        } as const)
  await setCase(context, id, next)
  const action = step === 'initial' ? 'class-proposed' : 'class-reviewed'
  const detail = { case: id, kind, before: held.tier, tier }
  await recordAudit(context, { entity: 'loan', id: loanId, action, detail })
  return { id, status: next.status }
}

/** 初分 of a case that the system opened. */
export const assessCase = (context: StaffContext, opinion: z.output<typeof CaseOpinion>) =>
  giveOpinion(context, opinion, 'initial')

/** 认定, by another person. */
export const reviewCase = (context: StaffContext, opinion: z.output<typeof CaseOpinion>) =>
  giveOpinion(context, opinion, 'review')
