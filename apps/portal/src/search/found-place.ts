import type { RouteLocationRaw } from 'vue-router'
import type { Outputs } from '../api.ts'

export type Found = Outputs['search']['find']['rows'][number]

/** What is needed to lead from a hit to where it stands. */
export type FoundPlace = Pick<Found, 'party' | 'id' | 'number' | 'groupNumber'>

/** A group opens its tree; a customer its place in the tree of its group, or its file when it has none. */
export function placeOf({ party, id, number, groupNumber }: FoundPlace): RouteLocationRaw {
  if (party === 'group') return { name: 'group', params: { number } }
  return groupNumber === null
    ? { name: 'customer', params: { id } }
    : { name: 'group', params: { number: groupNumber }, query: { node: number } }
}

export function shapeOf({ kind }: Pick<Found, 'kind'>): 'parent' | 'person' | 'company' {
  if (kind === 'group') return 'parent'
  return kind === 'person' ? 'person' : 'company'
}
