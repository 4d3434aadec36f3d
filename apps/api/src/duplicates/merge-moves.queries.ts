import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

/** One merge: which case, from whom to whom. */
export interface Merge {
  id: string
  survivorId: string
  mergedId: string
}

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Mover = Pick<StaffContext, 'tx' | 'institution' | 'now'>

/** Statements of periods that the survivor has none of. */
export async function moveStatements(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    with moved as (
      update financial_statement s set customer_id = ${survivorId}
      where s.institution_id = ${institution.id} and s.customer_id = ${mergedId} and s.replaced_at is null
        and not exists (select 1 from financial_statement own
          where own.institution_id = s.institution_id and own.customer_id = ${survivorId}
            and own.replaced_at is null and own.period_end = s.period_end and own.period = s.period
            and own.scope = s.scope)
      returning s.id
    )
    insert into merge_move (institution_id, case_id, what, row_key)
    select ${institution.id}, ${id}, 'statements', moved.id::text from moved`.execute(tx)
}

export async function moveStatementsBack(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    update financial_statement s set customer_id = ${mergedId}
    from merge_move m
    where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'statements'
      and s.institution_id = m.institution_id and s.id = m.row_key::uuid
      and s.customer_id = ${survivorId}`.execute(tx)
}

/** Every name of the one becomes a former name of the other. */
export async function moveNames(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    with held as (
      select n.id, n.kind, n.branch_id, n.officer_id from party_name n
      where n.institution_id = ${institution.id} and n.party_id = ${mergedId}
    ), moved as (
      update party_name n set party_id = ${survivorId},
        kind = case when n.kind = 'current' then 'former' else n.kind end,
        branch_id = c.branch_id, officer_id = c.officer_id
      from customer c
      where n.institution_id = ${institution.id} and n.party_id = ${mergedId}
        and c.institution_id = n.institution_id and c.id = ${survivorId}
    )
    insert into merge_move (institution_id, case_id, what, row_key, before)
    select ${institution.id}, ${id}, 'names', held.id::text, held.kind from held`.execute(tx)
}

export async function moveNamesBack(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    update party_name n set party_id = ${mergedId}, kind = m.before,
      branch_id = c.branch_id, officer_id = c.officer_id
    from merge_move m, customer c
    where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'names'
      and n.institution_id = m.institution_id and n.id = m.row_key::uuid and n.party_id = ${survivorId}
      and c.institution_id = m.institution_id and c.id = ${mergedId}`.execute(tx)
}

/** What other systems call the one is from now on the other. */
export async function moveReferences(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    with moved as (
      update external_reference e set entity_id = ${survivorId}
      where e.institution_id = ${institution.id} and e.entity_id = ${mergedId}
      returning e.kind, e.source, e.external_id
    )
    insert into merge_move (institution_id, case_id, what, row_key)
    select ${institution.id}, ${id}, 'references',
      jsonb_build_array(moved.kind, moved.source, moved.external_id)::text from moved`.execute(tx)
}

export async function moveReferencesBack(
  { tx, institution }: Place,
  { id, survivorId, mergedId }: Merge,
): Promise<void> {
  await sql`
    update external_reference e set entity_id = ${mergedId}
    from merge_move m
    where m.institution_id = ${institution.id} and m.case_id = ${id} and m.what = 'references'
      and e.institution_id = m.institution_id and e.entity_id = ${survivorId}
      and e.kind = m.row_key::jsonb ->> 0 and e.source = m.row_key::jsonb ->> 1
      and e.external_id = m.row_key::jsonb ->> 2`.execute(tx)
}

export interface Moved {
  what: string
  rowKey: string
  before: string | null
}

export async function insertMoves(
  { tx, institution }: Place,
  caseId: string,
  moves: readonly Moved[],
): Promise<void> {
  if (moves.length === 0) return
  await tx
    .insertInto('mergeMove')
    .values(moves.map((move) => ({ institutionId: institution.id, caseId, ...move })))
    .execute()
}

export function listMoves({ tx, institution }: Place, caseId: string, what: string) {
  return tx
    .selectFrom('mergeMove')
    .select(['what', 'rowKey', 'before'])
    .where('institutionId', '=', institution.id)
    .where('caseId', '=', caseId)
    .where('what', '=', what)
    .orderBy('rowKey')
    .execute()
}

/** How many rows of each kind a merge moved. */
export async function countMoves({ tx, institution }: Place, caseIds: readonly string[]) {
  if (caseIds.length === 0) return []
  return tx
    .selectFrom('mergeMove')
    .select(['caseId', 'what'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('institutionId', '=', institution.id)
    .where('caseId', 'in', [...caseIds])
    .groupBy(['caseId', 'what'])
    .execute()
}

/** A membership that ended with the merge is believed to go on as it did. */
export async function reopenMembership(
  { tx, institution, now }: Mover,
  groupId: string,
  customerId: string,
  endedOn: Day,
): Promise<void> {
  await sql`
    with ended as (
      update group_member set known_to = ${now()}
      where institution_id = ${institution.id} and id = (
        select id from group_member
        where institution_id = ${institution.id} and group_id = ${groupId} and customer_id = ${customerId}
          and valid_to = ${endedOn} and known_to is null
        order by id desc limit 1)
      returning reason, valid_from
    )
    insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, known_from)
    select ${institution.id}, ${uuidv7()}, ${groupId}, ${customerId}, reason, valid_from, ${now()}
    from ended`.execute(tx)
}

/** Points a closed customer at the one it became, or lets it stand for itself again. */
export async function setMergedInto(
  { tx, institution, now }: Mover,
  customerId: string,
  { mergedInto, status }: { mergedInto: string | null; status: string },
): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ mergedInto, status, changedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', customerId)
    .execute()
}
