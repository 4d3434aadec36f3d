import { everything, type Fraction, plus, nothing, toRate } from '../fraction.ts'
import { type Rate, rate } from '../../rate.ts'
import { whole } from '../graph-relation.ts'
import { type OwnershipGraph, type OwnershipWarning, unknownShare } from './ownership-graph.ts'
import { type Direction, throughUnknown, walk } from './reach.ts'
import { exactly, nearly, shareFlow } from './share-flow.ts'

/** How one party stands to another by capital, direct and through everyone between. */
export interface LookThroughShare {
  id: string
  /** Null where there is no direct holding, or one whose share is not on record. */
  direct: Rate | null
  isDirect: boolean
  /** Null inside a closed cycle, where nothing but unknown shares lead there, and above 1000 %. */
  share: Rate | null
  /** A share not on record lies on the way: the true one may be larger. */
  isLeast: boolean
  /** Nobody is on record as its holder. */
  isUltimate: boolean
  /** `share` before rounding, for thresholds. */
  exact: Fraction | null
}

export interface LookThrough {
  /** Everyone who holds the target directly or indirectly, largest share first, itself left out. */
  holders: LookThroughShare[]
  /** False where loops or chains were too large for whole numbers and floating point served, to 1e-12. */
  isExact: boolean
  /** 100 % on complete and clean records; null when a closed cycle lies above the target. */
  sumOfUltimateOwners: Rate | null
  /** What is missing from 100 %. */
  unrecorded: Rate | null
  /** Those on the way to the target. */
  warnings: OwnershipWarning[]
  cycles: string[][]
}

/**
 * Integrated ownership of one party, A(I − A)⁻¹: shares multiply along every way, through cross-holdings any
 * number of rounds. Unknown shares count as none. A share below the target in a ring may be larger
 * than its ultimate owners leave room for; theirs alone add up to the whole.
 */
export function lookThrough(graph: OwnershipGraph, target: string): LookThrough {
  const { shares, isExact, isVoid } = sharesFrom(graph, target, 'up')
  const onTheWay = new Set([target, ...shares.map(({ id }) => id)])
  const ultimate = shares.filter(({ isUltimate }) => isUltimate)
  const sum = isVoid
    ? null
    : toRate(ultimate.reduce((total, { exact }) => plus(total, exact ?? nothing), nothing))
  return {
    holders: shares,
    isExact,
    sumOfUltimateOwners: sum,
    unrecorded: sum === null ? null : rate(Math.max(0, whole - sum)),
    warnings: graph.warnings.filter((warning) => concerns(warning, onTheWay)),
    cycles: graph.cycles.filter(([first]) => onTheWay.has(first ?? '')),
  }
}

/** Everything below one holder, largest share first, itself left out. */
export function sharesHeldBy(
  graph: OwnershipGraph,
  holder: string,
): { held: LookThroughShare[]; isExact: boolean } {
  const { shares, isExact } = sharesFrom(graph, holder, 'down')
  return { held: shares, isExact }
}

/** As `sharesHeldBy`, the shares alone: the look-through column of a tree under its root, which has the whole. */
export function lookThroughColumn(
  graph: OwnershipGraph,
  root: string,
): { shares: Map<string, Rate | null>; isExact: boolean } {
  const found = valuesFrom(graph, root, 'down')
  const shares = new Map<string, Rate | null>([[root, rate(whole)]])
  if (!found) return { shares, isExact: true }
  for (const place of found.order) {
    const id = graph.names[place] ?? ''
    if (id !== root) shares.set(id, found.rateAt(place))
  }
  return { shares, isExact: found.isExact }
}

function sharesFrom(
  graph: OwnershipGraph,
  start: string,
  direction: Direction,
): { shares: LookThroughShare[]; isExact: boolean; isVoid: boolean } {
  const found = valuesFrom(graph, start, direction)
  const place = graph.places.get(start)
  if (!found || place === undefined) return { shares: [], isExact: true, isVoid: false }
  const { arcsFrom, endOf } = walk(graph, direction)
  const direct = new Map<number, number>()
  arcsFrom(place, (arc) => direct.set(endOf(arc), graph.share[arc] ?? unknownShare))
  const shares: LookThroughShare[] = []
  for (const other of found.order) {
    if (other === place) continue
    const own = direct.get(other)
    shares.push({
      id: graph.names[other] ?? '',
      direct: own === undefined || own === unknownShare ? null : rate(own),
      isDirect: own !== undefined,
      share: found.rateAt(other),
      isLeast: found.isUnknown[other] === 1,
      isUltimate: graph.byHeld.starts[other] === graph.byHeld.starts[other + 1],
      exact: found.exactAt(other),
    })
  }
  return { shares: shares.sort(compareShares), isExact: found.isExact, isVoid: found.isVoid }
}

function compareShares(a: LookThroughShare, b: LookThroughShare): number {
  return (b.share ?? -1) - (a.share ?? -1) || (a.id < b.id ? -1 : 1)
}

/** One hundred percent in the steps in which floating point is told apart. */
const steps = 1e15

function valuesFrom(graph: OwnershipGraph, start: string, direction: Direction) {
  const place = graph.places.get(start)
  if (place === undefined) return null
  const exact = shareFlow(graph, place, direction, exactly)
  const near = exact ? null : shareFlow(graph, place, direction, nearly)
  const flow = exact ?? near
  if (!flow) return null
  const isUnknown = throughUnknown(graph, flow.order, direction)
  const exactAt = (at: number): Fraction | null => {
    if (flow.isVoid[at] === 1) return null
    const value = exact ? exact.values[at] : asFraction(near?.values[at] ?? 0)
    const isNothing = value === undefined || value.top === 0n
    return isNothing ? (isUnknown[at] === 1 ? null : nothing) : value
  }
  const rateAt = (at: number): Rate | null => {
    const value = exactAt(at)
    return value && toRate(value)
  }
  const isVoid = flow.isVoid.includes(1)
  return { order: flow.order, isUnknown, isVoid, isExact: exact !== null, exactAt, rateAt }
}

function asFraction(value: number): Fraction {
  if (value === 1) return everything
  return { top: BigInt(Math.round(Math.min(value, 1e6) * steps)), bottom: BigInt(steps) }
}

function concerns(warning: OwnershipWarning, ids: ReadonlySet<string>): boolean {
  if (warning.code === 'share-unknown') return ids.has(warning.held)
  if (warning.code === 'closed-cycle') return warning.ids.some((id) => ids.has(id))
  return ids.has(warning.id)
}
