import { Day } from '@banyan/domain/calendar'
import {
  type CovenantOutcome,
  decideResolutionRefusal,
  proposeResolutionRefusal,
} from '@banyan/domain/covenants/covenant'
import { freeText } from '@banyan/domain/customers/free-text'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockTest, setTest, type TestChange } from './covenant-tests.queries.ts'

export const ProposeResolution = z.strictObject({
  testId: z.uuid(),
  kind: z.enum(['cured', 'waived']),
  reason: freeText(2, 500),
  until: Day.nullable(),
})
export const DecideResolution = z.strictObject({
  testId: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})

async function heldTest(context: StaffContext, id: string) {
  const test = found(await lockTest(context, id), 'covenant-test')
  return {
    ...test,
    outcome: test.outcome as CovenantOutcome,
    resolution: test.resolution as TestChange['resolution'],
    waivedUntil: test.waivedUntil as Day | null,
  }
}

/** Somebody says that a breach is mended, or asks to let it pass for a time. */
export async function proposeResolution(
  context: StaffContext,
  { testId, kind, reason, until }: z.output<typeof ProposeResolution>,
): Promise<{ testId: string }> {
  const test = await heldTest(context, testId)
  refuseIf(proposeResolutionRefusal(test, { kind, until }, context.businessDay))
  const resolution = kind === 'cured' ? 'cure-proposed' : 'waiver-proposed'
  const proposed = { proposedBy: context.staff.id, proposedAt: context.now() }
  const waivedUntil = kind === 'waived' ? until : null
  await setTest(context, testId, { resolution, reason, waivedUntil, ...proposed })
  await recordAudit(context, {
    entity: 'customer',
    id: test.customerId,
    action: `covenant-${resolution}`,
    detail: { covenant: test.covenantId, test: testId, reason, until: waivedUntil },
  })
  return { testId }
}

/** Another person agrees or does not; refused, the breach stands as before. */
export async function decideResolution(
  context: StaffContext,
  { testId, outcome, note }: z.output<typeof DecideResolution>,
): Promise<{ testId: string }> {
  const test = await heldTest(context, testId)
  refuseIf(decideResolutionRefusal(test, context.staff.id))
  const isApproved = outcome === 'approved'
  const kind = test.resolution === 'cure-proposed' ? 'cured' : 'waived'
  const decided = { decidedBy: context.staff.id, decidedAt: context.now(), note }
  await setTest(
    context,
    testId,
    isApproved
      ? { resolution: kind, ...decided }
      : { resolution: null, waivedUntil: null, proposedBy: null, proposedAt: null, note },
  )
  await recordAudit(context, {
    entity: 'customer',
    id: test.customerId,
    action: isApproved ? `covenant-${kind}` : 'covenant-resolution-refused',
    detail: { covenant: test.covenantId, test: testId, proposedBy: test.proposedBy, note },
  })
  return { testId }
}
