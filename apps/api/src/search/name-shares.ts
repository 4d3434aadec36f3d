import type { Tx } from '@banyan/database'
import { type NameShares, readNameShares } from './name-shares.queries.ts'

interface Remembered {
  readAt: number
  shares: NameShares | null
}

const remembered = new Map<string, Remembered>()
const minutes = 5
/** What is rarer than the count can tell is taken for so many millionths. */
const rarest = 150

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
  if (!shares) return null
  const least = Math.min(1_000_000, ...parts.map((part) => shares.shares.get(part) ?? rarest))
  return (shares.names * least) / 1_000_000
}
