import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Rate } from '@banyan/domain/rate'
import { sql } from 'kysely'
import { groupingKinds } from '../groups.queries.ts'
import { type AsOf, holdsAt } from '../relation-graph.queries.ts'

export interface MemberThen {
  id: string
  number: string
  kind: string
  name: string
}

const known = (alias: string, { knownAt }: AsOf) => {
  const row = sql.table(alias)
  return knownAt === null
    ? sql<boolean>`${row}.known_to is null`
    : sql<boolean>`${row}.known_from <= ${knownAt} and (${row}.known_to is null or ${row}.known_to > ${knownAt})`
}

/**
 * Who belonged to a group on a day by what was known, under the names known for that day. Of a day before
 * the group was formed: those it was formed of. A membership does not count on the day it ends.
 */
export async function listMembersThen(
  tx: Tx,
  institutionId: string,
  groupId: string,
  asOf: AsOf,
): Promise<MemberThen[]> {
  const { on, knownAt } = asOf
  const versionKnown = knownAt === null ? sql`true` : sql`v.known_from <= ${knownAt}`
  const { rows } = await sql<MemberThen>`
    with stated as (
      select m.customer_id, m.valid_from, m.valid_to, min(m.valid_from) over () as formed_on
      from group_member m
      where m.institution_id = ${institutionId} and m.group_id = ${groupId} and ${known('m', asOf)}
    )
    select distinct c.id, c.number, c.kind, coalesce(version.name, c.name) as name
    from stated
    join customer c on c.institution_id = ${institutionId} and c.id = stated.customer_id
    left join lateral (
      select v.body ->> 'name' as name from customer_version v
      where v.institution_id = c.institution_id and v.customer_id = c.id and ${versionKnown}
      order by v.valid_from <= ${on} desc, v.version * case when v.valid_from <= ${on} then -1 else 1 end
      limit 1
    ) version on true
    where stated.valid_from <= greatest(${on}::date, stated.formed_on)
      and (stated.valid_to is null or stated.valid_to > greatest(${on}::date, stated.formed_on))`.execute(
    tx,
  )
  return rows
}

/** The holders that people had chosen as parents, by held; a choice does not count on the day it ends. */
export async function listChoicesThen(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  asOf: AsOf,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ held: string; holder: string }>`
    select p.customer_id as held, p.parent_id as holder from parent_choice p
    where p.institution_id = ${institutionId} and p.customer_id = any(${[...ids]}::uuid[])
      and ${known('p', asOf)} and p.valid_from <= ${asOf.on}
      and (p.valid_to is null or p.valid_to > ${asOf.on})`.execute(tx)
  return new Map(rows.map(({ held, holder }) => [held, holder]))
}

/** Those of these customers who had a loan running at the end of a day, among the loans then on file. */
export async function listBorrowersThen(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  { on, knownAt }: AsOf,
): Promise<string[]> {
  const onFile = knownAt === null ? sql`true` : sql`l.created_at <= ${knownAt}`
  const { rows } = await sql<{ id: string }>`
    select distinct l.customer_id as id from loan l
    where l.institution_id = ${institutionId} and l.customer_id = any(${[...ids]}::uuid[])
      and l.status <> 'void' and l.disbursed_on <= ${on} and ${onFile}
      and coalesce(l.settled_on, l.written_off_on, 'infinity') > ${on}
    order by 1`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A relation as it was written down, and by whom. */
export interface WrittenRelation {
  id: string
  kind: string
  from: string
  to: string
  percent: Rate | null
  validFrom: Day
  validTo: Day | null
  knownFrom: Date
  source: string
  reason: string | null
  correctsId: string | null
  isImported: boolean
  maker: string | null
  /** Who said what in its place, when, and why; null while it is believed. */
  replacedBy: string | null
  replacedAt: Date | null
  replacedReason: string | null
}

/** Ownership and control among these parties, in force on the day by what was known. */
export async function listGroupingThen(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  asOf: AsOf,
): Promise<WrittenRelation[]> {
  const given = sql`any(${[...ids]}::uuid[])`
  const { rows } = await sql<WrittenRelation>`
    select r.id, r.kind, r.from_id as "from", r.to_id as "to", r.percent, r.valid_from as "validFrom",
      r.valid_to as "validTo", r.known_from as "knownFrom", r.source, r.reason,
      r.corrects_id as "correctsId", r.import_batch_id is not null as "isImported", s.name as maker,
      w.name as "replacedBy", n.known_from as "replacedAt", n.reason as "replacedReason"
    from relation r
    left join staff s on s.institution_id = r.institution_id and s.id = r.created_by
    left join lateral (
      select * from relation next
      where next.institution_id = r.institution_id and next.corrects_id = r.id
      order by next.known_from limit 1
    ) n on true
    left join staff w on w.institution_id = n.institution_id and w.id = n.created_by
    where r.institution_id = ${institutionId} and r.kind = any(${groupingKinds})
      and r.from_id = ${given} and r.to_id = ${given} and ${holdsAt('r', asOf)}
    order by r.id`.execute(tx)
  return rows
}
