import { closesRing } from '@banyan/domain/groups/guarantees/guarantee-cycles'
import { guaranteesOf } from '@banyan/domain/groups/guarantees/guarantee-network'
import type { StaffContext } from '../../access/staff-context.ts'
import { listRelationsAround } from '../relation-graph.queries.ts'

/** The parties of the ring that a guarantee would close, from the guarantor round to it; null for none. */
export async function ringClosedBy(
  { tx, institution, businessDay }: Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>,
  { from, to }: { from: string; to: string },
): Promise<string[] | null> {
  const relations = await listRelationsAround(tx, {
    institutionId: institution.id,
    seeds: [to],
    kinds: ['guarantee'],
    direction: 'down',
    asOf: { on: businessDay, knownAt: null },
  })
  return closesRing(guaranteesOf(relations), { guarantor: from, borrower: to })
}
