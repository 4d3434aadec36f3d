import type { Outputs } from '../api.ts'

type Answer = Outputs['groups']['tree']
type PresentStage = NonNullable<Answer['nodes']['presentStages'][number]>

export type TreeHead = Pick<
  Answer,
  | 'group'
  | 'limit'
  | 'legalCap'
  | 'unknownCurrencies'
  | 'used'
  | 'reserved'
  | 'overdue'
  | 'otherHolders'
  | 'guaranteeCircles'
> & {
  readonly kinds: readonly string[]
  readonly statuses: readonly string[]
  readonly countries: readonly string[]
  readonly branches: readonly { readonly name: string }[]
  readonly officers: readonly { readonly name: string }[]
  readonly stages: readonly PresentStage['stage'][]
  readonly stageStates: readonly PresentStage['state'][]
}

/**
 * A tree as columns in depth-first order: row i's subtree is [i, i + sizes[i]). Amounts in fen, shares in
 * millionths of a percent, −1 where unknown; `sums` are of a row with everything below it, days and tiers the
 * worst of them.
 */
export interface TreeData {
  readonly head: TreeHead
  readonly count: number
  readonly idAt: (index: number) => string
  readonly indexOf: (id: string) => number
  readonly names: readonly string[]
  readonly numbers: readonly string[]
  readonly codes: readonly string[]
  readonly initials: readonly string[]
  readonly parents: Int32Array
  readonly depths: Int32Array
  readonly sizes: Int32Array
  readonly percents: Int32Array
  readonly lookThrough: Int32Array
  readonly kinds: Uint8Array
  readonly statuses: Uint8Array | Uint16Array
  readonly countries: Uint16Array
  readonly branches: Uint16Array
  readonly officers: Uint16Array
  readonly otherParents: Uint16Array
  readonly stages: Uint8Array
  readonly stageStates: Uint8Array
  readonly tiers: Uint8Array
  readonly days: Int32Array
  readonly loans: Int32Array
  readonly balances: Float64Array
  readonly reserved: Float64Array
  readonly overdue: Float64Array
  readonly guaranteed: Float64Array
  readonly limits: Float64Array
  readonly sums: {
    readonly balances: Float64Array
    readonly reserved: Float64Array
    readonly overdue: Float64Array
    readonly guaranteed: Float64Array
    readonly days: Int32Array
    readonly tiers: Uint8Array
  }
}
