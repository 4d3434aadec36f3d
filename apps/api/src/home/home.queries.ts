import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { groupInScope } from '../groups/group-list.queries.ts'
import type { Scope } from '../access/staff-context.ts'

/** Proposed groups that this person did not propose: theirs to confirm. */
export async function countProposals(tx: Tx, institutionId: string, scope: Scope): Promise<number> {
  const row = await tx
    .selectFrom('customerGroup')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'proposed')
    .where('madeBy', '<>', scope.staffId)
    .where(groupInScope(scope))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Reports frozen by others and not released yet, and those released. */
export async function countReports(tx: Tx, institutionId: string, staffId: string) {
  const row = await tx
    .selectFrom('report')
    .select((eb) => [
      eb.fn
        .countAll<number>()
        .filterWhere((e) => e.and([e('status', '=', 'frozen'), e('madeBy', '<>', staffId)]))
        .as('toRelease'),
      eb.fn.countAll<number>().filterWhere('status', '=', 'released').as('released'),
    ])
    .where('institutionId', '=', institutionId)
    .executeTakeFirstOrThrow()
  return row
}

export interface StaffCounts {
  withoutRoles: number
  withoutPassword: number
  locked: number
}

export async function countStaff(tx: Tx, institutionId: string, now: Date): Promise<StaffCounts> {
  const { rows } = await sql<StaffCounts>`
    select count(*) filter (where cardinality(staff.roles) = 0) as without_roles,
      count(*) filter (where account.password_hash is null) as without_password,
      count(*) filter (where account.locked_until > ${now}) as locked
    from staff join account on account.id = staff.account_id
    where staff.institution_id = ${institutionId} and staff.status = 'active' and not staff.is_operator`.execute(
    tx,
  )
  return rows[0] ?? { withoutRoles: 0, withoutPassword: 0, locked: 0 }
}

/** Refusals and reveals of the last days, for those who watch. */
export async function countWatched(tx: Tx, institutionId: string, since: Date) {
  const { rows } = await sql<{ refused: number; revealed: number }>`
    select count(*) filter (where action = 'refused') as refused, count(*) filter (where action like 'reveal%') as revealed
    from audit_event where institution_id = ${institutionId} and at > ${since}`.execute(tx)
  return rows[0] ?? { refused: 0, revealed: 0 }
}

export interface RowsDue {
  dueCount: number
  dueAmount: number
}

/** Instalments that fall due within the next days, of loans within reach. */
export async function countDueSoon(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  from: string,
  to: string,
): Promise<RowsDue> {
  const reach =
    scope.reach === 'institution'
      ? sql`true`
      : scope.reach === 'own'
        ? sql`loan.officer_id = ${scope.staffId}`
        : sql`loan.branch_id = any(${scope.branchIds}::uuid[])`
  const { rows } = await sql<RowsDue>`
    select count(distinct loan.id) as due_count,
      coalesce(sum(i.principal + i.interest - i.principal_paid - i.interest_paid), 0)::bigint as due_amount
    from instalment i join loan on loan.institution_id = i.institution_id and loan.id = i.loan_id
    where i.institution_id = ${institutionId} and i.settled_on is null and i.due_on between ${from} and ${to}
      and loan.status = 'active' and ${reach}`.execute(tx)
  return rows[0] ?? { dueCount: 0, dueAmount: 0 }
}
