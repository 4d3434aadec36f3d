import type { Tx } from '@banyan/database'
import type { BlindField } from '../access/keys.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../access/staff-context.ts'

export type Match =
  | 'name'
  | 'former-name'
  | 'short-name'
  | 'latin-name'
  | 'pinyin'
  | 'number'
  | 'credit-code'
  | 'lei'
  | 'identity-number'
  | 'mobile'
  | 'card'
  | 'last-four'
  | 'external-id'
  | 'member'
  | 'lead-officer'

export interface SearchFilter {
  party?: 'customer' | 'group' | undefined
  customerKind?: 'person' | 'company' | undefined
  status?: string | undefined
  branchId?: string | undefined
}

export interface SearchRow {
  party: 'customer' | 'group'
  id: string
  number: string
  name: string
  kind: string
  status: string
  branch: string
  officer: string | null
  groupId: string | null
  groupNumber: string | null
  groupName: string | null
  /** A group bears the name of its root, which may be a person. */
  groupRootKind: string | null
  members: number | null
  match: Match
  matchedName: string | null
  rank: number
}

/** The party last seen. */
export interface Cursor {
  rank: number
  id: string
}

type Hits = RawBuilder<unknown>

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Names that hold the text, closest first; the pairs of characters find them, the text decides. */
export function nameHits(institutionId: string, name: string, grams: readonly number[]): Hits {
  const has = grams.length > 0 ? sql`p.grams @> ${grams}::int[] and` : sql``
  return sql`
    select p.party, p.party_id, case when p.kind = 'current' then 'name' else p.kind || '-name' end as match,
      p.name as matched, case when p.plain = ${name} then 0 when p.plain like ${`${escapeLike(name)}%`} then 1 else 2 end as rank
    from party_name p
    where p.institution_id = ${institutionId} and ${has} p.plain like ${`%${escapeLike(name)}%`}`
}

/** Full pinyin or initials that begin with the letters. */
export function pinyinHits(institutionId: string, letters: string): Hits {
  const end = `${letters}\u{10FFFF}`
  return sql`
    select p.party, p.party_id, 'pinyin' as match, p.name as matched,
      case when p.pinyin = ${letters} or p.initials = ${letters} then 1 else 3 end as rank
    from party_name p
    where p.institution_id = ${institutionId}
      and ((p.pinyin >= ${letters} and p.pinyin < ${end}) or (p.initials >= ${letters} and p.initials < ${end}))`
}

export function numberHits(institutionId: string, number: string): Hits {
  return sql`
    select 'customer' as party, c.id as party_id, 'number' as match, null::text as matched, 0 as rank
    from customer c where c.institution_id = ${institutionId} and c.number = ${number}
    union all
    select 'group', g.id, 'number', null, 0 from customer_group g where g.institution_id = ${institutionId} and g.number = ${number}`
}

export function codeHits(institutionId: string, code: string, match: 'credit-code' | 'lei'): Hits {
  const column = match === 'lei' ? sql`c.lei` : sql`c.credit_code`
  return sql`
    select 'customer' as party, c.id as party_id, ${match}::text as match, null::text as matched, 0 as rank
    from customer c where c.institution_id = ${institutionId} and ${column} = ${code}`
}

const blindColumns: Partial<Record<BlindField, RawBuilder<unknown>>> = {
  'id-number': sql`c.id_number_hash`,
  mobile: sql`c.mobile_hash`,
  card: sql`c.card_hash`,
}

export function blindHits(
  institutionId: string,
  field: 'id-number' | 'mobile' | 'card',
  digest: Buffer,
): Hits {
  const match = field === 'id-number' ? 'identity-number' : field
  return sql`
    select 'customer' as party, c.id as party_id, ${match}::text as match, null::text as matched, 0 as rank
    from customer c where c.institution_id = ${institutionId} and ${blindColumns[field] ?? sql`null`} = ${digest}`
}

export interface LastFourDigests {
  idNumber: Buffer
  mobile: Buffer
  card: Buffer
  text: string
}

export function lastFourHits(institutionId: string, digests: LastFourDigests): Hits {
  const of = (column: RawBuilder<unknown>, digest: Buffer) => sql`
    select 'customer' as party, c.id as party_id, 'last-four' as match, null::text as matched, 2 as rank
    from customer c where c.institution_id = ${institutionId} and ${column} = ${digest}`
  return sql`
    ${of(sql`c.id_last4_hash`, digests.idNumber)} union all ${of(sql`c.mobile_last4_hash`, digests.mobile)}
    union all ${of(sql`c.card_last4_hash`, digests.card)}
    union all select 'customer', c.id, 'last-four', null, 2 from customer c
      where c.institution_id = ${institutionId} and right(c.credit_code, 4) = ${digests.text}`
}

export function externalHits(institutionId: string, text: string): Hits {
  return sql`
    select 'customer' as party, r.entity_id as party_id, 'external-id' as match, null::text as matched, 1 as rank
    from external_reference r where r.institution_id = ${institutionId} and r.kind = 'customer' and r.external_id = ${text}`
}

/** Groups whose lead officer bears the name. */
export function officerHits(institutionId: string, name: string): Hits {
  return sql`
    select 'group' as party, g.id as party_id, 'lead-officer' as match, s.name as matched, 4 as rank
    from customer_group g join staff s on s.institution_id = g.institution_id and s.id = g.lead_officer_id
    where g.institution_id = ${institutionId} and s.name like ${`%${escapeLike(name)}%`}`
}

function customerScope(scope: Scope): RawBuilder<unknown> {
  if (scope.reach === 'institution') return sql`true`
  return scope.reach === 'own'
    ? sql`c.officer_id = ${scope.staffId}`
    : sql`c.branch_id = any(${scope.branchIds}::uuid[])`
}

function groupScope(scope: Scope): RawBuilder<unknown> {
  if (scope.reach === 'institution') return sql`true`
  return sql`exists (select from group_member gm join customer c on c.institution_id = gm.institution_id and c.id = gm.customer_id
    where gm.institution_id = g.institution_id and gm.group_id = g.id and gm.valid_to is null and gm.known_to is null and ${customerScope(scope)})`
}

/** Parties hit, within the caller's reach; a customer's hit is a hit of its group as well. */
function within(
  institutionId: string,
  scope: Scope,
  hits: readonly Hits[],
  filter: SearchFilter,
): RawBuilder<unknown> {
  const wantsCustomers = filter.party !== 'group'
  const wantsGroups = filter.party !== 'customer' && !filter.customerKind && !filter.status
  return sql`
    with hit as (${sql.join(
      hits.map((hit) => sql`(${hit})`),
      sql` union all `,
    )}),
    spread as (
      select party, party_id, match, matched, rank from hit
      union all
      select 'group', m.group_id, 'member', coalesce(hit.matched, c.name), 5 + hit.rank
      from hit join group_member m on m.institution_id = ${institutionId} and m.customer_id = hit.party_id and m.valid_to is null and m.known_to is null
      join customer c on c.institution_id = m.institution_id and c.id = m.customer_id
      where hit.party = 'customer' and ${filter.party === 'group'}
    ),
    best as (select distinct on (party_id) party, party_id, match, matched, rank from spread order by party_id, rank, match <> 'name', match),
    found as (
      select 'customer' as party, c.id, c.number, c.name, c.kind, c.status, b.name as branch, s.name as officer,
        g.id as group_id, g.number as group_number, g.name as group_name, root.kind as group_root_kind, null::int as members,
        best.match, best.matched as matched_name, best.rank, c.name_sort as plain
      from best
      join customer c on c.institution_id = ${institutionId} and c.id = best.party_id
      join branch b on b.institution_id = c.institution_id and b.id = c.branch_id
      left join staff s on s.institution_id = c.institution_id and s.id = c.officer_id
      left join group_member m on m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
      left join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
      left join customer root on root.institution_id = g.institution_id and root.id = g.root_customer_id
      where best.party = 'customer' and ${wantsCustomers} and ${customerScope(scope)}
        and (${filter.customerKind ?? null}::text is null or c.kind = ${filter.customerKind ?? null})
        and (${filter.status ?? null}::text is null or c.status = ${filter.status ?? null})
        and (${filter.branchId ?? null}::uuid is null or c.branch_id = ${filter.branchId ?? null}::uuid)
      union all
      select 'group', g.id, g.number, g.name, 'group', g.status, b.name, s.name, g.id, g.number, g.name, root.kind, g.member_count,
        best.match, best.matched, best.rank, g.name_sort
      from best
      join customer_group g on g.institution_id = ${institutionId} and g.id = best.party_id
      join branch b on b.institution_id = g.institution_id and b.id = g.lead_branch_id
      left join staff s on s.institution_id = g.institution_id and s.id = g.lead_officer_id
      left join customer root on root.institution_id = g.institution_id and root.id = g.root_customer_id
      where best.party = 'group' and ${wantsGroups} and ${groupScope(scope)}
        and (${filter.branchId ?? null}::uuid is null or g.lead_branch_id = ${filter.branchId ?? null}::uuid)
    )`
}

export interface SearchPage {
  institutionId: string
  scope: Scope
  hits: readonly Hits[]
  filter: SearchFilter
  after: Cursor | null
  limit: number
}

/** Closest first, then by name; pages go on after a cursor. */
export async function listFound(
  tx: Tx,
  { institutionId, scope, hits, filter, after, limit }: SearchPage,
): Promise<SearchRow[]> {
  const further = after
    ? sql`where (rank, plain collate "C", id) > (${after.rank}, coalesce(
        (select c.name_sort from customer c where c.institution_id = ${institutionId} and c.id = ${after.id}::uuid),
        (select g.name_sort from customer_group g where g.institution_id = ${institutionId} and g.id = ${after.id}::uuid)
      ) collate "C", ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<SearchRow>`
    ${within(institutionId, scope, hits, filter)}
    select party, id, number, name, kind, status, branch, officer, group_id, group_number, group_name, group_root_kind,
      members, match, matched_name, rank
    from found ${further} order by rank, plain collate "C", id limit ${limit}`.execute(tx)
  return rows
}

export const countCap = 1_000

/** How many there are, up to `atMost` and one more. */
export async function countFound(
  tx: Tx,
  { institutionId, scope, hits, filter }: Omit<SearchPage, 'after' | 'limit'>,
  atMost: number,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    ${within(institutionId, scope, hits, filter)}
    select count(*) as total from (select from found limit ${atMost + 1}) as capped`.execute(tx)
  return rows[0]?.total ?? 0
}
