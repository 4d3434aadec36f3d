import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { escapeLike, type Fragment } from './condition-fragments.queries.ts'
import type { Scope } from '../access/staff-context.ts'
import { groupInReach } from './hits.queries.ts'
import type { Whose } from './named.queries.ts'
import { afterAll, begins, hasKeys, isOf } from './named.queries.ts'

/** A name that is nearly what was typed. */
export interface NearName {
  party: 'customer' | 'group'
  partyId: string
  hitId: string
  kind: string
  name: string
  plain: string
  pinyin: string
  initials: string
}

const nearest = 400

export interface NearHunt {
  institutionId: string
  whose: readonly Whose[]
  scope: Scope
  /** What a customer `c` must be beside; null: anything. */
  where: Fragment | null
}

const columns = sql`p.party, p.party_id, p.id as hit_id, p.kind, p.name, p.plain, p.pinyin, p.initials`

const groupNear = (scope: Scope) => sql`exists (select from customer_group g
  where g.institution_id = p.institution_id and g.id = p.party_id and g.status <> 'dissolved' and ${groupInReach(scope)})`

const customerNear = (institutionId: string, where: Fragment | null) =>
  where === null
    ? sql`true`
    : sql`exists (select from customer c where c.institution_id = ${institutionId} and c.id = p.party_id and ${where})`

function among(
  { institutionId, whose, scope, where }: NearHunt,
  condition: (of: Whose) => Fragment,
) {
  const parts = whose.map((of) => {
    const narrowed = of.party === 'group' ? groupNear(scope) : customerNear(institutionId, where)
    return sql`(select ${columns} from party_name p
      where p.institution_id = ${institutionId} and ${isOf(of)} and ${condition(of)} and ${narrowed} limit ${nearest})`
  })
  return sql<NearName>`${sql.join(parts, sql` union all `)}`
}

/** Names with one slip made good; each pattern a list of characters, of which `_` is any one. */
export async function namesWithSlip(
  tx: Tx,
  hunt: NearHunt,
  { probes, patterns }: { probes: readonly number[][]; patterns: readonly string[][] },
): Promise<NearName[]> {
  if (probes.length === 0) return []
  const likes = patterns.map(
    (pattern) => `%${pattern.map((each) => (each === '_' ? '_' : escapeLike(each))).join('')}%`,
  )
  const { rows } = await among(hunt, (of) => {
    const probed = probes.map((grams) => hasKeys(grams, of))
    return sql`(${sql.join(probed, sql` or `)}) and p.plain like any(${likes}::text[])`
  }).execute(tx)
  return rows
}

/** Of one spelling, the first few. */
const ofOneSpelling = 8

/** Names that sound as one of these spellings, or begin so. */
export async function namesSounding(
  tx: Tx,
  { institutionId, whose, scope, where }: NearHunt,
  spellings: readonly string[],
): Promise<NearName[]> {
  if (spellings.length === 0) return []
  const ends = spellings.map((spelling) => `${spelling}${afterAll}`)
  const parts = whose.map((of) => {
    const narrowed = of.party === 'group' ? groupNear(scope) : customerNear(institutionId, where)
    return sql`(select ${columns} from unnest(${[...spellings]}::text[], ${ends}::text[]) as spelt(first, last)
      cross join lateral (select * from party_name p where p.institution_id = ${institutionId}
        and p.pinyin >= spelt.first and p.pinyin < spelt.last and ${isOf(of)} limit ${ofOneSpelling}) p
      where ${narrowed} limit ${nearest})`
  })
  const { rows } = await sql<NearName>`${sql.join(parts, sql` union all `)}`.execute(tx)
  return rows
}

/** Names that sound the same, whatever they are written with. */
export async function namesLikeSound(tx: Tx, hunt: NearHunt, pinyin: string): Promise<NearName[]> {
  const { rows } = await among(hunt, () => begins(sql`p.pinyin`, pinyin)).execute(tx)
  return rows
}
