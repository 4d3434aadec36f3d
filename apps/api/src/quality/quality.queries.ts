import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { QualityKind } from './look-over.queries.ts'

type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>
type Place = Pick<StaffContext, 'tx' | 'institution'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface IssueFilter {
  id?: string | undefined
  kind?: QualityKind | undefined
  ownerId?: string | undefined
  state: 'open' | 'settled' | 'dismissed'
  cursor?: string | undefined
  limit: number
}

function issuesInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('qualityIssue as issue')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'issue.institutionId')
        .onRef('customer.id', '=', 'issue.customerId'),
    )
    .where('issue.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

/** What is the matter with customers within reach, by the id of the finding. */
export function listIssues(
  reader: Reader,
  { id, kind, ownerId, state, cursor, limit }: IssueFilter,
) {
  let query = issuesInScope(reader)
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'issue.institutionId')
        .onRef('staff.id', '=', 'issue.ownerId'),
    )
    .select([
      'issue.id',
      'issue.kind',
      'issue.field',
      'issue.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'issue.ownerId',
      'staff.name as ownerName',
      'issue.foundOn',
      'issue.state',
      'issue.closedAt',
      'issue.note',
    ])
    .where('issue.state', '=', state)
    .orderBy('issue.id')
    .limit(limit)
  if (id !== undefined) query = query.where('issue.id', '=', id)
  if (kind !== undefined) query = query.where('issue.kind', '=', kind)
  if (ownerId !== undefined) query = query.where('issue.ownerId', '=', ownerId)
  if (cursor !== undefined) query = query.where('issue.id', '>', cursor)
  return query.execute()
}

/** How many of each kind are open within reach, and how many of those are the caller's own. */
export function countIssues(reader: Reader, staffId: string) {
  return issuesInScope(reader)
    .select('issue.kind')
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('issue.ownerId', '=', staffId).as('mine'),
    ])
    .where('issue.state', '=', 'open')
    .groupBy('issue.kind')
    .orderBy('issue.kind')
    .execute()
}

export interface IssueChange {
  ownerId?: string
  state?: 'dismissed'
  closedAt?: Date
  closedBy?: string
  note?: string
}

/** Whether it was open until now. */
export async function setIssue(
  { tx, institution }: Place,
  id: string,
  change: IssueChange,
): Promise<boolean> {
  const result = await tx
    .updateTable('qualityIssue')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
