import { type Rate, rate } from '../../rate.ts'
import {
  ancestorsOf,
  arcsAt,
  type ControlArc,
  type ControlGraph,
  type ControlRight,
  isMajority,
} from './control-graph.ts'

/** Why one more company is controlled. */
export interface ControlStep {
  id: string
  by: ControlRight | 'votes'
  /** What the controlling party and all it controls by then vote together; null for a right to direct. */
  votes: Rate | null
  through: { holder: string; votes: Rate | null; relationId?: string }[]
}

export interface Controller {
  id: string
  /** Only together with others who act in concert. */
  isJoint: boolean
  with: string[]
}

/**
 * What one party controls, or several together: whatever it may direct, and wherever it and all it already
 * controls hold more than half of the votes, until nothing is added. In the order in which it follows.
 */
export function controlledBy(
  graph: ControlGraph,
  parties: string | readonly string[],
): ControlStep[] {
  return [...closure(graph, seedsOf(graph, parties)).values()].map((step) => named(graph, step))
}

/** The steps the control of the target rests on, the target's last; null where there is no control. */
export function controlChain(
  graph: ControlGraph,
  parties: string | readonly string[],
  target: string,
): ControlStep[] | null {
  const goal = graph.places.get(target)
  if (goal === undefined) return null
  const within = ancestorsOf(graph, goal)
  const steps = closure(graph, seedsOf(graph, parties), {
    within,
    isGoal: (place) => place === goal,
  })
  if (!steps.has(goal)) return null
  const needed = new Set([goal])
  for (const place of needed) {
    for (const { from } of steps.get(place)?.through ?? []) if (steps.has(from)) needed.add(from)
  }
  return [...steps.values()]
    .filter(({ place }) => needed.has(place))
    .map((step) => named(graph, step))
}

/** Everyone who controls the target, alone or, where nobody of them does alone, by acting in concert. */
export function controllersOf(graph: ControlGraph, target: string): Controller[] {
  const goal = graph.places.get(target)
  if (goal === undefined) return []
  const within = ancestorsOf(graph, goal)
  // Nearest first: whoever controls someone found before controls the target through that one.
  const alone = new Set<number>()
  const isGoal = (place: number) => place === goal || alone.has(place)
  const controls = (seeds: readonly number[]) => {
    const steps = closure(graph, seeds, { within, isGoal })
    return [...steps.keys()].some(isGoal)
  }
  for (const place of within) if (place !== goal && controls([place])) alone.add(place)
  const nameOf = (place: number) => graph.names[place] ?? ''
  const found = [...alone].map((place) => ({
    id: nameOf(place),
    isJoint: false,
    with: [] as string[],
  }))
  for (const pool of graph.pools) {
    const members = pool.filter((place) => within.has(place) && place !== goal)
    if (members.length < 2 || members.some((place) => alone.has(place)) || !controls(members))
      continue
    for (const place of members) {
      const others = members.filter((other) => other !== place)
      found.push({ id: nameOf(place), isJoint: true, with: others.map(nameOf) })
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A party and all it controls among those given, as places. */
export function closureMembers(
  graph: ControlGraph,
  party: number,
  within: ReadonlySet<number>,
): Set<number> {
  return new Set([party, ...closure(graph, [party], { within }).keys()])
}

interface Step {
  place: number
  by: ControlStep['by']
  votes: number | null
  through: readonly ControlArc[]
}

function seedsOf(graph: ControlGraph, parties: string | readonly string[]): number[] {
  const list = typeof parties === 'string' ? [parties] : parties
  return list.flatMap((party) => graph.places.get(party) ?? [])
}

/** The fixed point, by a work list: every vote and right is looked at once. Ends early at a goal. */
function closure(
  graph: ControlGraph,
  seeds: readonly number[],
  limits: { within?: ReadonlySet<number>; isGoal?: (place: number) => boolean } = {},
): Map<number, Step> {
  const { within, isGoal } = limits
  const steps = new Map<number, Step>()
  const members = new Set(seeds)
  const votesIn = new Map<number, ControlArc[]>()
  for (const place of members) {
    for (const arc of arcsAt(graph, graph.arcsFrom, place)) {
      if (members.has(arc.to) || within?.has(arc.to) === false) continue
      const step =
        arc.right === null ? majorityStep(graph, votesIn, arc) : rightStep(arc, arc.right)
      if (!step) continue
      steps.set(arc.to, step)
      members.add(arc.to)
      if (isGoal?.(arc.to)) return steps
    }
  }
  return steps
}

function rightStep(arc: ControlArc, right: ControlRight): Step {
  return { place: arc.to, by: right, votes: null, through: [arc] }
}

function majorityStep(
  graph: ControlGraph,
  votesIn: Map<number, ControlArc[]>,
  arc: ControlArc,
): Step | null {
  if (arc.votes === 0) return null
  const through = votesIn.get(arc.to) ?? []
  through.push(arc)
  votesIn.set(arc.to, through)
  const votes = through.reduce((sum, one) => sum + one.votes, 0)
  return isMajority(graph, arc.to, votes) ? { place: arc.to, by: 'votes', votes, through } : null
}

function named(graph: ControlGraph, { place, by, votes, through }: Step): ControlStep {
  return {
    id: graph.names[place] ?? '',
    by,
    votes: votes === null ? null : rate(Math.min(votes, 1_000_000_000)),
    through: through.map((arc) => ({
      holder: graph.names[arc.from] ?? '',
      votes: arc.right === null ? rate(arc.votes) : null,
      ...(arc.relationId === null ? {} : { relationId: arc.relationId }),
    })),
  }
}
