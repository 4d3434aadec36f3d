import type { PackedGraph } from '../strong-components.ts'

/**
 * A longest way through the components of a graph, as component numbers in the order of the arcs. Arcs lead
 * to lower components, so one pass from the lowest up knows each chain's length.
 */
export function longestChain(
  { count, starts, ends }: PackedGraph,
  component: Int32Array,
): number[] {
  const byComponent = Array.from({ length: count }, (_, place) => place).sort(
    (a, b) => (component[a] ?? 0) - (component[b] ?? 0) || a - b,
  )
  const lengths = new Int32Array(count).fill(1)
  const next = new Int32Array(count).fill(-1)
  const firstPlace = new Int32Array(count).fill(-1)
  let longest = -1
  for (const place of byComponent) {
    const own = component[place] ?? 0
    if (firstPlace[own] === -1) firstPlace[own] = place
    for (let arc = starts[place] ?? 0; arc < (starts[place + 1] ?? 0); arc++) {
      const other = component[ends[arc] ?? 0] ?? 0
      if (other === own) continue
      const known = next[own] ?? -1
      const gain = (lengths[other] ?? 1) + 1 - (lengths[own] ?? 1)
      const isLower = known >= 0 && (firstPlace[other] ?? 0) < (firstPlace[known] ?? 0)
      if (gain > 0 || (gain === 0 && isLower)) {
        lengths[own] = (lengths[other] ?? 1) + 1
        next[own] = other
      }
    }
  }
  for (let place = 0; place < count; place++) {
    const own = component[place] ?? 0
    if (longest === -1 || (lengths[own] ?? 1) > (lengths[longest] ?? 1)) longest = own
  }
  const chain: number[] = []
  for (let at = longest; at !== -1; at = next[at] ?? -1) chain.push(at)
  return chain
}
