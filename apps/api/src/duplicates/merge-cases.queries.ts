import type { StaffContext } from '../access/staff-context.ts'
import { inScope } from '../access/access.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export type MergeState = 'proposed' | 'refused' | 'merged' | 'undo-asked' | 'undone'

export interface MergeFilter {
  state?: MergeState | undefined
  id?: string | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  limit: number
}

const survivorOwner = { branch: 'survivor.branchId', officer: 'survivor.officerId' }

function mergesInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('mergeCase as case')
    .innerJoin('customer as survivor', (join) =>
      join
        .onRef('survivor.institutionId', '=', 'case.institutionId')
        .onRef('survivor.id', '=', 'case.survivorId'),
    )
    .innerJoin('customer as merged', (join) =>
      join
        .onRef('merged.institutionId', '=', 'case.institutionId')
        .onRef('merged.id', '=', 'case.mergedId'),
    )
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'case.institutionId')
        .onRef('maker.id', '=', 'case.madeBy'),
    )
    .leftJoin('staff as checker', (join) =>
      join
        .onRef('checker.institutionId', '=', 'case.institutionId')
        .onRef('checker.id', '=', 'case.checkedBy'),
    )
    .leftJoin('staff as asker', (join) =>
      join
        .onRef('asker.institutionId', '=', 'case.institutionId')
        .onRef('asker.id', '=', 'case.undoAskedBy'),
    )
    .leftJoin('staff as undoer', (join) =>
      join
        .onRef('undoer.institutionId', '=', 'case.institutionId')
        .onRef('undoer.id', '=', 'case.undoneBy'),
    )
    .select([
      'case.id',
      'case.state',
      'case.reason',
      'case.refusal',
      'case.undoReason',
      'case.madeAt',
      'case.checkedAt',
      'case.undoneAt',
      'case.madeBy as madeById',
      'maker.name as madeBy',
      'checker.name as checkedBy',
      'asker.name as undoAskedBy',
      'undoer.name as undoneBy',
      'survivor.id as survivorId',
      'survivor.number as survivorNumber',
      'survivor.name as survivorName',
      'merged.id as mergedId',
      'merged.number as mergedNumber',
      'merged.name as mergedName',
      'merged.kind as kind',
    ])
    .where('case.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, survivorOwner))
}

/** Merges whose survivor is within reach, the latest first. */
export function listMerges(reader: Reader, filter: MergeFilter) {
  const { id, state, customerId, cursor, limit } = filter
  let query = mergesInScope(reader).orderBy('case.id', 'desc').limit(limit)
  if (id !== undefined) query = query.where('case.id', '=', id)
  if (state !== undefined) query = query.where('case.state', '=', state)
  if (cursor !== undefined) query = query.where('case.id', '<', cursor)
  if (customerId !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('case.survivorId', '=', customerId), eb('case.mergedId', '=', customerId)]),
    )
  }
  return query.execute()
}

export type MergeEntry = Awaited<ReturnType<typeof listMerges>>[number]

export interface NewMerge {
  institutionId: string
  id: string
  survivorId: string
  mergedId: string
  state: 'proposed'
  reason: string
  madeBy: string
  madeAt: Date
}

export async function insertMerge({ tx }: Place, row: NewMerge): Promise<void> {
  await tx.insertInto('mergeCase').values(row).execute()
}

/** The case, held until the transaction ends. */
export async function lockMerge({ tx, institution }: Place, id: string) {
  const row = await tx
    .selectFrom('mergeCase')
    .select(['id', 'survivorId', 'mergedId', 'state', 'madeBy', 'undoAskedBy', 'mergedStatus'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, state: row.state as MergeState }
}

export interface MergeChange {
  state: MergeState
  checkedBy?: string
  checkedAt?: Date
  refusal?: string
  mergedStatus?: string
  undoAskedBy?: string
  undoAskedAt?: Date
  undoReason?: string
  undoneBy?: string
  undoneAt?: Date
}

export async function setMerge(
  { tx, institution }: Place,
  id: string,
  change: MergeChange,
): Promise<void> {
  await tx
    .updateTable('mergeCase')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** A case that is under way or carried out about either of two customers, as the one that goes. */
export function findOpenMerge({ tx, institution }: Place, customerIds: readonly string[]) {
  return tx
    .selectFrom('mergeCase')
    .select(['id', 'state'])
    .where('institutionId', '=', institution.id)
    .where('mergedId', 'in', [...customerIds])
    .where('state', 'in', ['proposed', 'merged', 'undo-asked'])
    .executeTakeFirst()
}
