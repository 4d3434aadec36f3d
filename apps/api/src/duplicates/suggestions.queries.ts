import { type ExpressionBuilder, sql } from 'kysely'
import type { DB } from '@banyan/database'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export interface SuggestionFilter {
  id?: string | undefined
  customerId?: string | undefined
  state: 'open' | 'accepted' | 'dismissed'
  kind?: 'duplicate' | 'link' | undefined
  cursor?: string | undefined
  limit: number
}

function suggestionsInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('linkSuggestion as found')
    .innerJoin('customer as one', (join) =>
      join
        .onRef('one.institutionId', '=', 'found.institutionId')
        .onRef('one.id', '=', 'found.oneId'),
    )
    .innerJoin('customer as other', (join) =>
      join
        .onRef('other.institutionId', '=', 'found.institutionId')
        .onRef('other.id', '=', 'found.otherId'),
    )
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'found.institutionId')
        .onRef('staff.id', '=', 'found.decidedBy'),
    )
    .select([
      'found.id',
      'found.kind',
      'found.reasons',
      'found.score',
      'found.foundAt',
      'found.state',
      'found.decidedAt',
      'found.note',
      'found.relationId',
      'staff.name as decidedBy',
      'one.id as oneId',
      'one.number as oneNumber',
      'one.name as oneName',
      'one.kind as oneKind',
      'other.id as otherId',
      'other.number as otherNumber',
      'other.name as otherName',
      'other.kind as otherKind',
    ])
    .where('found.institutionId', '=', institution.id)
    .where((eb) => {
      const columns = (name: string) => ({
        branch: `${name}.branchId`,
        officer: `${name}.officerId`,
      })
      const within = (name: string) =>
        inScope(eb as unknown as ExpressionBuilder<DB, never>, scope, columns(name))
      return sql<boolean>`(${within('one')} or ${within('other')})`
    })
    .where('one.mergedInto', 'is', null)
    .where('other.mergedInto', 'is', null)
}

/** Suggestions about customers of whom at least one is within reach, the latest first. */
export function listSuggestions(reader: Reader, filter: SuggestionFilter) {
  const { id, customerId, state, kind, cursor, limit } = filter
  let query = suggestionsInScope(reader)
    .where('found.state', '=', state)
    .orderBy('found.id', 'desc')
    .limit(limit)
  if (id !== undefined) query = query.where('found.id', '=', id)
  if (kind !== undefined) query = query.where('found.kind', '=', kind)
  if (cursor !== undefined) query = query.where('found.id', '<', cursor)
  if (customerId !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('found.oneId', '=', customerId), eb('found.otherId', '=', customerId)]),
    )
  }
  return query.execute()
}

export type SuggestionEntry = Awaited<ReturnType<typeof listSuggestions>>[number]

/** Whether it was open until now. */
export async function closeSuggestion(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  closing: { state: 'accepted' | 'dismissed'; note: string; relationId: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('linkSuggestion')
    .set({ ...closing, decidedBy: staff.id, decidedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
