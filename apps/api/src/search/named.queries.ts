import type { BlindField } from '../access/keys.ts'
import { type RawBuilder, sql } from 'kysely'
import { escapeLike, type Fragment } from './condition-fragments.queries.ts'

/** What was typed, in every form that something is kept in. */
export interface Sought {
  institutionId: string
  /** Folded as names are kept. */
  name: string
  /** What every name that holds it has among its keys. */
  grams: readonly number[]
  /** Letters typed for a pinyin, or null. */
  letters: string | null
  /** As it was typed, for numbers of other systems. */
  text: string
  number: string | null
  code: { column: 'creditCode' | 'lei'; value: string } | null
  digest: { field: 'id-number' | 'mobile' | 'card'; value: Buffer } | null
  lastFour: { idNumber: Buffer; mobile: Buffer; card: Buffer; text: string } | null
  /** Whether names are looked through at all. */
  byName: boolean
}

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
  | 'sounds-alike'
  | 'near-name'
  | 'near-pinyin'

/** The order of what is found: the closer, the lower; names of one rank stand in their own order. */
export const ranks = {
  number: 0,
  wholeName: 1,
  wholePinyin: 2,
  beginning: 3,
  pinyin: 4,
  initials: 5,
  part: 6,
  lastFour: 7,
  external: 8,
  leadOfficer: 9,
  /** A group found by a member's name stands so much lower. */
  member: 10,
  near: 40,
} as const

/** After every text that begins with the same letters. */
export const afterAll = '\u{10FFFF}'

/** Whether the name `p` begins with the text, told so that the index of names serves it. */
export function begins(column: RawBuilder<unknown>, text: string): Fragment {
  return sql`(${column} >= ${text} and ${column} < ${`${text}${afterAll}`})`
}

/** How close the name `p` is to what was typed; null when it is not. */
export function rankOf({ name, letters }: Sought): RawBuilder<number> {
  const literal = escapeLike(name)
  const sounds =
    letters === null
      ? sql``
      : sql`when p.pinyin = ${letters} or p.initials = ${letters} then ${ranks.wholePinyin}::int`
  const begun =
    letters === null
      ? sql``
      : sql`when ${begins(sql`p.pinyin`, letters)} then ${ranks.pinyin}::int
        when ${begins(sql`p.initials`, letters)} then ${ranks.initials}::int`
  return sql`case when p.plain = ${name} then ${ranks.wholeName}::int ${sounds}
    when p.plain like ${`${literal}%`} then ${ranks.beginning}::int ${begun}
    when p.plain like ${`%${literal}%`} then ${ranks.part}::int end`
}

/** The mark of a group's name among its keys; as the migration makes it. */
const groupMark = 0x7000_0001
const ofBranch = 2 ** 28

/** The keys by which a branch's names with these parts are found: each with the branch; as the migration makes them. */
export function keysOfBranch(grams: readonly number[], branchId: string): number[] {
  const branch = Number.parseInt(branchId.slice(-7), 16)
  return grams.map((gram) => {
    const mixed = (gram * 2_654_435 + branch * 40_503) % ofBranch
    return 0x5000_0000 | (mixed < 0 ? mixed + ofBranch : mixed)
  })
}

/** Under which the share of a branch's names is counted. */
export const branchKey = (branchId: string): number =>
  0x6000_0000 | Number.parseInt(branchId.slice(-7), 16)

/** With more branches than these the keys of each would cost more than they spare. */
export const mostBranches = 8

/** Whose names are looked through: those of groups, or of the customers of some branches, or of all. */
export interface Whose {
  party: 'customer' | 'group'
  branchIds: readonly string[] | null
}

/** The names `p` that have these keys among theirs, told so that the one index finds them. */
export function hasKeys(grams: readonly number[], { party, branchIds }: Whose): Fragment {
  if (party === 'group') return sql`p.keys @> ${[...grams, groupMark]}::int[]`
  if (branchIds === null || branchIds.length > mostBranches) {
    return sql`p.keys @> ${[...grams]}::int[]`
  }
  const keyed = branchIds.map((id) => sql`p.keys @> ${keysOfBranch(grams, id)}::int[]`)
  return sql`(${sql.join(keyed, sql` or `)})`
}

/** The same without the help of the index. */
export function isOf({ party, branchIds }: Whose, alias = 'p'): Fragment {
  const isParty = sql<boolean>`${sql.ref(`${alias}.party`)} = ${party}`
  return branchIds === null || party === 'group'
    ? isParty
    : sql`(${isParty} and ${sql.ref(`${alias}.branch_id`)} = any(${[...branchIds]}::uuid[]))`
}

/** A place for what is not found by a name: `key` and `hit_id` tell where a page ended. */
const byColumn = (match: Match, rank: number, condition: Fragment, where: Fragment) => sql`
  select 'customer' as party, c.id as party_id, ${match}::text as match, null::text as matched, ${rank}::int as rank, '' as key, c.id as hit_id
  from customer c where ${condition} and ${where}`

const blindColumns: Readonly<
  Record<Extract<BlindField, 'id-number' | 'mobile' | 'card'>, RawBuilder<unknown>>
> = {
  'id-number': sql`c.id_number_hash`,
  mobile: sql`c.mobile_hash`,
  card: sql`c.card_hash`,
}

/** Customers by their codes and by what is kept of their personal numbers. */
function codedHits({ code, digest, lastFour }: Sought, where: Fragment): RawBuilder<unknown>[] {
  const hits: RawBuilder<unknown>[] = []
  if (code) {
    const column = code.column === 'lei' ? sql`c.lei` : sql`c.credit_code`
    const match = code.column === 'lei' ? 'lei' : 'credit-code'
    hits.push(byColumn(match, ranks.number, sql`${column} = ${code.value}`, where))
  }
  if (digest) {
    const match = digest.field === 'id-number' ? 'identity-number' : digest.field
    const isSame = sql<boolean>`${blindColumns[digest.field]} = ${digest.value}`
    hits.push(byColumn(match, ranks.number, isSame, where))
  }
  if (lastFour) {
    const of = (condition: Fragment) => byColumn('last-four', ranks.lastFour, condition, where)
    hits.push(
      of(sql`c.id_last4_hash = ${lastFour.idNumber}`),
      of(sql`c.mobile_last4_hash = ${lastFour.mobile}`),
      of(sql`c.card_last4_hash = ${lastFour.card}`),
      of(sql`c.credit_code_tail = ${lastFour.text}`),
    )
  }
  return hits
}

/** Everything that is not a name: numbers, codes, digests, other systems' numbers, the lead officer; customers for whom `where` holds. */
export function otherHits(
  sought: Sought,
  wantsGroups: boolean,
  where: Fragment,
): RawBuilder<unknown>[] {
  const { institutionId, number, text } = sought
  const hits: RawBuilder<unknown>[] = []
  if (number) {
    hits.push(byColumn('number', ranks.number, sql`c.number = ${number}`, where))
    hits.push(sql`
      select 'group' as party, g.id as party_id, 'number' as match, null::text as matched, ${ranks.number}::int as rank, '' as key, g.id as hit_id
      from customer_group g where g.institution_id = ${institutionId} and g.number = ${number}`)
  }
  hits.push(...codedHits(sought, where))
  hits.push(sql`
    select 'customer' as party, r.entity_id as party_id, 'external-id' as match, null::text as matched, ${ranks.external}::int as rank, '' as key, r.entity_id as hit_id
    from external_reference r join customer c on c.institution_id = r.institution_id and c.id = r.entity_id
    where r.institution_id = ${institutionId} and r.external_id = ${text} and r.kind = 'customer' and ${where}`)
  if (wantsGroups && sought.byName && text !== '') {
    hits.push(sql`
      select 'group' as party, g.id as party_id, 'lead-officer' as match, s.name as matched, ${ranks.leadOfficer}::int as rank, '' as key, g.id as hit_id
      from staff s join customer_group g on g.institution_id = s.institution_id and g.lead_officer_id = s.id
      where s.institution_id = ${institutionId} and s.name like ${`%${escapeLike(text)}%`}`)
  }
  return hits
}
