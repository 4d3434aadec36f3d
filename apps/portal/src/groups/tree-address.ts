import type { Sort } from '@banyan/ui/column'
import { loanClasses } from '@banyan/ui/loan-class'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { nodeTabs, type NodeTab } from './node-act.ts'
import { readConditions, writeConditions, type TreeCondition } from './tree-conditions.ts'
import type { TreeFilter } from './tree-filter.ts'
import { treeColumnIds } from './tree-values.ts'

/** The group as a tree, as one list over all levels, or as the graph of its relations. */
export const lenses = ['tree', 'list', 'graph'] as const
export type Lens = (typeof lenses)[number]

/** What of a tree stands in the address. */
export interface TreeAddress {
  /** The number of the customer chosen. */
  readonly node: string | null
  /** As `writeOpen` has it; null for the tree as it first opens. */
  readonly open: string | null
  readonly filter: TreeFilter
  /** Null in the order of the tree. */
  readonly sort: Sort | null
  readonly lens: Lens
  readonly isPanelShut: boolean
  /** The part of the panel that is open. */
  readonly tab: NodeTab
  /** Days compared: what changed from `since` until `on`; both null while only today is shown. */
  readonly since: string | null
  readonly on: string | null
  /** The day by whose end the tree was known so; null for what is known now. */
  readonly known: string | null
  /** The saved view that is open; `none` where even the usual one was put away. */
  readonly view: string | null
}

const only = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

export function readAddress(query: LocationQuery): TreeAddress {
  const of = (name: string) => only(query[name])
  return {
    node: of('node'),
    open: of('open'),
    filter: { text: of('find') ?? '', conditions: conditionsIn(query) },
    sort: readSort(of('sort')),
    lens: lenses.find((each) => each === of('as')) ?? 'tree',
    isPanelShut: of('panel') === 'shut',
    tab: nodeTabs.find((each) => each === of('tab')) ?? 'overview',
    since: dayIn(of('since')),
    on: dayIn(of('on')),
    known: dayIn(of('known')),
    view: of('view'),
  }
}

/** `class=` and `overdue=1` are how other pages ask for a class or for those overdue. */
function conditionsIn(query: LocationQuery): TreeCondition[] {
  const tier = loanClasses.find((each) => each === only(query['class']))
  return [
    ...readConditions(only(query['where'])),
    ...(tier ? [{ field: 'tier', is: 'is', value: tier } as const] : []),
    ...(only(query['overdue']) === '1' ? [{ field: 'days', is: 'least', value: 1 } as const] : []),
  ]
}

const dayIn = (text: string | null) =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null

export function readSort(text: string | null): Sort | null {
  const direction = text?.startsWith('-') ? 'descending' : 'ascending'
  const by = treeColumnIds.find((id) => id === text?.replace(/^-/, ''))
  return by ? { by, direction } : null
}

/** The reverse of `readSort`. */
export const writeSort = ({ by, direction }: Sort) =>
  `${direction === 'descending' ? '-' : ''}${by}`

/** The reverse of `readAddress`; whatever is as usual is left out. */
export function writeAddress(address: TreeAddress): LocationQueryRaw {
  const { filter, sort, lens } = address
  const all = {
    // A view may keep another lens than the usual one, so that beside it the usual one is said as well.
    as: lens === 'tree' && address.view === null ? null : lens,
    node: address.node,
    open: address.open,
    find: filter.text || null,
    where: writeConditions(filter.conditions),
    sort: sort && writeSort(sort),
    panel: address.isPanelShut ? 'shut' : null,
    tab: address.tab === 'overview' ? null : address.tab,
    since: address.since,
    on: address.on,
    known: address.known,
    view: address.view,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

/** Names in the address that this page keeps; others are the graph's own. */
export const treeAddressNames = [
  'as',
  'node',
  'open',
  'find',
  'where',
  'class',
  'overdue',
  'sort',
  'panel',
  'tab',
  'since',
  'on',
  'known',
  'view',
]
