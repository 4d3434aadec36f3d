/** A set on file: its members, and what people changed against the rule. */
export interface KnownSet {
  id: string
  root: string
  members: readonly string[]
  /** Added and taken out by approved overrides; a derivation leaves both as they are. */
  kept: readonly string[]
  left: readonly string[]
  /** Differences that somebody refused already: the same one is not proposed again. */
  refused: readonly SetChange[]
}

export interface FoundSet {
  root: string
  members: readonly string[]
}

export interface SetChange {
  added: readonly string[]
  removed: readonly string[]
}

export interface SetDifferences<F extends FoundSet> {
  /** Found, and on file in no form. */
  fresh: F[]
  changes: (SetChange & { id: string; found: F })[]
  /** On file, and found no longer. */
  ended: string[]
  unchanged: number
}

/**
 * What a new derivation would have different. A found set is the known one with which it shares most members; of
 * equals, the one with the same root, then the lower id. They are one only if they share at least half of the
 * smaller. Nothing is changed by this: each difference waits for a person.
 */
export function setDifferences<F extends FoundSet>(
  known: readonly KnownSet[],
  found: readonly F[],
): SetDifferences<F> {
  const matches = matched(known, found)
  const result: SetDifferences<F> = { fresh: [], changes: [], ended: [], unchanged: 0 }
  const foundOf = new Map<KnownSet, F>()
  for (const set of found) {
    const match = matches.get(set)
    if (match) foundOf.set(match, set)
    else result.fresh.push(set)
  }
  for (const set of known) {
    const now = foundOf.get(set)
    if (!now) {
      const isRefused = set.refused.some(
        ({ added, removed }) => added.length === 0 && isSame(removed, set.members),
      )
      if (set.kept.length > 0 || isRefused) result.unchanged++
      else result.ended.push(set.id)
      continue
    }
    const change = changeOf(set, now)
    const isRefused = set.refused.some(
      ({ added, removed }) => isSame(added, change.added) && isSame(removed, change.removed),
    )
    if (isRefused || change.added.length + change.removed.length === 0) result.unchanged++
    else result.changes.push({ id: set.id, found: now, ...change })
  }
  return result
}

function changeOf(set: KnownSet, found: FoundSet) {
  const left = new Set(set.left)
  const wanted = new Set([...found.members.filter((id) => !left.has(id)), ...set.kept])
  const present = new Set(set.members)
  return {
    added: [...wanted].filter((id) => !present.has(id)).sort(),
    removed: set.members.filter((id) => !wanted.has(id)).sort(),
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.toSorted().join() === other.toSorted().join()
}

/** Pairs in the order of how much they share; each set is in at most one pair. */
function matched<F extends FoundSet>(known: readonly KnownSet[], found: readonly F[]) {
  const holding = new Map<string, KnownSet[]>()
  for (const set of known) {
    for (const member of set.members) {
      const list = holding.get(member)
      if (list) list.push(set)
      else holding.set(member, [set])
    }
  }
  const pairs: { set: KnownSet; now: F; shared: number }[] = []
  for (const now of found) {
    const counts = new Map<KnownSet, number>()
    for (const member of now.members)
      for (const set of holding.get(member) ?? []) counts.set(set, (counts.get(set) ?? 0) + 1)
    for (const [set, shared] of counts)
      if (shared * 2 >= Math.min(set.members.length, now.members.length))
        pairs.push({ set, now, shared })
  }
  pairs.sort(
    (a, b) =>
      b.shared - a.shared ||
      Number(b.set.root === b.now.root) - Number(a.set.root === a.now.root) ||
      (a.set.id < b.set.id ? -1 : 1),
  )
  const taken = new Set<KnownSet>()
  const matches = new Map<F, KnownSet>()
  for (const { set, now } of pairs) {
    if (taken.has(set) || matches.has(now)) continue
    taken.add(set)
    matches.set(now, set)
  }
  return matches
}
