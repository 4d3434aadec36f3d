import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const graphLayers = ['ownership', 'control', 'guarantee'] as const
export type GraphLayer = (typeof graphLayers)[number]
export const graphWays = ['both', 'up', 'down'] as const
export type GraphWay = (typeof graphWays)[number]

/** What of the graph stands in the address. */
export interface GraphAddress {
  readonly layers: readonly GraphLayer[]
  readonly way: GraphWay
  /** The customer in the middle, by id; null for the whole group. */
  readonly around: string | null
  /** Two customers between whom paths are sought, by id. */
  readonly from: string | null
  readonly to: string | null
  /** The relations as a list instead of a picture. */
  readonly isList: boolean
}

const only = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function readGraphAddress(query: LocationQuery): GraphAddress {
  const asked = only(query['layers'])?.split(',') ?? graphLayers
  const layers = graphLayers.filter((layer) => asked.includes(layer))
  const idIn = (name: string) => {
    const id = only(query[name])
    return id !== null && uuid.test(id) ? id : null
  }
  return {
    layers: layers.length ? layers : graphLayers,
    way: graphWays.find((way) => way === only(query['way'])) ?? 'both',
    around: idIn('around'),
    from: idIn('from'),
    to: idIn('to'),
    isList: only(query['lines']) === '1',
  }
}

/** The reverse of `readGraphAddress`, to be laid over the rest of the address: null takes a name out. */
export function writeGraphAddress(address: GraphAddress): LocationQueryRaw {
  const { layers, way, around, from, to, isList } = address
  return {
    layers: layers.length === graphLayers.length ? undefined : layers.join(','),
    way: way === 'both' ? undefined : way,
    around: around ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
    lines: isList ? '1' : undefined,
  }
}
