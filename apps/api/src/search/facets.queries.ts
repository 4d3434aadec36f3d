import type { Tx } from '@banyan/database'
import type { FacetField } from '@banyan/domain/search/facets'
import { sql } from 'kysely'
import type { Fragment } from './condition-fragments.queries.ts'
import {
  chosenIn,
  facetValues,
  isChosen,
  narrowed,
  narrowedAndChosen,
  type Narrowing,
} from './customers-where.queries.ts'

export interface FacetCount {
  field: FacetField
  value: string | null
  count: number
}

export interface FacetQuestion {
  narrowing: Narrowing
  named: Fragment | null
  fields: readonly FacetField[]
  atMost: number
}

/**
 * The values of each facet with how many have them, under every other condition and choice but its own; of the
 * first `atMost` customers, when there are more.
 */
export async function countFacets(tx: Tx, question: FacetQuestion): Promise<FacetCount[]> {
  const { narrowing, named, fields, atMost } = question
  const chosen = chosenIn(narrowing.chosen)
  const needed = [...new Set([...fields, ...chosen.map(([field]) => field)])]
  if (needed.length === 0) return []
  const values = needed.map((field) => sql`${facetValues[field]} as ${sql.ref(field)}`)
  const counts = fields.map((field) => {
    const others = chosen
      .filter(([other]) => other !== field)
      .map(([other, picked]) => isChosen(sql.ref(`base.${other}`), picked))
    const where = others.length === 0 ? sql`true` : sql.join(others, sql` and `)
    return sql`select ${field}::text as field, base.${sql.ref(field)} as value, count(*)::int as count from base where ${where} group by 2`
  })
  const { rows } = await sql<FacetCount>`
    with base as materialized (
      select ${sql.join(values)} from customer c where ${narrowed(narrowing)} and ${named ?? sql`true`} limit ${atMost})
    ${sql.join(counts, sql` union all `)} order by 1, 3 desc, 2`.execute(tx)
  return rows
}

/** How many customers there are under everything asked, up to `atMost` and one more. */
export async function countNarrowed(tx: Tx, question: FacetQuestion): Promise<number> {
  const { narrowing, named, atMost } = question
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from (select from customer c
      where ${narrowedAndChosen(narrowing)} and ${named ?? sql`true`} limit ${atMost + 1}) capped`.execute(
    tx,
  )
  return rows[0]?.total ?? 0
}

/** Names of branches and staff by their ids. */
export async function namesOf(
  tx: Tx,
  institutionId: string,
  ids: { branches: readonly string[]; staff: readonly string[] },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select b.id, b.name from branch b where b.institution_id = ${institutionId} and b.id = any(${[...ids.branches]}::uuid[])
    union all
    select s.id, s.name from staff s where s.institution_id = ${institutionId} and s.id = any(${[...ids.staff]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
