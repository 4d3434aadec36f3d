import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api'
import type { Picture, PictureEdge } from './picture.ts'

export const nodeSize = { width: 168, height: 46 } as const
const labelHeight = 16

export interface Point {
  readonly x: number
  readonly y: number
}
export interface PlacedEdge {
  readonly id: string
  readonly points: readonly Point[]
  /** Where the label stands. */
  readonly label: Point
}
export interface PlacedPicture {
  /** From left to right instead of downwards. */
  readonly isAcross: boolean
  readonly width: number
  readonly height: number
  readonly places: ReadonlyMap<string, Point>
  readonly edges: readonly PlacedEdge[]
}

/** Beyond this many side by side a picture reads from left to right. */
const manyBeside = 8

function widest({ nodes, edges }: Picture): number {
  const children = new Map<string, number>()
  for (const { from, look } of edges) {
    if (look !== 'guarantee') children.set(from, (children.get(from) ?? 0) + 1)
  }
  return Math.max(nodes.length > 60 ? manyBeside + 1 : 0, ...children.values())
}

const readsAcross = (picture: Picture) => widest(picture) > manyBeside

/** About how wide a text of 12 px is. */
export function textWidth(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e80 ? 12 : 6.6),
    8,
  )
}

/**
 * The picture as the layout engine wants it: holders before what they hold, guarantees pull less. An edge that
 * closes a cycle is handed over the other way round, so that whoever stands above stays there.
 */
export function toLayout(picture: Picture, labelOf: (edge: PictureEdge) => string): ElkNode {
  const isWide = readsAcross(picture)
  const layoutOptions: LayoutOptions = {
    'elk.algorithm': 'layered',
    'elk.direction': isWide ? 'RIGHT' : 'DOWN',
    'elk.edgeRouting': 'POLYLINE',
    'elk.spacing.nodeNode': isWide ? '12' : '28',
    'elk.spacing.edgeNode': '12',
    'elk.spacing.edgeLabel': '2',
    'elk.layered.spacing.nodeNodeBetweenLayers': isWide ? '48' : '36',
    // A fan of many long edges would otherwise push its far end out of sight.
    ...(isWide ? { 'elk.layered.spacing.edgeEdgeBetweenLayers': '1' } : {}),
    'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
    'elk.randomSeed': '1',
  }
  return {
    id: 'picture',
    layoutOptions,
    children: picture.nodes.map(({ id }) => ({ id, ...nodeSize })),
    edges: picture.edges
      .filter(({ from, to }) => from !== to)
      .map((edge) => ({
        id: edge.id,
        sources: [edge.isClosing ? edge.to : edge.from],
        targets: [edge.isClosing ? edge.from : edge.to],
        labels: [{ text: edge.id, width: textWidth(labelOf(edge)), height: labelHeight }],
        layoutOptions: {
          'elk.layered.priority.direction': edge.look === 'guarantee' ? '0' : '10',
          'elk.layered.priority.shortness': edge.look === 'guarantee' ? '0' : '5',
        },
      })),
  }
}

/** Where everything stands; an edge without a route is left out. */
export function fromLayout(
  picture: Picture,
  { width = 0, height = 0, children = [], edges = [] }: ElkNode,
): PlacedPicture {
  const closing = new Set(picture.edges.flatMap((edge) => (edge.isClosing ? [edge.id] : [])))
  return {
    isAcross: readsAcross(picture),
    width,
    height,
    places: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    edges: edges.flatMap(({ id, sections, labels }) => {
      const [section] = sections ?? []
      if (!section) return []
      const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
      const [label] = labels ?? []
      const placed =
        label?.x === undefined
          ? middleOf(points)
          : { x: label.x + (label.width ?? 0) / 2, y: (label.y ?? 0) + labelHeight / 2 }
      return [{ id, points: closing.has(id) ? points.toReversed() : points, label: placed }]
    }),
  }
}

function middleOf(points: readonly Point[]): Point {
  const at = Math.max(0, Math.ceil(points.length / 2) - 1)
  const [one, other] = [points[at], points[at + 1]]
  if (!one || !other) return one ?? { x: 0, y: 0 }
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}

const opposite = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
} as const

/** The nearest node in the direction of an arrow key, sideways distance counting threefold; null when there is none. */
export function nodeBeside(
  places: ReadonlyMap<string, Point>,
  id: string,
  key: string,
): string | null {
  const way = Object.entries(opposite).find(([name]) => name === key)?.[1]
  const here = places.get(id)
  if (!way || !here) return null
  let [best, least] = [null as string | null, Number.POSITIVE_INFINITY]
  for (const [other, place] of places) {
    const [dx, dy] = [place.x - here.x, place.y - here.y]
    const along = dx * way[0] + dy * way[1]
    if (along <= 1) continue
    const distance = along + 3 * Math.abs(dx * way[1] + dy * way[0])
    if (distance < least) [best, least] = [other, distance]
  }
  return best
}
