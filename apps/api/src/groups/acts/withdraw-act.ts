import { withdrawalRefusal } from '@banyan/domain/groups/group-act'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { livingGroups } from './decide-act.ts'
import { listActs, lockAct, setActStatus } from './group-acts.queries.ts'
import { previewOf } from './preview-act.ts'
import { recordAuditOfAct } from './keep-act.ts'

export const OneAct = z.strictObject({ id: z.uuid() })

/** Whoever asked takes it back while it waits. */
export async function withdrawAct(
  context: StaffContext,
  { id }: z.output<typeof OneAct>,
): Promise<void> {
  const { tx, institution, staff, scope } = context
  const [seen] = await listActs(tx, institution.id, scope, { id, limit: 1 })
  found(seen, 'group-act')
  const act = found(await lockAct(tx, institution.id, id), 'group-act')
  refuseIf(withdrawalRefusal(act, staff))
  const preview = await previewOf(context, act.asked, id)
  await setActStatus(tx, institution.id, id, { status: 'withdrawn', preview })
  const detail = { act: act.number, kind: act.kind }
  await recordAuditOfAct(context, livingGroups(act), act.asked, { action: 'act withdrawn', detail })
}
