import type { StaffContext } from '../../access/staff-context.ts'
import { listRelationsAround } from '../relation-graph.queries.ts'
import { isGuaranteeHeldFor } from './guarantee-proposals.queries.ts'

/** Whether guarantees for a customer lead round to it again, in force or held for a higher approval. */
export async function standsInRing(
  { tx, institution, businessDay }: Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>,
  customerId: string,
): Promise<boolean> {
  const relations = await listRelationsAround(tx, {
    institutionId: institution.id,
    seeds: [customerId],
    kinds: ['guarantee'],
    direction: 'down',
    asOf: { on: businessDay, knownAt: null },
  })
  if (relations.some(({ from, to }) => to === customerId && from !== customerId)) return true
  return isGuaranteeHeldFor(tx, institution.id, customerId)
}
