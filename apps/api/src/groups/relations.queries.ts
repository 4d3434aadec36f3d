import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'

export interface NewRelationRow {
  institutionId: string
  id: string
  fromId: string
  toId: string
  kind: string
  percent: number | null
  votingPercent: number | null
  amount: number | null
  validFrom: Day
  validTo: Day | null
  knownFrom: Date
  source: string
  evidence: string | null
  createdBy: string
}

export async function insertRelation(tx: Tx, row: NewRelationRow): Promise<void> {
  await tx.insertInto('relation').values(row).execute()
}

/** What is known now of how a customer stands to others, newest first, ended ones after. */
export function listRelations(tx: Tx, institutionId: string, customerId: string) {
  return tx
    .selectFrom('relation')
    .innerJoin('customer as giver', (join) =>
      join
        .onRef('giver.institutionId', '=', 'relation.institutionId')
        .onRef('giver.id', '=', 'relation.fromId'),
    )
    .innerJoin('customer as taker', (join) =>
      join
        .onRef('taker.institutionId', '=', 'relation.institutionId')
        .onRef('taker.id', '=', 'relation.toId'),
    )
    .select([
      'relation.id',
      'relation.kind',
      'relation.percent',
      'relation.votingPercent',
      'relation.amount',
      'relation.validFrom',
      'relation.validTo',
      'relation.knownFrom',
      'relation.source',
      'relation.evidence',
      'relation.verifiedBy',
      'giver.id as fromId',
      'giver.number as fromNumber',
      'giver.name as fromName',
      'giver.kind as fromKind',
      'taker.id as toId',
      'taker.number as toNumber',
      'taker.name as toName',
      'taker.kind as toKind',
    ])
    .where('relation.institutionId', '=', institutionId)
    .where('relation.knownTo', 'is', null)
    .where((eb) =>
      eb.or([eb('relation.fromId', '=', customerId), eb('relation.toId', '=', customerId)]),
    )
    .orderBy((eb) => eb.case().when('relation.validTo', 'is', null).then(0).else(1).end())
    .orderBy('relation.validFrom', 'desc')
    .orderBy('relation.id')
    .limit(500)
    .execute()
}

export function lockRelation(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('relation')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .where('knownTo', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** The row as it was known ends; the row as it is known now has an end. */
export async function endRelationRow(
  tx: Tx,
  institutionId: string,
  id: string,
  knownTo: Date,
): Promise<void> {
  await tx
    .updateTable('relation')
    .set({ knownTo })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}
