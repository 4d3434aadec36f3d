import { facetFields, type FacetField } from '@banyan/domain/search/facets'
import { densities, type Density } from '@banyan/ui/column'
import type { ColumnChoice } from '@banyan/ui/column-layout'
import type { ConditionGroup } from '@banyan/domain/search/condition-tree'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { readFilter, writeFilter } from './condition-address.ts'

export type Chosen = Readonly<Partial<Record<FacetField, readonly string[]>>>

/** All that decides which rows a list shows, and how; columns and density only where they are the view's own. */
export interface ListState {
  readonly text: string
  readonly filter: ConditionGroup | null
  readonly chosen: Chosen
  readonly sort: string | null
  readonly columns: readonly ColumnChoice[] | null
  readonly density: Density | null
}

export const plainState: ListState = {
  text: '',
  filter: null,
  chosen: {},
  sort: null,
  columns: null,
  density: null,
}

/** What an address says: the view it opens, and the state when that is not the view's own. */
export interface ListAddress {
  /** `none`: no view, not even one's usual. */
  readonly view: string | null
  /** Null: as the view has it. */
  readonly state: ListState | null
  /** The address holds a filter that cannot be read. */
  readonly isBroken: boolean
}

const only = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

const stateKeys = ['q', 'f', 'sort', 'cols', 'density', 'changed', ...facetFields]

export function readListAddress(query: LocationQuery): ListAddress {
  const view = only(query['view'])
  const hasState = stateKeys.some((key) => only(query[key]) !== null)
  if (view !== null && view !== 'none' && !hasState) return { view, state: null, isBroken: false }
  const read = readFilter(only(query['f']))
  const chosen = Object.fromEntries(
    facetFields.flatMap((field) => {
      const values = (only(query[field]) ?? '').split(',').filter((value) => value !== '')
      return values.length > 0 ? [[field, values]] : []
    }),
  )
  const state = {
    text: only(query['q']) ?? '',
    filter: read.isRead ? read.filter : null,
    chosen,
    sort: only(query['sort']),
    columns: readColumns(only(query['cols'])),
    density: densities.find((density) => density === only(query['density'])) ?? null,
  }
  return { view, state, isBroken: !read.isRead }
}

/** The reverse of `readListAddress`; whatever is as usual is left out. */
export function writeListAddress({
  view,
  state,
}: Pick<ListAddress, 'view' | 'state'>): LocationQueryRaw {
  if (state === null) return view === null ? {} : { view }
  const facets = facetFields.map((field) => [field, state.chosen[field]?.join(',')] as const)
  const all = {
    view,
    q: state.text,
    f: writeFilter(state.filter),
    ...Object.fromEntries(facets),
    sort: state.sort,
    cols: writeColumns(state.columns),
    density: state.density,
  }
  const written = Object.fromEntries(Object.entries(all).filter(([, value]) => value))
  const isBare = Object.keys(written).every((key) => key === 'view')
  return isBare && view !== null && view !== 'none' ? { view, changed: '1' } : written
}

/** `name.^balance.-branch`: in this order, `^` pinned, `-` hidden, `~240` so wide. */
function writeColumns(columns: ListState['columns']): string | null {
  if (columns === null) return null
  const written = columns.map(
    ({ id, isHidden, isPinned, width }) =>
      `${isHidden ? '-' : ''}${isPinned ? '^' : ''}${id}${width === undefined ? '' : `~${width}`}`,
  )
  return written.join('.') || null
}

function readColumns(text: string | null): ListState['columns'] {
  if (text === null) return null
  return text.split('.').flatMap((part) => {
    const [, hidden, pinned, id, width] = /^(-?)(\^?)([a-zA-Z]+)(?:~(\d{2,4}))?$/.exec(part) ?? []
    if (!id) return []
    return [
      {
        id,
        ...(hidden ? { isHidden: true } : {}),
        ...(pinned ? { isPinned: true } : {}),
        ...(width ? { width: Number(width) } : {}),
      },
    ]
  })
}

/** Two states show the same rows in the same way. */
export function isSameState(one: ListState, other: ListState): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other))
}

function canonical(state: ListState) {
  return {
    ...state,
    filter: writeFilter(state.filter),
    chosen: facetFields.map((field) => [...(state.chosen[field] ?? [])].sort()),
    columns: writeColumns(state.columns),
  }
}

/** What a view's dot stands for: the parts in which the screen is not as the view was saved. */
export function changedParts(saved: ListState, now: ListState): (keyof ListState)[] {
  const before = canonical(saved)
  const after = canonical(now)
  return (Object.keys(plainState) as (keyof ListState)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  )
}
