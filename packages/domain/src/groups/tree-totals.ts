import type { TreeNumbers } from './tree-wire.ts'

/** Of each member and everything below it: sums, the longest overdue, the worst tier. */
export interface SubtreeTotals {
  balances: Float64Array
  reserved: Float64Array
  overdue: Float64Array
  guaranteed: Float64Array
  loans: Int32Array
  days: Int32Array
  tiers: Uint8Array
}

/** Of a tree in depth-first order, where each parent stands before its children. */
export function depthsAndSizes(parents: Int32Array): { depths: Int32Array; sizes: Int32Array } {
  const count = parents.length
  const depths = new Int32Array(count)
  const sizes = new Int32Array(count).fill(1)
  for (let i = 0; i < count; i++) {
    const parent = parents[i] ?? -1
    if (parent >= 0) depths[i] = (depths[parent] ?? 0) + 1
  }
  for (let i = count - 1; i >= 0; i--) {
    const parent = parents[i] ?? -1
    if (parent >= 0) sizes[parent] = (sizes[parent] ?? 0) + (sizes[i] ?? 0)
  }
  return { depths, sizes }
}

type Own = Pick<
  TreeNumbers,
  'parents' | 'balances' | 'reserved' | 'overdue' | 'guaranteed' | 'loans' | 'days' | 'tiers'
>

/** Time is O(n): each member is added to its parent once, from the last to the first. */
export function subtreeTotals(own: Own): SubtreeTotals {
  const totals = {
    balances: own.balances.slice(),
    reserved: own.reserved.slice(),
    overdue: own.overdue.slice(),
    guaranteed: own.guaranteed.slice(),
    loans: own.loans.slice(),
    days: own.days.slice(),
    tiers: own.tiers.slice(),
  }
  const { balances, reserved, overdue, guaranteed, loans, days, tiers } = totals
  for (let i = own.parents.length - 1; i >= 0; i--) {
    const up = own.parents[i] ?? -1
    if (up < 0) continue
    for (const sums of [balances, reserved, overdue, guaranteed, loans])
      sums[up] = (sums[up] ?? 0) + (sums[i] ?? 0)
    for (const worst of [days, tiers]) worst[up] = Math.max(worst[up] ?? 0, worst[i] ?? 0)
  }
  return totals
}
