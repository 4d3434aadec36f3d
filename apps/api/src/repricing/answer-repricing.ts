import { repricingRefusal } from '@banyan/domain/products/repricing'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { proposeAct } from '../loan-acts/propose-act.ts'
import { ActAsk } from '../loans/ask-event.ts'
import { found } from '../not-found.ts'
import { setTask } from '../tasks/tasks.queries.ts'
import { closeRepricing, lockRepricing, type RepricingStatus } from './repricing.queries.ts'

const Note = z.string().trim().min(2).max(500)

export const RepricingAdoption = z.strictObject({ id: z.uuid(), ask: ActAsk, note: Note })

/** What the owner would change goes to another person as an act on the loan; until then nothing changes. */
export async function adoptRepricing(
  context: StaffContext,
  { id, ask, note }: z.output<typeof RepricingAdoption>,
): Promise<{ id: string; actId: string; number: string }> {
  if (ask.kind !== 'rate-reset' && ask.kind !== 'restructuring') {
    throw new Refused('not-a-repricing')
  }
  const repricing = await openRepricing(context, id)
  const { actId, number } = await proposeAct(context, {
    loanId: repricing.loanId,
    ask,
    reason: note,
  })
  await closeRepricing(context, id, { status: 'adopted', actId, note })
  await closeTask(context, repricing.taskId, note)
  await recordAudit(context, {
    entity: 'loan',
    id: repricing.loanId,
    action: 'repricing-adopted',
    detail: { repricing: id, act: number, kind: ask.kind },
  })
  return { id, actId, number }
}

export const RepricingDismissal = z.strictObject({ id: z.uuid(), note: Note })

/** The owner leaves the loan as it is, and says why. */
export async function dismissRepricing(
  context: StaffContext,
  { id, note }: z.output<typeof RepricingDismissal>,
): Promise<{ id: string }> {
  const repricing = found(await lockRepricing(context, id), 'repricing')
  if (repricing.status !== 'open') throw new Refused('repricing-is-closed')
  await closeRepricing(context, id, { status: 'dismissed', actId: null, note })
  await closeTask(context, repricing.taskId, note)
  await recordAudit(context, {
    entity: 'loan',
    id: repricing.loanId,
    action: 'repricing-dismissed',
    detail: { repricing: id },
  })
  return { id }
}

async function openRepricing(context: StaffContext, id: string) {
  const repricing = found(await lockRepricing(context, id), 'repricing')
  const { allowsRepricing } = repricing
  refuseIf(repricingRefusal({ status: repricing.status as RepricingStatus, allowsRepricing }))
  return repricing
}

async function closeTask(context: StaffContext, taskId: string, note: string): Promise<void> {
  const closing = { closedBy: context.staff.id, closedAt: context.now(), note }
  await setTask(context, taskId, { state: 'done', ...closing })
}
