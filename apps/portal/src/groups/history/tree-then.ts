import { depthsAndSizes, subtreeTotals } from '@banyan/domain/groups/tree-totals'
import type { Outputs } from '../../api.ts'
import type { TreeData } from '../tree-data.ts'

type TreeThen = Outputs['groups']['treeAsOf']

/** The tree of another day under today's heading: its shape and shares, without figures. */
export function treeThen(
  { members, borrowers, closingEdges, warnings }: TreeThen,
  today: TreeData,
): TreeData {
  const count = members.length
  const owed = new Set(borrowers)
  const places = new Map(members.map(({ id }, index) => [id, index]))
  const parents = Int32Array.from(members, ({ parent }) =>
    parent === null ? -1 : (places.get(parent) ?? -1),
  )
  const none = {
    amounts: new Float64Array(count),
    counts: new Int32Array(count),
    bytes: new Uint8Array(count),
    unset: new Uint8Array(count).fill(255),
    nowhere: new Uint16Array(count).fill(65_535),
  }
  const figures = {
    parents,
    balances: none.amounts,
    reserved: none.amounts,
    overdue: none.amounts,
    guaranteed: none.amounts,
    loans: Int32Array.from(members, ({ id }) => (owed.has(id) ? 1 : 0)),
    days: none.counts,
    tiers: none.bytes,
  }
  const kindOf = (id: string) => today.kinds[today.indexOf(id)] ?? 0
  const countryOf = (id: string) => today.countries[today.indexOf(id)] ?? 0
  return {
    ...figures,
    ...depthsAndSizes(parents),
    head: {
      ...today.head,
      group: { ...today.head.group, closingEdges, warnings },
      otherHolders: [],
      guaranteeCircles: { mutual: [], rings: [], circles: [], longestChain: 0 },
    },
    count,
    idAt: (index) => members[index]?.id ?? '',
    indexOf: (id) => places.get(id) ?? -1,
    names: members.map(({ name }) => name),
    numbers: members.map(({ number }) => number),
    codes: members.map(() => ''),
    initials: members.map(() => ''),
    percents: Int32Array.from(members, ({ percent }) => percent ?? -1),
    lookThrough: Int32Array.from(members, ({ lookThrough }) => lookThrough ?? -1),
    kinds: Uint8Array.from(members, ({ id }) => kindOf(id)),
    countries: Uint16Array.from(members, ({ id }) => countryOf(id)),
    statuses: none.bytes,
    branches: none.nowhere,
    officers: none.nowhere,
    otherParents: new Uint16Array(count),
    stages: none.unset,
    stageStates: none.unset,
    limits: new Float64Array(count).fill(-1),
    sums: subtreeTotals(figures),
  }
}

/** The columns that a tree of another day has. */
export const columnsThen: ReadonlySet<string> = new Set([
  'name',
  'number',
  'direct',
  'through',
  'members',
])
