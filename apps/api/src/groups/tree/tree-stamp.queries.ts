import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { Scope } from '../../access/staff-context.ts'

/** What an answer about a group rests on: as long as these stay, so does the answer of a day. */
export interface TreeStamp {
  version: number
  shape: number
  solved: number
  /** The institution's own events: capital bases, closed days. */
  institutionEvents: number
}

/** One read by primary key, with whether the group is within reach. */
export async function findTreeStamp(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  groupId: string,
): Promise<TreeStamp | undefined> {
  const { rows } = await sql<TreeStamp>`/* prepared */
    select v.version, v.shape, v.solved, s.audit_seq as "institutionEvents" from group_version v
    join institution_state s on s.institution_id = v.institution_id
    where v.institution_id = ${institutionId} and v.group_id = ${groupId} and ${withinReach(institutionId, scope, groupId)}`.execute(
    tx,
  )
  return rows[0]
}

/** A group is within reach when any of its members is. */
function withinReach(institutionId: string, scope: Scope, groupId: string) {
  if (scope.reach === 'institution') return sql`true`
  const isTheirs =
    scope.reach === 'own'
      ? sql`n.officer_id = ${scope.staffId}`
      : sql`n.branch_id = any(${scope.branchIds}::uuid[])`
  return sql`exists (select from group_node n
    where n.institution_id = ${institutionId} and n.group_id = ${groupId} and ${isTheirs})`
}

export interface Named {
  id: string
  name: string
}

/** The branches and officers that members of a group belong to, or all of them where the group is large. */
export async function listTreePeople(
  tx: Tx,
  institutionId: string,
  groupId: string,
  isLarge: boolean,
): Promise<{ branches: Named[]; officers: Named[] }> {
  const among = (column: string) =>
    isLarge
      ? sql`true`
      : sql`p.id in (select ${sql.ref(column)} from group_node
          where institution_id = ${institutionId} and group_id = ${groupId})`
  const branches = await sql<Named>`/* prepared */
    select p.id, p.name from branch p where p.institution_id = ${institutionId} and ${among('branch_id')}`.execute(
    tx,
  )
  const officers = await sql<Named>`/* prepared */
    select p.id, p.name from staff p where p.institution_id = ${institutionId} and ${among('officer_id')}`.execute(
    tx,
  )
  return { branches: branches.rows, officers: officers.rows }
}
