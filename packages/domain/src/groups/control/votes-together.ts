import type { Fraction } from '../fraction.ts'
import { closureMembers } from './control-closure.ts'
import { ancestorsOf, arcsAt, type ControlGraph } from './control-graph.ts'

/** The part of the target's votes that some parties cast, each itself and through what it controls alone. */
export function votesTogether(
  graph: ControlGraph,
  target: string,
  isWanted: (id: string) => boolean,
): { id: string; votes: Fraction }[] {
  const goal = graph.places.get(target)
  if (goal === undefined) return []
  const within = ancestorsOf(graph, goal)
  const bottom = BigInt(graph.allVotes[goal] ?? 0)
  if (bottom <= 0n) return []
  const voters = arcsAt(graph, graph.arcsTo, goal).filter(({ votes }) => votes > 0)
  return [...within]
    .filter((place) => place !== goal && isWanted(graph.names[place] ?? ''))
    .map((place) => {
      const members = closureMembers(graph, place, within)
      const votes = voters.reduce((sum, arc) => sum + (members.has(arc.from) ? arc.votes : 0), 0)
      return { id: graph.names[place] ?? '', votes: { top: BigInt(votes), bottom } }
    })
    .filter(({ votes }) => votes.top > 0n)
}
