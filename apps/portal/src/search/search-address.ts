import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const parties = ['customer', 'group'] as const
export const kinds = ['person', 'company'] as const

export interface SearchAddress {
  readonly text: string
  readonly party: (typeof parties)[number] | null
  readonly kind: (typeof kinds)[number] | null
  readonly branchId: string | null
}

const only = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** The search page's state, from its address; what it does not know counts as not said. */
export function readSearchAddress(query: LocationQuery): SearchAddress {
  const branchId = only(query['branch'])
  return {
    text: only(query['q']) ?? '',
    party: parties.find((each) => each === only(query['party'])) ?? null,
    kind: kinds.find((each) => each === only(query['kind'])) ?? null,
    branchId: branchId !== null && uuid.test(branchId) ? branchId : null,
  }
}

export function writeSearchAddress({
  text,
  party,
  kind,
  branchId,
}: SearchAddress): LocationQueryRaw {
  const all = { q: text || null, party, kind, branch: branchId }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
