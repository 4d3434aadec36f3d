import { rate } from '../../rate.ts'
import { topControllers } from '../control/actual-controller.ts'
import { arcsAt, type ControlGraph, controlGraph } from '../control/control-graph.ts'
import type { GraphRelation } from '../graph-relation.ts'
import type { DerivedReason } from './derived-set.ts'

/** Everyone one party on top controls, alone or jointly with others. */
export interface ControlSet {
  head: string
  /** The head left out. */
  controlled: Set<string>
  reasons: DerivedReason[]
}

/** A set for each party on top that controls any other. What several control jointly stands in each one's. */
export function controlSets(relations: readonly GraphRelation[]): Map<string, ControlSet> {
  const graph = controlGraph(relations)
  const sets = new Map<string, ControlSet>()
  const joint = new Set<string>()
  for (const [id, { parties, by }] of topControllers(graph)) {
    if (by === 'concert') joint.add(id)
    for (const head of parties) {
      const set = sets.get(head) ?? { head, controlled: new Set(), reasons: [] }
      set.controlled.add(id)
      sets.set(head, set)
    }
  }
  for (const set of sets.values()) set.reasons = reasonsOf(graph, set, joint)
  return sets
}

/** The votes and rights inside the set through which each member is controlled. */
function reasonsOf(
  graph: ControlGraph,
  { head, controlled }: ControlSet,
  joint: ReadonlySet<string>,
): DerivedReason[] {
  return [...controlled].flatMap((id) =>
    arcsAt(graph, graph.arcsTo, graph.places.get(id) ?? 0).flatMap((arc): DerivedReason[] => {
      const from = graph.names[arc.from] ?? ''
      const counts = arc.right !== null || arc.votes > 0
      if (!counts || (from !== head && !controlled.has(from))) return []
      return [
        {
          kind: joint.has(id) ? 'joint-control' : 'control',
          from,
          to: id,
          share: arc.right === null ? rate(arc.votes) : null,
          relationIds: arc.relationId === null ? [] : [arc.relationId],
        },
      ]
    }),
  )
}
