import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface NewRelationRow {
  institutionId: string
  id: string
  fromId: string
  toId: string
  kind: string
  role: string | null
  percent: number | null
  votingPercent: number | null
  incomePercent: number | null
  dependencePercent: number | null
  amount: number | null
  validFrom: Day
  validTo: Day | null
  knownFrom: Date
  source: string
  evidence: string | null
  createdBy: string
  /** The row that this one replaces, and why. */
  correctsId: string | null
  reason: string | null
}

export async function insertRelation(tx: Tx, row: NewRelationRow): Promise<void> {
  await tx.insertInto('relation').values(row).execute()
}

const relationColumns = [
  'relation.id',
  'relation.kind',
  'relation.role',
  'relation.percent',
  'relation.votingPercent',
  'relation.incomePercent',
  'relation.dependencePercent',
  'relation.amount',
  'relation.validFrom',
  'relation.validTo',
  'relation.knownFrom',
  'relation.source',
  'relation.evidence',
  'relation.verifiedBy',
  'relation.verifiedAt',
  'relation.createdBy',
  'relation.correctsId',
  'relation.reason',
  'maker.name as maker',
  'verifier.name as verifier',
  'giver.id as fromId',
  'giver.number as fromNumber',
  'giver.name as fromName',
  'giver.kind as fromKind',
  'taker.id as toId',
  'taker.number as toNumber',
  'taker.name as toName',
  'taker.kind as toKind',
] as const

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
    .leftJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'relation.institutionId')
        .onRef('maker.id', '=', 'relation.createdBy'),
    )
    .leftJoin('staff as verifier', (join) =>
      join
        .onRef('verifier.institutionId', '=', 'relation.institutionId')
        .onRef('verifier.id', '=', 'relation.verifiedBy'),
    )
    .select(relationColumns)
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

/** What this row says is no longer believed; the row that replaces it follows. */
export async function endKnowledge(
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

export async function setVerified(
  tx: Tx,
  institutionId: string,
  id: string,
  { verifiedBy, verifiedAt }: { verifiedBy: string; verifiedAt: Date },
): Promise<void> {
  await tx
    .updateTable('relation')
    .set({ verifiedBy, verifiedAt })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

/** Every form that a relation was ever known in, oldest first: what it corrects, and what corrects it. */
export async function listFormsOf(tx: Tx, institutionId: string, relationId: string) {
  const { rows } = await sql<RelationForm>`
    with recursive line as (
      select r.institution_id, r.id, r.corrects_id from relation r
      where r.institution_id = ${institutionId} and r.id = ${relationId}
      union
      select r.institution_id, r.id, r.corrects_id from line cross join lateral (
        select * from relation older
        where older.institution_id = line.institution_id and older.id = line.corrects_id
        union all
        select * from relation newer
        where newer.institution_id = line.institution_id and newer.corrects_id = line.id
      ) r
    )
    select r.id, r.kind, r.role, r.percent, r.voting_percent as "votingPercent",
      r.income_percent as "incomePercent", r.dependence_percent as "dependencePercent", r.amount,
      r.valid_from as "validFrom", r.valid_to as "validTo", r.known_from as "knownFrom",
      r.known_to as "knownTo", r.source, r.evidence, r.reason, r.corrects_id as "correctsId",
      r.from_id as "fromId", r.to_id as "toId", maker.name as maker, verifier.name as verifier,
      r.verified_at as "verifiedAt"
    from line
    join relation r on r.institution_id = line.institution_id and r.id = line.id
    left join staff maker on maker.institution_id = r.institution_id and maker.id = r.created_by
    left join staff verifier on verifier.institution_id = r.institution_id and verifier.id = r.verified_by
    where r.institution_id = ${institutionId}
    order by r.known_from, r.id`.execute(tx)
  return rows
}

export interface RelationForm {
  id: string
  kind: string
  role: string | null
  percent: number | null
  votingPercent: number | null
  incomePercent: number | null
  dependencePercent: number | null
  amount: number | null
  validFrom: Day
  validTo: Day | null
  knownFrom: Date
  knownTo: Date | null
  source: string
  evidence: string | null
  reason: string | null
  correctsId: string | null
  fromId: string
  toId: string
  maker: string | null
  verifier: string | null
  verifiedAt: Date | null
}
