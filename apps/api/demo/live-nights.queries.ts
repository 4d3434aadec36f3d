import type { Tx } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { type Day, day as asDay } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import type { Institution } from '../src/access/staff-context.ts'
import type { TestStaff } from '../src/testing.ts'

export interface OwingLoan {
  id: string
  number: string
  balance: number
  held: number
  oldestUnpaidOn: Day | null
  /** Fallen due on the day, and before it. */
  due: number
  overdue: number
}

/** Loans in force with what has fallen due and is unpaid, in the order of their numbers. */
export async function listOwing(tx: Tx, institutionId: string, on: Day): Promise<OwingLoan[]> {
  const { rows } = await sql<OwingLoan>`
    select loan.id, loan.number, loan.balance, loan.held, loan.oldest_unpaid_on,
      coalesce(sum(row.principal + row.interest - row.principal_paid - row.interest_paid)
        filter (where row.due_on = ${on}), 0)::bigint as due,
      coalesce(sum(row.principal + row.interest - row.principal_paid - row.interest_paid)
        filter (where row.due_on < ${on}), 0)::bigint as overdue
    from loan
    left join instalment row on row.institution_id = loan.institution_id and row.loan_id = loan.id
      and row.due_on <= ${on} and row.settled_on is null
    where loan.institution_id = ${institutionId} and loan.status = 'active'
    group by loan.id, loan.number, loan.balance, loan.held, loan.oldest_unpaid_on
    order by loan.number`.execute(tx)
  return rows
}

/** Somebody who takes repayments there, and the open day. */
export async function findCollector(
  tx: Tx,
  institutionId: string,
): Promise<{ staff: TestStaff; businessDay: Day }> {
  const row = await tx
    .selectFrom('staff')
    .innerJoin('institution', 'institution.id', 'staff.institutionId')
    .innerJoin('institutionState', 'institutionState.institutionId', 'staff.institutionId')
    .select(['staff.id', 'staff.accountId', 'staff.branchId', 'staff.roles', 'staff.name'])
    .select(['institution.code', 'institution.name as institutionName', 'institution.kind'])
    .select(['institution.currency', 'institutionState.businessDay'])
    .where('staff.institutionId', '=', institutionId)
    .where(sql<boolean>`'post-loan-officer' = any(staff.roles)`)
    .limit(1)
    .executeTakeFirstOrThrow()
  return {
    businessDay: asDay(row.businessDay),
    staff: {
      staffId: row.id,
      accountId: row.accountId,
      branchId: row.branchId,
      roles: row.roles as Role[],
      name: row.name,
      institution: {
        id: institutionId,
        code: row.code,
        name: row.institutionName,
        kind: row.kind as Institution['kind'],
        currency: row.currency,
        headOfficeId: row.branchId,
      },
    },
  }
}

/** Some customers in good standing, with the branch and officer they belong to, and a product to lend by. */
export async function listBorrowers(tx: Tx, institutionId: string, limit: number) {
  const { code: product } = await tx
    .selectFrom('product')
    .select('code')
    .where('institutionId', '=', institutionId)
    .where('code', '<>', 'imported')
    .orderBy('code')
    .limit(1)
    .executeTakeFirstOrThrow()
  const customers = await tx
    .selectFrom('customer')
    .select(['id', 'branchId', 'officerId'])
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'active')
    .where('kind', '=', 'person')
    .orderBy('number')
    .limit(limit)
    .execute()
  return customers.map((customer) => ({ ...customer, product }))
}
