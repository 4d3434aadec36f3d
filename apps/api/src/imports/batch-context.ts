import type { Tx } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import { findWorkplace, institutionKeys } from '../access/access.queries.ts'
import { hidesPersonNames } from '../access/masking.ts'
import { policy, reachOf } from '../access/policy.ts'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { isOperator } from './operators.queries.ts'

export interface ImporterPlace {
  institutionId: string
  staffId: string
}

/**
 * The context in which a batch works: as the person who started it, in a transaction of its own, with the
 * rights they have now. The operator of the command line reaches the whole institution.
 */
export function asImporter<T>(
  resources: Resources,
  { institutionId, staffId }: ImporterPlace,
  run: (context: StaffContext) => Promise<T>,
): Promise<T> {
  return resources.transact(institutionId, async (tx) =>
    run(await importerContext(resources, tx, { institutionId, staffId })),
  )
}

export async function importerContext(
  resources: Resources,
  tx: Tx,
  { institutionId, staffId }: ImporterPlace,
): Promise<StaffContext> {
  const workplace = await findWorkplace(tx, institutionId, staffId)
  if (!workplace || workplace.status !== 'active') throw new Refused('importer-not-active')
  const { institution, staff, businessDay, branchIds } = workplace
  const reach = (await isOperator(tx, institutionId, staffId))
    ? 'institution'
    : reachOf('imports.start', staff.roles)
  if (reach === null) throw new Refused('importer-may-not-import')
  return {
    tx,
    institution,
    staff,
    scope: { reach, staffId: staff.id, branchIds },
    masked: policy['imports.start'].masked,
    hidesNames: hidesPersonNames(staff.roles),
    businessDay: day(businessDay),
    now: resources.now,
    keys: await institutionKeys(tx, resources.keyring, institutionId),
    requestId: 'import',
    log: resources.log,
    noteAccess: () => undefined,
  }
}
