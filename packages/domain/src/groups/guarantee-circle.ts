import { DisjointSets } from './disjoint-sets.ts'
import { longestChain } from './guarantees/longest-chain.ts'
import { packGraph, strongComponents } from './strong-components.ts'

export interface Guarantee {
  guarantor: string
  borrower: string
}

export interface GuaranteeCircles {
  /** 互保: pairs that guarantee each other. */
  mutual: [string, string][]
  /** 循环: sets of two or more in which a chain leads from everyone to everyone. */
  rings: string[][]
  /** 担保圈: sets of three or more that guarantees connect in whatever direction. */
  circles: string[][]
  /** 连环: the most parties or rings in one chain, each ring counting once. */
  longestChain: number
}

/** What guarantees in force form together. Names are sorted; a guarantee of oneself is left out. */
export function guaranteeCircles(guarantees: readonly Guarantee[]): GuaranteeCircles {
  const real = guarantees.filter(({ guarantor, borrower }) => guarantor !== borrower)
  const names = [
    ...new Set(real.flatMap(({ guarantor, borrower }) => [guarantor, borrower])),
  ].sort()
  const places = new Map(names.map((name, place) => [name, place]))
  const from = real.map(({ guarantor }) => places.get(guarantor) ?? 0)
  const to = real.map(({ borrower }) => places.get(borrower) ?? 0)
  const graph = packGraph(names.length, from, to)
  const component = strongComponents(graph)
  const sets = new DisjointSets(names.length)
  for (const [arc, place] of from.entries()) sets.merge(place, to[arc] ?? place)
  return {
    mutual: mutualPairs(names, from, to),
    rings: gather(names, (place) => component[place] ?? 0, 2),
    circles: gather(names, (place) => sets.find(place), 3),
    longestChain: longestChain(graph, component).length,
  }
}

function mutualPairs(
  names: readonly string[],
  from: readonly number[],
  to: readonly number[],
): [string, string][] {
  const pairs = new Set(from.map((place, arc) => place * names.length + (to[arc] ?? 0)))
  return [...pairs]
    .map((pair): [number, number] => [Math.floor(pair / names.length), pair % names.length])
    .filter(([one, two]) => one < two && pairs.has(two * names.length + one))
    .sort(([a, b], [c, d]) => a - c || b - d)
    .map(([one, two]) => [names[one] ?? '', names[two] ?? ''])
}

/** Names that share a key, in sets of at least `smallest`. */
function gather(
  names: readonly string[],
  keyOf: (place: number) => number,
  smallest: number,
): string[][] {
  const sets = new Map<number, string[]>()
  for (const [place, name] of names.entries()) {
    const set = sets.get(keyOf(place))
    if (set) set.push(name)
    else sets.set(keyOf(place), [name])
  }
  return [...sets.values()].filter(({ length }) => length >= smallest)
}
