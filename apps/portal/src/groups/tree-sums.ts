import type { TreeData } from './tree-data.ts'

export interface TreeSums {
  readonly count: number
  readonly own: number
  readonly reserved: number
  readonly overdue: number
  readonly guaranteed: number
  readonly limits: number
}

/** Own figures of these members added up, in fen: each contract once, whatever hangs under whom. */
export function sumsOf(data: TreeData, keys: Iterable<number>): TreeSums {
  let [count, own, reserved, overdue, guaranteed, limits] = [0, 0, 0, 0, 0, 0]
  for (const key of keys) {
    if (key >= data.count) continue
    count += 1
    own += data.balances[key] ?? 0
    reserved += data.reserved[key] ?? 0
    overdue += data.overdue[key] ?? 0
    guaranteed += data.guaranteed[key] ?? 0
    limits += Math.max(0, data.limits[key] ?? 0)
  }
  return { count, own, reserved, overdue, guaranteed, limits }
}
