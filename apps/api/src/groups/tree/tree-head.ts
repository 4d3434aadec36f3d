import { allowedBy, exposureLimits } from '@banyan/domain/decisions/exposure-limits'
import { guaranteeCircles } from '@banyan/domain/groups/guarantee-circle'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { getExposure } from '../exposure.queries.ts'
import { findGroup } from '../group-list.queries.ts'
import { findLimit, listGuarantees, listOtherHolders } from '../tree.queries.ts'

/** The most that the law lets the group owe, and currencies that could not be counted for want of a rate. */
async function boundsOf(context: StaffContext, rootCustomerId: string | null) {
  if (rootCustomerId === null) return { legalCap: null, unknownCurrencies: [] }
  const { tx, institution, businessDay } = context
  const { capitalBases, unknownCurrencies } = await getExposure(tx, {
    institutionId: institution.id,
    currency: institution.currency,
    businessDay,
    customerId: rootCustomerId,
  })
  const rule = exposureLimits[institution.kind].find(({ scope }) => scope === 'group-credit')
  return { legalCap: rule ? allowedBy(rule, capitalBases) : null, unknownCurrencies }
}

/** What is said of a group as a whole. */
export async function readTreeHead(context: StaffContext, groupId: string) {
  const { tx, institution, scope, businessDay } = context
  const { rootKind, ...group } = found(
    await findGroup(tx, institution.id, scope, { id: groupId }),
    'group',
  )
  const limit = await findLimit(tx, institution.id, groupId, businessDay)
  const guarantees = await listGuarantees(tx, institution.id, groupId, businessDay)
  return {
    group: { ...group, name: shownName(context, rootKind ?? '', group.name), businessDay },
    limit: limit ?? null,
    ...(await boundsOf(context, group.rootCustomerId)),
    otherHolders: await listOtherHolders(tx, institution.id, groupId, businessDay),
    guaranteeCircles: guaranteeCircles(
      guarantees.map(({ from, to }) => ({ guarantor: from, borrower: to })),
    ),
  }
}
