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

/** How many have which value of each facet, and how many there are under everything asked. */
export interface FacetCounts {
  counts: FacetCount[]
  total: number
  /** Whether these are the first `atMost` customers, and there may be more. */
  isCapped: boolean
}

/**
 * The values of each facet with how many have them, under every other condition and choice but its own; of the
 * first `atMost` customers, when there are more. Customers are read once, whatever is counted.
 */
export async function countFacets(tx: Tx, question: FacetQuestion): Promise<FacetCounts> {
  const { narrowing, named, fields, atMost } = question
  const chosen = chosenIn(narrowing.chosen)
  const needed = [...new Set([...fields, ...chosen.map(([field]) => field)])]
  const values = needed.map((field) => sql`, ${facetValues[field]} as ${sql.ref(field)}`)
  const under = (choices: typeof chosen) =>
    choices.length === 0
      ? sql`true`
      : sql.join(
          choices.map(([field, picked]) => isChosen(sql.ref(`base.${field}`), picked)),
          sql` and `,
        )
  const counts = fields.map((field) => {
    const others = chosen.filter(([other]) => other !== field)
    return sql`select ${field}::text as field, base.${sql.ref(field)} as value, count(*)::int as count from base where ${under(others)} group by 2`
  })
  const { rows } = await sql<Omit<FacetCount, 'field'> & { field: FacetField | 'read' | 'total' }>`
    with base as materialized (
      select true as is_read ${sql.join(values, sql``)} from customer c where ${narrowed(narrowing)} and ${named ?? sql`true`} limit ${atMost}),
    counted as (
      select 'read' as field, null as value, count(*)::int as count from base
      union all select 'total', null, count(*)::int from base where ${under(chosen)}
      ${counts.length === 0 ? sql`` : sql`union all ${sql.join(counts, sql` union all `)}`})
    select * from counted order by 1, 3 desc, 2`.execute(tx)
  const one = (name: 'read' | 'total') => rows.find(({ field }) => field === name)?.count ?? 0
  return {
    counts: rows.filter((row): row is FacetCount => row.field !== 'read' && row.field !== 'total'),
    total: one('total'),
    isCapped: one('read') >= atMost,
  }
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
