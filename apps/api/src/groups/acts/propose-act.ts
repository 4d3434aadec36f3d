import { ProposedGroupAct } from '@banyan/domain/groups/group-act'
import type { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { keepAct } from './keep-act.ts'
import { planAct } from './plan-act.ts'

export { ProposedGroupAct }

/** Asks for an act; nothing changes until another person approves exactly what was asked. */
export async function proposeAct(
  context: StaffContext,
  { act, reason }: z.output<typeof ProposedGroupAct>,
): Promise<{ id: string; number: string }> {
  const asked = await planAct(context, act)
  return keepAct(context, { kind: act.kind, asked, reason, reverses: null })
}
