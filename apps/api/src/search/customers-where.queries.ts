import { tiers } from '@banyan/domain/classification/tiers'
import {
  type ConditionGroup,
  type ConditionNode,
  isGroup,
} from '@banyan/domain/search/condition-tree'
import { type ChosenFacets, type FacetField, none } from '@banyan/domain/search/facets'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../access/staff-context.ts'
import { type Asker, type Fragment, fragmentOf } from './condition-fragments.queries.ts'

/** What a list of customers is narrowed by, beside the words of the box. */
export interface Narrowing {
  scope: Scope
  asker: Asker
  filter: ConditionGroup | null
  chosen: ChosenFacets
}

const every = (parts: readonly Fragment[]): Fragment =>
  parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`

function nodeFragment(node: ConditionNode, asker: Asker): Fragment {
  if (!isGroup(node)) return fragmentOf(node, asker)
  const isAll = 'all' in node
  const parts = (isAll ? node.all : node.any).map((part) => nodeFragment(part, asker))
  if (isAll || parts.length === 0) return every(parts)
  return sql`(${sql.join(parts, sql` or `)})`
}

/** Whether the customer `c` lies within a caller's reach. */
export function customerInScope(scope: Scope): Fragment {
  if (scope.reach === 'institution') return sql`true`
  return scope.reach === 'own'
    ? sql`c.officer_id = ${scope.staffId}::uuid`
    : sql`c.branch_id = any(${scope.branchIds}::uuid[])`
}

/** What each facet counts by: a value of the customer `c`, or null. */
export const facetValues: Readonly<Record<FacetField, RawBuilder<string | null>>> = {
  kind: sql`c.kind`,
  status: sql`c.status`,
  branch: sql`c.branch_id::text`,
  officer: sql`c.officer_id::text`,
  tier: sql`(array[${sql.join([...tiers])}]::text[])[(
    select max(array_position(array[${sql.join([...tiers])}]::text[], l.tier)) from loan l
    where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active')]`,
  industry: sql`c.industry_section`,
  region: sql`substring(c.credit_code from 3 for 2)`,
  group: sql`case when exists (select from group_member m where m.institution_id = c.institution_id
    and m.customer_id = c.id and m.valid_to is null and m.known_to is null) then 'in' else 'out' end`,
}

/** Chosen values of a facet, told by the value it is counted by. */
export function isChosen(value: RawBuilder<string | null>, values: readonly string[]): Fragment {
  const known = values.filter((each) => each !== none)
  const isKnown = sql<boolean>`coalesce(${value} = any(${known}::text[]), false)`
  return values.includes(none) ? sql`(${isKnown} or ${value} is null)` : isKnown
}

export function chosenIn(chosen: ChosenFacets): [FacetField, readonly string[]][] {
  return Object.entries(chosen).flatMap(([field, values]) =>
    values ? [[field as FacetField, values] as [FacetField, readonly string[]]] : [],
  )
}

/** The institution, the reach and the filter; the facets stay for whoever counts them. */
export function narrowed({ scope, asker, filter }: Narrowing): Fragment {
  const { institutionId } = asker
  const asked = filter === null ? [] : [nodeFragment(filter, asker)]
  return every([sql`c.institution_id = ${institutionId}`, customerInScope(scope), ...asked])
}

/** As `narrowed`, and within the chosen facets. */
export function narrowedAndChosen(narrowing: Narrowing): Fragment {
  const facets = chosenIn(narrowing.chosen).map(([field, values]) =>
    isChosen(facetValues[field], values),
  )
  return every([narrowed(narrowing), ...facets])
}

/** Whether a present member of the group `g` is all that is asked. */
export function hasMember(narrowing: Narrowing): Fragment {
  return sql`exists (select from group_member gm join customer c on c.institution_id = gm.institution_id and c.id = gm.customer_id
    where gm.institution_id = g.institution_id and gm.group_id = g.id and gm.valid_to is null and gm.known_to is null
      and ${narrowedAndChosen(narrowing)})`
}

export const isNarrow = ({ scope, filter, chosen }: Narrowing): boolean =>
  scope.reach === 'own' || filter !== null || chosenIn(chosen).length > 0
