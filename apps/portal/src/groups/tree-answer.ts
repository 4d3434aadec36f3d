import type { Outputs } from '../api.ts'
import type { TreeData } from './tree-data.ts'

type Answer = Outputs['groups']['tree']

const none = { byte: 255, short: 65_535 }

/** Different values, in the order they are first met, and where each stands. */
function indexed<T>(values: readonly T[]): { distinct: T[]; indexOf: (value: T) => number } {
  const places = new Map<T, number>()
  for (const value of values) if (!places.has(value)) places.set(value, places.size)
  return { distinct: [...places.keys()], indexOf: (value) => places.get(value) ?? 0 }
}

function shareColumn(percents: readonly (number | null)[]): Int32Array {
  return Int32Array.from(percents, (percent) => percent ?? -1)
}

/** The share that the top of the tree holds through each row's chain; −1 at the top and where a link is unknown. */
function chainShares(depths: Int32Array, parents: Int32Array, percents: Int32Array): Int32Array {
  const shares = new Int32Array(depths.length).fill(-1)
  for (let index = 0; index < depths.length; index++) {
    const depth = depths[index] ?? 0
    const percent = percents[index] ?? -1
    const above = shares[parents[index] ?? -1] ?? -1
    if (depth === 0 || percent < 0) continue
    if (depth === 1) shares[index] = percent
    else if (above >= 0) shares[index] = Math.round((above / 100_000_000) * percent)
  }
  return shares
}

/** The columns of an answer that came as JSON. */
export function treeData({ nodes, ...head }: Answer): TreeData {
  const { ids } = nodes
  const places = new Map(ids.map((id, index) => [id, index]))
  const kinds = indexed(nodes.kinds)
  const statuses = indexed(nodes.statuses)
  const countries = indexed(nodes.countries)
  const branches = indexed(nodes.branches)
  const officers = indexed(nodes.officers.filter((name) => name !== null))
  const stages = indexed(nodes.presentStages.flatMap((each) => (each ? [each.stage] : [])))
  const states = indexed(nodes.presentStages.flatMap((each) => (each ? [each.state] : [])))
  const depths = Int32Array.from(nodes.depths)
  const parents = Int32Array.from(nodes.parents, (id) =>
    id === null ? -1 : (places.get(id) ?? -1),
  )
  const percents = shareColumn(nodes.percents)
  const unknown = new Float64Array(ids.length)
  return {
    head: {
      ...head,
      kinds: kinds.distinct,
      statuses: statuses.distinct,
      countries: countries.distinct,
      branches: branches.distinct.map((name) => ({ name })),
      officers: officers.distinct.map((name) => ({ name })),
      stages: stages.distinct,
      stageStates: states.distinct,
    },
    count: ids.length,
    idAt: (index) => ids[index] ?? '',
    indexOf: (id) => places.get(id) ?? -1,
    names: nodes.names,
    numbers: nodes.numbers,
    codes: nodes.codes.map((code) => code ?? ''),
    initials: nodes.initials.map((letters) => letters ?? ''),
    parents,
    depths,
    sizes: Int32Array.from(nodes.sizes),
    percents,
    lookThrough: chainShares(depths, parents, percents),
    kinds: Uint8Array.from(nodes.kinds, kinds.indexOf),
    statuses: Uint16Array.from(nodes.statuses, statuses.indexOf),
    countries: Uint16Array.from(nodes.countries, countries.indexOf),
    branches: Uint16Array.from(nodes.branches, branches.indexOf),
    officers: Uint16Array.from(nodes.officers, (name) =>
      name === null ? none.short : officers.indexOf(name),
    ),
    otherParents: Uint16Array.from(nodes.otherParents ?? []),
    stages: Uint8Array.from(nodes.presentStages, (each) =>
      each ? stages.indexOf(each.stage) : none.byte,
    ),
    stageStates: Uint8Array.from(nodes.presentStages, (each) =>
      each ? states.indexOf(each.state) : none.byte,
    ),
    tiers: Uint8Array.from(nodes.tiers),
    days: Int32Array.from(nodes.daysPastDue),
    loans: Int32Array.from(nodes.loans),
    balances: Float64Array.from(nodes.balances),
    reserved: Float64Array.from(nodes.reserved),
    overdue: Float64Array.from(nodes.overdue),
    guaranteed: unknown,
    limits: new Float64Array(ids.length).fill(-1),
    sums: {
      balances: Float64Array.from(nodes.subtreeBalances),
      reserved: Float64Array.from(nodes.subtreeReserved),
      overdue: Float64Array.from(nodes.subtreeOverdue),
      guaranteed: unknown,
      days: Int32Array.from(nodes.subtreeDays),
      tiers: Uint8Array.from(nodes.subtreeTiers),
    },
  }
}
