import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import type { Merge } from './merge-moves.queries.ts'
import { type Moving, moving, type MovingKind, movingKinds } from './what-moves.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Mover = Pick<StaffContext, 'tx' | 'institution' | 'staff' | 'now' | 'businessDay'>

export type MoveCounts = Record<
  MovingKind | 'names' | 'relations' | 'statements' | 'references',
  number
>

/** Rows of each kind that the merged customer has. */
export async function countMoving({ tx, institution }: Place, customerId: string) {
  const counts = movingKinds.map((kind) => {
    const { table, column } = moving[kind]
    return sql`(select count(*)::int from ${sql.table(table)} t
      where t.institution_id = ${institution.id} and t.${sql.ref(column)} = ${customerId}) as ${sql.ref(kind)}`
  })
  const { rows } = await sql<MoveCounts>`
    select ${sql.join(counts)},
      (select count(*)::int from party_name n where n.institution_id = ${institution.id} and n.party_id = ${customerId}) as names,
      (select count(*)::int from relation r where r.institution_id = ${institution.id} and r.known_to is null
        and (r.from_id = ${customerId} or r.to_id = ${customerId})) as relations,
      (select count(*)::int from financial_statement s where s.institution_id = ${institution.id}
        and s.customer_id = ${customerId} and s.replaced_at is null) as statements,
      (select count(*)::int from external_reference e where e.institution_id = ${institution.id}
        and e.entity_id = ${customerId}) as "references"`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('counts without a row')
  return found
}

const keyOf = ({ key }: Moving) =>
  sql`concat_ws(' ', ${sql.join(key.map((column) => sql.ref(`t.${column}`)))})`

/** Moves what can move, and closes what would stand beside a like row of the survivor. */
export async function moveRows(mover: Mover, merge: Merge, kind: MovingKind): Promise<void> {
  const spec: Moving = moving[kind]
  if (spec.closing?.isMoved === true) await closeStaying(mover, merge, kind)
  await moveFree(mover, merge, kind)
  if (spec.closing?.isMoved === false) await closeStaying(mover, merge, kind)
  if (kind === 'applications') await moveReservations(mover, merge.mergedId, merge.survivorId)
}

async function moveFree(
  { tx, institution }: Mover,
  { id, survivorId, mergedId }: Merge,
  kind: MovingKind,
): Promise<void> {
  const spec: Moving = moving[kind]
  const { table, column, stays } = spec
  await sql`
    with moved as (
      update ${sql.table(table)} t set ${sql.ref(column)} = ${survivorId}
      where t.institution_id = ${institution.id} and t.${sql.ref(column)} = ${mergedId}
        and not ${stays?.(survivorId) ?? sql`false`}
      returning ${keyOf(spec)} as row_key
    )
    insert into merge_move (institution_id, case_id, what, row_key)
    select ${institution.id}, ${id}, ${kind}, moved.row_key from moved`.execute(tx)
}

async function closeStaying(
  { tx, institution, staff, now, businessDay }: Mover,
  { id, survivorId, mergedId }: Merge,
  kind: MovingKind,
): Promise<void> {
  const { table, column, stays, closing }: Moving = moving[kind]
  if (closing === null || stays === null) return
  const before = closing.columns.map((name) => sql`${sql.lit(name)}, ${sql.ref(`t.${name}`)}`)
  await sql`
    with held as (
      select t.id, jsonb_build_object(${sql.join(before)})::text as before from ${sql.table(table)} t
      where t.institution_id = ${institution.id} and t.${sql.ref(column)} = ${mergedId}
        and ${stays(survivorId)}
    ), closed as (
      update ${sql.table(table)} t
      set ${closing.set({ staffId: staff.id, at: now(), day: businessDay })} from held
      where t.institution_id = ${institution.id} and t.id = held.id
    )
    insert into merge_move (institution_id, case_id, what, row_key, before)
    select ${institution.id}, ${id}, 'closed', ${`${kind} `} || held.id, held.before from held`.execute(
    tx,
  )
}

async function moveReservations({ tx, institution }: Place, from: string, to: string) {
  await sql`
    update reservation set customer_id = ${to}
    where institution_id = ${institution.id} and customer_id = ${from}`.execute(tx)
}

/** Back to whom they came from, as they stood, with what has grown out of an application since. */
export async function moveRowsBack(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
  kind: MovingKind,
): Promise<void> {
  const spec: Moving = moving[kind]
  const { table, column, closing } = spec
  const moved = sql`select m.row_key from merge_move m
    where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = ${kind}`
  await sql`
    update ${sql.table(table)} t set ${sql.ref(column)} = ${mergedId}
    where t.institution_id = ${institution.id} and t.${sql.ref(column)} = ${survivorId}
      and ${keyOf(spec)} in (${moved})`.execute(tx)
  if (closing !== null) {
    const columns = closing.columns.map((name) => sql.ref(name))
    const kept = closing.columns.map((name) => sql.ref(`was.${name}`))
    await sql`
      update ${sql.table(table)} t set (${sql.join(columns)}) = (
        select ${sql.join(kept)} from jsonb_populate_record(null::${sql.table(table)}, m.before::jsonb) was)
      from merge_move m
      where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'closed'
        and m.row_key = ${`${kind} `} || t.id
        and t.institution_id = ${institution.id} and t.${sql.ref(column)} = ${mergedId}`.execute(tx)
  }
  if (kind !== 'applications') return
  for (const grown of ['reservation', 'loan']) {
    await sql`
      update ${sql.table(grown)} t set customer_id = ${mergedId}
      where t.institution_id = ${institution.id} and t.customer_id = ${survivorId}
        and t.application_id::text in (${moved})`.execute(tx)
  }
}

/** What was agreed with the debtor of a case that the merge closed holds in the survivor's case too. */
export async function carryAgreements(
  { tx, institution }: Place,
  { id, survivorId }: Merge,
): Promise<void> {
  await sql`
    with pair as (
      select old.id as old_id, own.id as own_id, old.hardship_until, old.agreed_from, old.agreed_to,
        old.agreed_until, old.agreed_evidence
      from merge_move m
      join collection_case old on old.institution_id = m.institution_id
        and m.row_key = 'collectionCases ' || old.id
      join collection_case own on own.institution_id = m.institution_id
        and own.debtor_id = ${survivorId} and own.state = 'open'
      where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'closed'
    ), promised as (
      update collection_promise p set case_id = pair.own_id from pair
      where p.institution_id = ${institution.id} and p.case_id = pair.old_id and p.state = 'open'
      returning p.id, pair.old_id
    ), noted as (
      insert into merge_move (institution_id, case_id, what, row_key, before)
      select ${institution.id}, ${id}, 'promises', promised.id::text, promised.old_id::text from promised
    )
    update collection_case c
    set hardship_until = greatest(c.hardship_until, pair.hardship_until),
      agreed_from = coalesce(c.agreed_from, pair.agreed_from),
      agreed_to = coalesce(c.agreed_to, pair.agreed_to),
      agreed_until = coalesce(c.agreed_until, pair.agreed_until),
      agreed_evidence = coalesce(c.agreed_evidence, pair.agreed_evidence)
    from pair where c.institution_id = ${institution.id} and c.id = pair.own_id`.execute(tx)
}

/** Promises that went into the survivor's case go back into the one they were made in. */
export async function carryPromisesBack(
  { tx, institution }: Place,
  { id }: Pick<Merge, 'id'>,
): Promise<void> {
  await sql`
    update collection_promise p set case_id = m.before::uuid from merge_move m
    where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'promises'
      and p.institution_id = m.institution_id and p.id = m.row_key::uuid`.execute(tx)
}

/** The next close looks at the class of these customers' loans, which are classed together. */
export async function lookAtClass(
  { tx, institution, businessDay }: Pick<Mover, 'tx' | 'institution' | 'businessDay'>,
  customerIds: readonly string[],
): Promise<void> {
  await sql`
    update loan set next_tier_on = least(next_tier_on, ${businessDay})
    where institution_id = ${institution.id} and customer_id = any(${[...customerIds]}::uuid[])
      and status = 'active'`.execute(tx)
}
