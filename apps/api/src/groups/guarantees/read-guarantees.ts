import {
  circleMetrics,
  type GuaranteeEdge,
  guaranteeNetwork,
  guaranteesOf,
} from '@banyan/domain/groups/guarantees/guarantee-network'
import { guaranteeCycles } from '@banyan/domain/groups/guarantees/guarantee-cycles'
import type { StaffContext } from '../../access/staff-context.ts'
import { listMembersThen } from '../as-of/as-of.queries.ts'
import { type AsOf, listRelationsAround, type RelationRow } from '../relation-graph.queries.ts'

export interface Seeds {
  groupId: string | null
  customerId: string | null
}

/** The members of a group, or one customer. */
export async function membersNamed(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  { groupId, customerId }: Seeds,
  asOf: AsOf,
): Promise<string[]> {
  if (groupId === null) return customerId === null ? [] : [customerId]
  const members = await listMembersThen(tx, institution.id, groupId, asOf)
  return members.map(({ id }) => id)
}

/** Every guarantee that guarantees connect with one of these customers, in whatever direction. */
export function listGuaranteesAround(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  seeds: readonly string[],
  asOf: AsOf,
): Promise<RelationRow[]> {
  return listRelationsAround(tx, {
    institutionId: institution.id,
    seeds,
    kinds: ['guarantee'],
    direction: 'both',
    asOf,
  })
}

/** What the guarantees in force form together; `loans` are what each party owes, `nonPerforming` who is in default. */
export function networkOf(
  relations: readonly RelationRow[],
  facts: Parameters<typeof circleMetrics>[1] = {},
) {
  const edges: GuaranteeEdge[] = guaranteesOf(relations)
  const { cycles, isTruncated } = guaranteeCycles(edges)
  return {
    edges,
    ...guaranteeNetwork(edges),
    circleMetrics: circleMetrics(edges, facts),
    cycles,
    isTruncated,
  }
}
