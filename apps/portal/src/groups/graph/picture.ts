import type { RelationKind } from '@banyan/domain/groups/relation'
import type { Outputs } from '../../api.ts'

type Graph = Outputs['groups']['graph']
type Paths = Outputs['groups']['pathBetween']

export const edgeLooks = ['ownership', 'control', 'guarantee', 'other'] as const
export type EdgeLook = (typeof edgeLooks)[number]

export interface PictureNode {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly isPerson: boolean
  readonly isRoot: boolean
  readonly isController: boolean
  readonly isInRing: boolean
  readonly isWithinReach: boolean
  /** What the one in the middle holds of it in all; null where unknown. */
  readonly through: number | null
}

export interface PictureEdge {
  readonly id: string
  readonly kind: RelationKind
  readonly look: EdgeLook
  readonly from: string
  readonly to: string
  readonly percent: number | null
  readonly amount: number | null
  /** Closes a cycle of holdings. */
  readonly isClosing: boolean
}

/** What is drawn: parties and relations, whatever was asked. */
export interface Picture {
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly PictureEdge[]
}

function lookOf(kind: RelationKind): EdgeLook {
  if (kind === 'ownership' || kind === 'branch') return 'ownership'
  if (kind === 'control' || kind === 'actual-controller' || kind === 'concerted-action')
    return 'control'
  return kind === 'guarantee' || kind === 'joint-borrower' ? 'guarantee' : 'other'
}

export function pictureOfGraph({ nodes, edges }: Graph): Picture {
  const drawn = new Set(nodes.map(({ id }) => id))
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      number: node.number,
      name: node.name,
      isPerson: node.kind === 'person',
      isRoot: node.isRoot,
      isController: node.isController,
      isInRing: node.isInRing,
      isWithinReach: node.isWithinReach,
      through: node.lookThroughOfFocus,
    })),
    edges: edges
      .filter(({ from, to }) => drawn.has(from) && drawn.has(to))
      .map(({ id, kind, from, to, percent, amount, isClosing }) => ({
        id,
        kind,
        look: lookOf(kind),
        from,
        to,
        percent,
        amount,
        isClosing,
      })),
  }
}

/** The parties and relations of all paths, each once. */
export function pictureOfPaths({ paths, parties }: Paths, ends: readonly string[]): Picture {
  const edges = new Map<string, PictureEdge>()
  for (const step of paths.flatMap(({ steps }) => steps)) {
    const [from, to] = step.isForward ? [step.from, step.to] : [step.to, step.from]
    edges.set(step.relationId, {
      id: step.relationId,
      kind: step.kind,
      look: lookOf(step.kind),
      from,
      to,
      percent: step.percent,
      amount: step.amount,
      isClosing: false,
    })
  }
  return {
    nodes: parties.map((party) => ({
      id: party.id,
      number: party.number,
      name: party.name,
      isPerson: party.kind === 'person',
      isRoot: ends.includes(party.id),
      isController: false,
      isInRing: false,
      isWithinReach: party.isWithinReach,
      through: null,
    })),
    edges: [...edges.values()],
  }
}
