import type { Money } from '../money.ts'
import type { Rate } from '../rate.ts'
import type { RelationKind, RelationRole } from './relation.ts'

/** A relation in force as the rules of the graph read it; what a kind does not use may be left out. */
export interface GraphRelation {
  /** The row it comes from: returned with every reason. */
  id?: string
  kind: RelationKind
  from: string
  to: string
  role?: RelationRole | null
  /** Share of capital. */
  percent?: Rate | null
  /** Share of votes, where it differs from that of capital. */
  votingPercent?: Rate | null
  /** Share of what is earned (收益), where it differs from that of capital. */
  incomePercent?: Rate | null
  /** In `trade`: the part of the first party's income or spending that comes from or goes to the second. */
  dependencePercent?: Rate | null
  amount?: Money | null
}

/** One hundred percent as a `Rate`. */
export const whole = 100_000_000
