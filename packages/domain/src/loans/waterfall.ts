import { type Money, money } from '../money.ts'
import type { ClaimPart } from './servicing-terms.ts'

/** One part of one claim that money was spent on. */
export interface Spent<C> {
  claim: C
  part: ClaimPart
  amount: Money
}

/**
 * Spends an amount on claims given oldest first: claim by claim in the order of parts, or part by
 * part across all claims. Never more than is owed; `left` is what no claim asked for.
 */
export function spendMoney<C extends { owed: Record<ClaimPart, Money> }>(
  claims: readonly C[],
  amount: Money,
  { order, spends }: { order: readonly ClaimPart[]; spends: 'instalment-first' | 'part-first' },
): { spent: Spent<C>[]; left: Money } {
  let left: number = amount
  const spent: Spent<C>[] = []
  const spend = (claim: C, part: ClaimPart) => {
    const share = Math.min(left, claim.owed[part])
    if (share <= 0) return
    left -= share
    spent.push({ claim, part, amount: money(share) })
  }
  if (spends === 'instalment-first') {
    for (const claim of claims) for (const part of order) spend(claim, part)
  } else {
    for (const part of order) for (const claim of claims) spend(claim, part)
  }
  return { spent, left: money(left) }
}
