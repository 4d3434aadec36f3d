import { allowedBy, exposureLimits } from '@banyan/domain/decisions/exposure-limits'
import type { Money } from '@banyan/domain/money'
import { guaranteeCircles } from '@banyan/domain/groups/guarantee-circle'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { findGroup } from '../group-list.queries.ts'
import { getCapitalBases } from '../limits-in-force.queries.ts'
import { findLimit, listGuarantees, listOtherHolders } from '../tree.queries.ts'

/** The most that the law lets the group owe; null where the capital base is not on file. */
async function legalCapOf({ tx, institution, businessDay }: StaffContext): Promise<Money | null> {
  const rule = exposureLimits[institution.kind].find(({ scope }) => scope === 'group-credit')
  if (!rule) return null
  return allowedBy(rule, await getCapitalBases(tx, institution.id, businessDay))
}

/** What is said of a group as a whole, to a caller within whose reach it was found to be. */
export async function readTreeHead(context: StaffContext, groupId: string) {
  const { tx, institution, scope, businessDay } = context
  const everywhere = { ...scope, reach: 'institution' as const }
  const { rootKind, ...group } = found(
    await findGroup(tx, institution.id, everywhere, { id: groupId }),
    'group',
  )
  const limit = await findLimit(tx, institution.id, groupId, businessDay)
  const guarantees = await listGuarantees(tx, institution.id, groupId, businessDay)
  return {
    group: { ...group, name: shownName(context, rootKind ?? '', group.name), businessDay },
    limit: limit ?? null,
    legalCap: await legalCapOf(context),
    otherHolders: await listOtherHolders(tx, institution.id, groupId, businessDay),
    guaranteeCircles: guaranteeCircles(
      guarantees.map(({ from, to }) => ({ guarantor: from, borrower: to })),
    ),
  }
}
