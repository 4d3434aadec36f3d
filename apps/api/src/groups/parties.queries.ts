import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { Scope } from '../access/staff-context.ts'

export interface PartyRow {
  id: string
  number: string
  name: string
  kind: string
  isWithinReach: boolean
}

/** Who these customers are, and whether the caller may open their files; by number. */
export async function listParties(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  ids: readonly string[],
): Promise<PartyRow[]> {
  if (ids.length === 0) return []
  const isWithinReach = {
    institution: sql<boolean>`true`,
    branch: sql<boolean>`c.branch_id = any(${scope.branchIds}::uuid[])`,
    own: sql<boolean>`c.officer_id = ${scope.staffId} is true`,
  }[scope.reach]
  const { rows } = await sql<PartyRow>`
    select c.id, c.number, c.name, c.kind, ${isWithinReach} as "isWithinReach" from customer c
    where c.institution_id = ${institutionId} and c.id = any(${[...ids]}::uuid[])
    order by length(c.number), c.number`.execute(tx)
  return rows
}
