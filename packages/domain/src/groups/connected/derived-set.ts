import type { Rate } from '../../rate.ts'

/** A set of connected customers, proposed by rule. Sets may overlap; a contract counts once within each. */
export interface DerivedSet {
  rule: 'control' | 'dependence' | 'combined'
  /** Whoever controls the others, or whom they depend on. */
  head: string[]
  /** Sorted, the head among them. */
  members: string[]
  reasons: DerivedReason[]
  /** Control and dependence together are never one set by rule alone: somebody has to judge. */
  needsAssessment: boolean
}

/** One edge the set rests on. */
export interface DerivedReason {
  kind:
    | 'control'
    | 'joint-control'
    | 'key-person'
    | 'family'
    | 'trade-income'
    | 'trade-spending'
    | 'guarantee'
    | 'same-source'
  from: string
  to: string
  /** Votes for control, capital for a key person, income or spending for trade; null where it has none. */
  share: Rate | null
  relationIds: string[]
}

export function derivedSet(
  rule: DerivedSet['rule'],
  head: Iterable<string>,
  members: Iterable<string>,
  reasons: readonly DerivedReason[],
): DerivedSet {
  const named = [...new Set(head)].sort()
  return {
    rule,
    head: named,
    members: [...new Set([...named, ...members])].sort(),
    reasons: distinct(reasons),
    needsAssessment: rule === 'combined',
  }
}

function distinct(reasons: readonly DerivedReason[]): DerivedReason[] {
  const byEdge = new Map<string, DerivedReason>()
  for (const reason of reasons) {
    const key = JSON.stringify([reason.kind, reason.from, reason.to])
    const known = byEdge.get(key)
    const relationIds = [...new Set([...(known?.relationIds ?? []), ...reason.relationIds])]
    byEdge.set(key, { ...reason, share: largerShare(known?.share, reason.share), relationIds })
  }
  return [...byEdge.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reason]) => reason)
}

function largerShare(one: Rate | null | undefined, other: Rate | null): Rate | null {
  return (one ?? -1) > (other ?? -1) ? (one ?? null) : other
}

/** Largest first, then by first member. */
export function compareSets(a: DerivedSet, b: DerivedSet): number {
  return (
    b.members.length - a.members.length ||
    ((a.members[0] ?? '') < (b.members[0] ?? '')
      ? -1
      : (a.members[0] ?? '') > (b.members[0] ?? '')
        ? 1
        : 0) ||
    (a.head.join() < b.head.join() ? -1 : 1)
  )
}
