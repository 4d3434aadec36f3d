import type { GroupPlan, PlanGround } from '@banyan/domain/groups/group-plan'
import { groupsOfPlan } from '@banyan/domain/groups/group-plan'
import type { StaffContext } from '../../access/staff-context.ts'
import { listActGroups, listActParties, listParentChoices } from './plan.queries.ts'

/** Where everyone whom a plan names stands now. */
export async function groundOf(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  plan: GroupPlan,
): Promise<PlanGround> {
  const customerIds = [...plan.moves, ...plan.parents].map(({ customerId }) => customerId)
  const parties = await listActParties(tx, institution.id, customerIds)
  const groups = await listActGroups(tx, institution.id, groupsOfPlan(plan))
  const choices = await listParentChoices(tx, institution.id, customerIds)
  const groupOf = new Map(parties.map(({ id, groupId }) => [id, groupId]))
  const known = new Map(groups.map((group) => [group.id, group]))
  return {
    groupOf: (id) => groupOf.get(id) ?? null,
    statusOf: (id) => known.get(id)?.status ?? null,
    membersOf: (id) => known.get(id)?.members ?? 0,
    choiceOf: (id) => choices.get(id) ?? null,
  }
}
