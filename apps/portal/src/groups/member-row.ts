import { loanClasses, type LoanClass } from '@banyan/ui/loan-class'
import { shownStage, type ShownStage } from './shown-stage.ts'
import type { TreeData } from './tree-data.ts'

/** A customer in the tree: what it owes itself (`own…`) and with everyone below it. Amounts in fen, shares in a `Rate`'s millionths. */
export interface MemberRow {
  readonly type: 'member'
  readonly key: number
  readonly id: string
  readonly depth: number
  readonly number: string
  readonly name: string
  readonly kind: string
  readonly shape: 'company' | 'parent' | 'person' | 'special'
  /** Without a loan or a case here: drawn hollow. */
  readonly isOutsider: boolean
  readonly parentId: string | null
  readonly below: number
  readonly percent: number | null
  /** The share that the top of the tree holds in all; null where it is unknown. */
  readonly through: number | null
  /** Allotted to this customer; null without one. */
  readonly limit: number | null
  /** What is left of the allotted limit; null without one. */
  readonly free: number | null
  readonly balance: number
  readonly ownBalance: number
  readonly reserved: number
  readonly ownReserved: number
  /** Guarantees it gives. */
  readonly guaranteed: number
  readonly overdue: number
  readonly ownOverdue: number
  readonly days: number
  readonly ownDays: number
  readonly tier: LoanClass | null
  readonly ownTier: LoanClass | null
  readonly loans: number
  readonly stage: ShownStage | null
  readonly branch: string
  readonly officer: string | null
  readonly code: string | null
  readonly isFrozen: boolean
  /** How many hold it beside the one it hangs under. */
  readonly others: number
  /** How many stand in the guarantee circle this one stands in; 0 outside any. */
  readonly circle: number
}

const known = (figure: number) => (figure < 0 ? null : figure)
const classAt = (tier: number | undefined): LoanClass | null => loanClasses[(tier ?? 0) - 1] ?? null
const shareAt = (shares: Int32Array, key: number) => known(shares[key] ?? -1)

export function memberRow(data: TreeData, key: number, circle: number): MemberRow {
  const { head, sums } = data
  const amount = (column: Float64Array) => column[key] ?? 0
  const depth = data.depths[key] ?? 0
  const below = (data.sizes[key] ?? 1) - 1
  const kind = head.kinds[data.kinds[key] ?? 0] ?? 'company'
  const country = head.countries[data.countries[key] ?? 0]
  const loans = data.loans[key] ?? 0
  const stage = stageAt(data, key)
  const limit = known(amount(data.limits))
  const [ownBalance, ownReserved] = [amount(data.balances), amount(data.reserved)]
  const parent = data.parents[key] ?? -1
  return {
    type: 'member',
    key,
    id: data.idAt(key),
    depth,
    number: data.numbers[key] ?? '',
    name: data.names[key] ?? '',
    kind,
    shape: shapeOf(kind, country, depth === 0 && below > 0),
    isOutsider: loans === 0 && stage === null && ownReserved === 0,
    parentId: parent < 0 ? null : data.idAt(parent),
    below,
    percent: shareAt(data.percents, key),
    through: depth === 0 ? null : shareAt(data.lookThrough, key),
    limit,
    free: limit === null ? null : limit - ownBalance - ownReserved,
    balance: amount(sums.balances),
    ownBalance,
    reserved: amount(sums.reserved),
    ownReserved,
    guaranteed: amount(data.guaranteed),
    overdue: amount(sums.overdue),
    ownOverdue: amount(data.overdue),
    days: sums.days[key] ?? 0,
    ownDays: data.days[key] ?? 0,
    tier: classAt(sums.tiers[key]),
    ownTier: classAt(data.tiers[key]),
    loans,
    stage,
    branch: head.branches[data.branches[key] ?? -1]?.name ?? '',
    officer: head.officers[data.officers[key] ?? -1]?.name ?? null,
    code: data.codes[key] || null,
    isFrozen: head.statuses[data.statuses[key] ?? 0] === 'frozen',
    others: data.otherParents[key] ?? 0,
    circle,
  }
}

function stageAt({ head, stages, stageStates }: TreeData, key: number): ShownStage | null {
  const stage = head.stages[stages[key] ?? 255]
  const state = head.stageStates[stageStates[key] ?? 255]
  return stage && state ? shownStage({ stage, state }) : null
}

function shapeOf(kind: string, country: string | undefined, isParent: boolean): MemberRow['shape'] {
  if (kind === 'person') return 'person'
  if (country && country !== 'CN') return 'special'
  return isParent ? 'parent' : 'company'
}
