import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

export interface PostLoanCounts {
  warningsMine: number
  inspectionsOverdue: number
  inspectionsSoon: number
  promisesDue: number
  covenantsBreached: number
  updatesLate: number
  updatesUnanswered: number
  releases: number
  hardships: number
  resolutions: number
  rules: number
}

/** What stands open after the money is out, of customers within reach; to decide are only other people's proposals. */
export async function countPostLoan(
  {
    tx,
    institution,
    scope,
    staff,
    businessDay: day,
  }: Pick<StaffContext, 'institution' | 'scope' | 'staff' | 'businessDay'> & { tx: Tx },
  soonOn: string,
): Promise<PostLoanCounts | undefined> {
  const reached =
    scope.reach === 'institution'
      ? sql`true`
      : scope.reach === 'own'
        ? sql`c.officer_id = ${staff.id}`
        : sql`c.branch_id = any(${scope.branchIds}::uuid[])`
  const here = (table: string) => sql`${sql.ref(`${table}.institution_id`)} = ${institution.id}`
  const customer = (column: string) =>
    sql`join customer c on c.institution_id = ${institution.id} and c.id = ${sql.ref(column)} and ${reached}`
  const tests = sql`covenant_test t
    join covenant k on k.institution_id = t.institution_id and k.id = t.covenant_id and k.ended_on is null
    ${customer('k.customer_id')}`
  const cases = (table: string) => sql`
    join collection_case x on x.institution_id = ${institution.id} and x.id = ${sql.ref(`${table}.case_id`)} and x.state = 'open'
    ${customer('x.debtor_id')}`
  const { rows } = await sql<PostLoanCounts>`
    select
      (select count(*) from warning w where ${here('w')} and w.state <> 'released'
        and (w.owner_id = ${staff.id} or w.escalated_to = ${staff.id})) as warnings_mine,
      (select count(*) from inspection i ${customer('i.customer_id')}
        where ${here('i')} and i.state = 'due' and i.due_on < ${day}) as inspections_overdue,
      (select count(*) from inspection i ${customer('i.customer_id')}
        where ${here('i')} and i.state = 'due' and i.due_on between ${day} and ${soonOn}) as inspections_soon,
      (select count(distinct p.case_id) from collection_promise p ${cases('p')}
        where ${here('p')} and p.state = 'open' and p.due_on = ${day}) as promises_due,
      (select count(distinct t.covenant_id) from ${tests}
        where ${here('t')} and t.outcome in ('breached', 'not-delivered')
          and (t.resolution is null or t.resolution in ('cure-proposed', 'waiver-proposed'))) as covenants_breached,
      (select count(*) from file_update f ${customer('f.customer_id')}
        where ${here('f')} and f.state = 'due' and f.due_on < ${day}) as updates_late,
      (select count(*) from file_update f ${customer('f.customer_id')}
        where ${here('f')} and f.state = 'unanswered') as updates_unanswered,
      (select count(*) from warning w ${customer('w.customer_id')}
        where ${here('w')} and w.state = 'release-proposed' and w.release_by <> ${staff.id}) as releases,
      (select count(*) from collection_hardship h ${cases('h')}
        where ${here('h')} and h.state = 'proposed' and h.proposed_by <> ${staff.id}) as hardships,
      (select count(distinct t.covenant_id) from ${tests}
        where ${here('t')} and t.outcome in ('breached', 'not-delivered')
          and t.resolution in ('cure-proposed', 'waiver-proposed') and t.proposed_by <> ${staff.id}) as resolutions,
      (select count(*) from post_loan_rules r where ${here('r')} and r.status = 'waiting'
        and r.made_by <> ${staff.id}) as rules`.execute(tx)
  return rows[0]
}
