import { type Money, money, zero } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import { toRate } from '../fraction.ts'
import { type GuaranteeEdge, namesIn } from './guarantee-network.ts'

export interface GuaranteeCapacity {
  id: string
  given: Money
  received: Money
  netAssets: Money | null
  /** Given ÷ net assets; null where these are unknown or not positive, and above 1000 %. */
  ratio: Rate | null
  /** What it may still stand for; negative when it already stands for more than it has, null when unknown. */
  capacity: Money | null
}

/**
 * How much each party can still guarantee: net assets less the guarantees it gives, plus what counter-guarantees
 * (反担保) would return to it. Highest ratio first, unknown ones last.
 */
export function guaranteeCapacity(
  edges: readonly GuaranteeEdge[],
  netAssetsOf: (id: string) => Money | null,
  counterOf: (id: string) => Money = () => zero,
): GuaranteeCapacity[] {
  const given = new Map<string, number>()
  const received = new Map<string, number>()
  for (const { guarantor, borrower, amount } of edges) {
    if (guarantor === borrower) continue
    given.set(guarantor, (given.get(guarantor) ?? 0) + amount)
    received.set(borrower, (received.get(borrower) ?? 0) + amount)
  }
  return namesIn(edges)
    .map((id) => {
      const gives = money(given.get(id) ?? 0)
      const netAssets = netAssetsOf(id)
      return {
        id,
        given: gives,
        received: money(received.get(id) ?? 0),
        netAssets,
        ratio: ratioOf(gives, netAssets),
        capacity: netAssets === null ? null : money(netAssets - gives + counterOf(id)),
      }
    })
    .sort(
      (a, b) => (b.ratio ?? -1) - (a.ratio ?? -1) || b.given - a.given || (a.id < b.id ? -1 : 1),
    )
}

function ratioOf(given: Money, netAssets: Money | null): Rate | null {
  if (netAssets === null || netAssets <= 0) return null
  return toRate({ top: BigInt(given), bottom: BigInt(netAssets) })
}
