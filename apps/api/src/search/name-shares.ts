import type { Tx } from '@banyan/database'
import { branchKey, keysOfBranch, mostBranches } from './named.queries.ts'
import { type NameShares, readNameShares } from './name-shares.queries.ts'

interface Remembered {
  readAt: number
  shares: NameShares | null
}

const remembered = new Map<string, Remembered>()
const minutes = 5
/** What is rarer than the count can tell is taken for so many millionths. */
const rarest = 150
const million = 1_000_000

/** The shares of frequent parts, read from the database every few minutes. */
export async function nameShares(tx: Tx, institutionId: string): Promise<NameShares | null> {
  const known = remembered.get(institutionId)
  if (known && performance.now() - known.readAt < minutes * 60_000) return known.shares
  const shares = await readNameShares(tx, institutionId)
  remembered.set(institutionId, { readAt: performance.now(), shares })
  return shares
}

/** Reads the shares anew at the next search. */
export function forgetNameShares(institutionId: string): void {
  remembered.delete(institutionId)
}

/**
 * How many names may have all these parts: never more than have the rarest of them. Null when the institution's
 * names have not been counted; then there are few.
 */
export function mostWith(shares: NameShares | null, parts: readonly number[]): number | null {
  return shares && (shares.names * leastShare(shares, parts)) / million
}

/** The same of the names of some branches' customers; null: of every branch's. */
export function mostWithin(
  shares: NameShares | null,
  parts: readonly number[],
  branchIds: readonly string[] | null,
): number | null {
  if (shares === null || branchIds === null) return mostWith(shares, parts)
  const within = branchIds.map((id) => {
    // With more branches no key of a branch is asked for: as many of its names have the part as of all.
    const ofBranch =
      branchIds.length > mostBranches
        ? ((shares.shares.get(branchKey(id)) ?? rarest) * leastShare(shares, parts)) / million
        : leastShare(shares, keysOfBranch(parts, id))
    return (shares.names * ofBranch) / million
  })
  return within.reduce((sum, names) => sum + names, 0)
}

const leastShare = ({ shares }: NameShares, parts: readonly number[]) =>
  Math.min(million, ...parts.map((part) => shares.get(part) ?? rarest))
