import type { Tx } from '@banyan/database'
import type { CustomerKind } from '@banyan/domain/customers/customer'
import type { Likeness } from '@banyan/domain/customers/likeness'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import type { Traits } from './traits.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** What is shared by more than this many says little about any two of them. */
const mostAlike = 20

export interface Hit {
  id: string
  /** near-: a candidate whose number has yet to be looked at. */
  what: Likeness
}

/** Customers that share something with these traits, each through an index of its own. */
export async function listHits(
  { tx, institution }: Place,
  traits: Traits,
  exceptId: string | null,
): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    with hit as (
      (select id, 'same-mobile' as what from customer where institution_id = ${institution.id}
        and mobile_hash = ${traits.mobileHash} limit ${mostAlike})
      union all
      (select id, 'same-card' from customer where institution_id = ${institution.id}
        and card_hash = ${traits.cardHash} limit ${mostAlike})
      union all
      (select id, 'same-email' from customer where institution_id = ${institution.id}
        and email_hash = ${traits.emailHash} limit ${mostAlike})
      union all
      (select id, 'same-address' from customer where institution_id = ${institution.id}
        and address_hash = ${traits.addressHash} limit ${mostAlike})
      union all
      (select id, 'same-legal-representative' from customer where institution_id = ${institution.id}
        and legal_representative = nullif(${traits.legalRepresentative}, '') limit ${mostAlike})
      union all
      (select party_id, 'same-name' from party_name where institution_id = ${institution.id}
        and party = 'customer' and kind = 'current'
        and plain collate "C" = nullif(${traits.plainName}, '') limit ${mostAlike})
      union all
      (select id, 'near-id-number' from customer where institution_id = ${institution.id}
        and id_last4_hash = ${traits.idLast4Hash} limit ${mostAlike})
    )
    select hit.id, hit.what from hit
    join customer c on c.institution_id = ${institution.id} and c.id = hit.id
    where c.status <> 'closed' and c.merged_into is null
      and hit.id is distinct from ${exceptId}::uuid`.execute(tx)
  return rows
}

/** Customers with what their official numbers are compared by, and whether the caller may know of them. */
export async function listCandidates(
  { tx, institution, scope }: Reader,
  ids: readonly string[],
): Promise<Candidate[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('customer')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'customer.institutionId')
        .onRef('branch.id', '=', 'customer.branchId'),
    )
    .leftJoin('partyKey', (join) =>
      join
        .onRef('partyKey.institutionId', '=', 'customer.institutionId')
        .onRef('partyKey.partyId', '=', 'customer.id'),
    )
    .select([
      'customer.id',
      'customer.number',
      'customer.name',
      'customer.kind',
      'customer.creditCode',
      'customer.pii',
      'partyKey.wrapped',
      'partyKey.keyVersion',
      'branch.name as branchName',
    ])
    .select((eb) =>
      sql<boolean>`${inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' })}`.as(
        'isWithinReach',
      ),
    )
    .where('customer.institutionId', '=', institution.id)
    .where(sql<boolean>`customer.id = any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as CustomerKind }))
}

export interface Candidate {
  id: string
  number: string
  name: string
  kind: CustomerKind
  creditCode: string | null
  pii: Buffer | null
  wrapped: Buffer | null
  keyVersion: number | null
  branchName: string
  isWithinReach: boolean
}

export interface PairHit {
  oneId: string
  otherId: string
  oneKind: CustomerKind
  otherKind: CustomerKind
  reasons: Likeness[]
}

/** Of a portion of customers, those that share something with any other; at most ten for each thing shared. */
export async function listPairs(
  { tx, institution }: Place,
  ids: readonly string[],
): Promise<PairHit[]> {
  const alike = (what: Likeness, column: string) => sql`
    select a.id as a, b.id as b, ${what}::text as what from mine a
    cross join lateral (
      select c.id from customer c where c.institution_id = ${institution.id}
        and c.${sql.ref(column)} = a.${sql.ref(column)} and c.id <> a.id
        and c.status <> 'closed' limit 10
    ) b where a.${sql.ref(column)} is not null`
  const { rows } = await sql<PairHit>`
    with mine as materialized (
      select id, mobile_hash, card_hash, email_hash, address_hash, legal_representative, name
      from customer where institution_id = ${institution.id} and id = any(${[...ids]}::uuid[])
        and status <> 'closed'
    ), hit as (
      ${alike('same-mobile', 'mobile_hash')}
      union all ${alike('same-card', 'card_hash')}
      union all ${alike('same-email', 'email_hash')}
      union all ${alike('same-address', 'address_hash')}
      union all ${alike('same-legal-representative', 'legal_representative')}
      union all
      select a.id, n.party_id, 'same-name' from mine a
      join party_name own on own.institution_id = ${institution.id} and own.party_id = a.id and own.kind = 'current'
      cross join lateral (
        select p.party_id from party_name p where p.institution_id = ${institution.id}
          and p.plain collate "C" = own.plain and p.kind = 'current' and p.party = 'customer'
          and p.party_id <> a.id limit 10
      ) n where a.name <> ''
    )
    select least(hit.a, hit.b) as one_id, greatest(hit.a, hit.b) as other_id, one.kind as one_kind,
      other.kind as other_kind, array_agg(distinct hit.what) as reasons
    from hit
    join customer one on one.institution_id = ${institution.id} and one.id = least(hit.a, hit.b)
    join customer other on other.institution_id = ${institution.id} and other.id = greatest(hit.a, hit.b)
    where one.merged_into is null and other.merged_into is null
    group by 1, 2, 3, 4`.execute(tx)
  return rows
}

export interface SuggestionRow {
  institutionId: string
  id: string
  oneId: string
  otherId: string
  kind: 'duplicate' | 'link'
  reasons: string[]
  score: number
  foundAt: Date
  state: 'open'
}

const suggestionColumns: Columns<SuggestionRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  oneId: 'uuid',
  otherId: 'uuid',
  kind: 'text',
  reasons: 'text[]',
  score: 'integer',
  foundAt: 'timestamptz',
  state: 'text',
}

/** Each pair is suggested once for each kind; what was dismissed stays so. */
export async function insertSuggestions(tx: Tx, rows: readonly SuggestionRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const { rows: known } = await sql<{ key: string }>`
    select one_id || '|' || other_id || '|' || kind as key from link_suggestion
    where institution_id = ${first.institutionId}
      and one_id = any(${rows.map(({ oneId }) => oneId)}::uuid[])`.execute(tx)
  const held = new Set(known.map(({ key }) => key))
  const news = rows.filter(({ oneId, otherId, kind }) => !held.has(`${oneId}|${otherId}|${kind}`))
  await insertRows(tx, 'linkSuggestion', suggestionColumns, news)
}
