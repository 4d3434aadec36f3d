import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface NameShares {
  names: number
  /** How often each frequent key occurs, in millionths of all names. */
  shares: ReadonlyMap<number, number>
}

/** The shares as last counted, or null before the first count. */
export async function readNameShares(tx: Tx, institutionId: string): Promise<NameShares | null> {
  const index = await tx
    .selectFrom('nameIndex')
    .select('names')
    .where('institutionId', '=', institutionId)
    .executeTakeFirst()
  if (!index) return null
  const rows = await tx
    .selectFrom('nameKeyShare')
    .select(['key', 'share'])
    .where('institutionId', '=', institutionId)
    .execute()
  return { names: index.names, shares: new Map(rows.map(({ key, share }) => [key, share])) }
}

/** What is met in fewer than so many names of the sample is not frequent, and not kept. */
const leastMet = 8
const sampled = 50_000

/** Counts anew how often keys occur, on a sample of about 50,000 names, and keeps what is frequent. */
export async function countNameShares(
  tx: Tx,
  institutionId: string,
  { form, at }: { form: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ names: number }>`
    select count(*)::bigint as names from party_name where institution_id = ${institutionId}`.execute(
    tx,
  )
  const names = rows[0]?.names ?? 0
  const percent = Math.min(100, (100 * sampled) / Math.max(names, 1))
  await sql`delete from name_key_share where institution_id = ${institutionId}`.execute(tx)
  await sql`
    insert into name_key_share (institution_id, key, share)
    with sample as materialized (
      select p.keys, p.branch_id from party_name p tablesample system (${percent}) where p.institution_id = ${institutionId}),
    size as (select greatest(count(*), 1) as names from sample)
    select ${institutionId}::uuid, key, least(1000000, ceil(1000000.0 * count(*) / (select names from size)))::int
    from (select unnest(sample.keys) as key from sample
      union all select ('x' || right(branch_id::text, 7))::bit(28)::int | 1610612736 from sample where branch_id is not null) kept
    group by key having count(*) >= ${leastMet}`.execute(tx)
  await sql`
    insert into name_index (institution_id, names, form, counted_at) values (${institutionId}, ${names}, ${form}, ${at})
    on conflict (institution_id) do update set names = excluded.names, form = excluded.form, counted_at = excluded.counted_at`.execute(
    tx,
  )
  return names
}

export interface KeptForm {
  form: number
  names: number
  countedAt: Date
}

export async function readNameIndex(tx: Tx, institutionId: string): Promise<KeptForm | null> {
  const row = await tx
    .selectFrom('nameIndex')
    .select(['form', 'names', 'countedAt'])
    .where('institutionId', '=', institutionId)
    .executeTakeFirst()
  return row ?? null
}

/** Names in the order of their ids, after one of them. */
export function listNamesAfter(tx: Tx, institutionId: string, after: string | null, limit: number) {
  let query = tx
    .selectFrom('partyName')
    .select(['id', 'name', 'plain'])
    .where('institutionId', '=', institutionId)
    .orderBy('id')
    .limit(limit)
  if (after) query = query.where('id', '>', after)
  return query.execute()
}

/** Puts names into the present form. */
export async function setNameForms(
  tx: Tx,
  institutionId: string,
  names: readonly { id: string; plain: string; grams: number[] }[],
): Promise<void> {
  if (names.length === 0) return
  await sql`
    update party_name p set plain = given.plain, grams = given.grams::int[]
    from unnest(${names.map(({ id }) => id)}::uuid[], ${names.map(({ plain }) => plain)}::text[],
      ${names.map(({ grams }) => `{${grams.join(',')}}`)}::text[]) as given(id, plain, grams)
    where p.institution_id = ${institutionId} and p.id = given.id`.execute(tx)
}
