import { uuidv7 } from '@banyan/database'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import type { Merge } from './merge-moves.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Mover = Pick<StaffContext, 'tx' | 'institution' | 'now'>

/** Known relations of a customer that stand for themselves once it is the survivor, and those that do not. */
export async function listRelationsToMove(
  { tx, institution }: Place,
  { survivorId, mergedId }: Pick<Merge, 'survivorId' | 'mergedId'>,
): Promise<{ id: string; isCopied: boolean }[]> {
  const { rows } = await sql<{ id: string; isCopied: boolean }>`
    select r.id, r.from_id <> ${survivorId} and r.to_id <> ${survivorId} and not exists (
      select 1 from relation own
      where own.institution_id = r.institution_id and own.known_to is null and own.kind = r.kind
        and own.role is not distinct from r.role
        and (own.kind <> 'guarantee' or own.amount is not distinct from r.amount)
        and (own.valid_to is null or own.valid_to >= r.valid_from)
        and own.from_id = case when r.from_id = ${mergedId} then ${survivorId}::uuid else r.from_id end
        and own.to_id = case when r.to_id = ${mergedId} then ${survivorId}::uuid else r.to_id end
    ) as is_copied
    from relation r
    where r.institution_id = ${institution.id} and r.known_to is null
      and (r.from_id = ${mergedId} or r.to_id = ${mergedId})
    order by r.id`.execute(tx)
  return rows
}

/** Copies of relations, known from now, with `from` in place of `to`; gives how the old ids map to new ones. */
export async function copyRelations(
  { tx, institution, now }: Mover,
  ids: readonly string[],
  replacing: { from: string; to: string; reason: string },
): Promise<Map<string, string>> {
  const copies = new Map(ids.map((id) => [id, uuidv7()]))
  if (ids.length === 0) return copies
  const { from, to, reason } = replacing
  await sql`
    insert into relation
    select (jsonb_populate_record(null::relation, to_jsonb(r) || jsonb_build_object(
      'id', given.copy,
      'from_id', case when r.from_id = ${from} then ${to}::uuid else r.from_id end,
      'to_id', case when r.to_id = ${from} then ${to}::uuid else r.to_id end,
      'known_from', ${now()}::timestamptz, 'known_to', null, 'corrects_id', r.id,
      'reason', ${reason}::text))).*
    from unnest(${[...copies.keys()]}::uuid[], ${[...copies.values()]}::uuid[]) as given(id, copy)
    join relation r on r.institution_id = ${institution.id} and r.id = given.id`.execute(tx)
  return copies
}

/** Those that were believed until now. */
export async function endRelations(
  { tx, institution, now }: Mover,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update relation set known_to = ${now()}
    where institution_id = ${institution.id} and id = any(${[...ids]}::uuid[]) and known_to is null
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
