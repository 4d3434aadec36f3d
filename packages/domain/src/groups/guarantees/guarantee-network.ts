import { type Money, money, sumMoney, zero } from '../../money.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { type GuaranteeCircles, guaranteeCircles } from '../guarantee-circle.ts'
import { packGraph, strongComponents } from '../strong-components.ts'
import { longestChain } from './longest-chain.ts'

/** A guarantee in force. */
export interface GuaranteeEdge {
  id?: string
  guarantor: string
  borrower: string
  amount: Money
}

export interface GuaranteeNetwork extends GuaranteeCircles {
  /** One chain of that length, guarantors first; a ring stands in it as one link. */
  chain: string[][]
  hubs: GuaranteeHub[]
}

export interface GuaranteeHub {
  id: string
  /** For how many others it stands, and how many stand for it. */
  given: number
  received: number
  amountGiven: Money
  amountReceived: Money
}

/** As many others in one direction make a hub. */
const hubDegree = 3

export function guaranteesOf(relations: readonly GraphRelation[]): GuaranteeEdge[] {
  return relations
    .filter(({ kind }) => kind === 'guarantee')
    .map(({ id, from, to, amount }) => ({
      ...(id === undefined ? {} : { id }),
      guarantor: from,
      borrower: to,
      amount: amount ?? zero,
    }))
}

/** What guarantees form together (担保圈): pairs, rings, circles, the longest chain, and those many depend on. */
export function guaranteeNetwork(edges: readonly GuaranteeEdge[]): GuaranteeNetwork {
  return { ...guaranteeCircles(edges), chain: chainOf(edges), hubs: hubsOf(edges) }
}

function chainOf(edges: readonly GuaranteeEdge[]): string[][] {
  const real = edges.filter(({ guarantor, borrower }) => guarantor !== borrower)
  const names = namesIn(real)
  const places = new Map(names.map((name, place) => [name, place]))
  const graph = packGraph(
    names.length,
    real.map(({ guarantor }) => places.get(guarantor) ?? 0),
    real.map(({ borrower }) => places.get(borrower) ?? 0),
  )
  const component = strongComponents(graph)
  const members = new Map<number, string[]>()
  for (const [place, name] of names.entries()) {
    const link = members.get(component[place] ?? 0)
    if (link) link.push(name)
    else members.set(component[place] ?? 0, [name])
  }
  return longestChain(graph, component).map((link) => members.get(link) ?? [])
}

/** Everyone who gives or takes a guarantee, sorted. */
export function namesIn(edges: readonly Pick<GuaranteeEdge, 'guarantor' | 'borrower'>[]): string[] {
  return [...new Set(edges.flatMap(({ guarantor, borrower }) => [guarantor, borrower]))].sort()
}

/** Those who stand for three others or more, or for whom three stand: most first. */
function hubsOf(edges: readonly GuaranteeEdge[]): GuaranteeHub[] {
  const standings = new Map<string, Standing>()
  const standingOf = (id: string) => {
    const known = standings.get(id) ?? { given: new Set(), received: new Set(), gives: 0, takes: 0 }
    standings.set(id, known)
    return known
  }
  for (const { guarantor, borrower, amount } of edges) {
    if (guarantor === borrower) continue
    const giver = standingOf(guarantor)
    giver.given.add(borrower)
    giver.gives += amount
    const taker = standingOf(borrower)
    taker.received.add(guarantor)
    taker.takes += amount
  }
  return [...standings]
    .map(([id, { given, received, gives, takes }]) => ({
      id,
      given: given.size,
      received: received.size,
      amountGiven: money(gives),
      amountReceived: money(takes),
    }))
    .filter(({ given, received }) => Math.max(given, received) >= hubDegree)
    .sort(
      (a, b) =>
        Math.max(b.given, b.received) - Math.max(a.given, a.received) ||
        b.amountGiven + b.amountReceived - a.amountGiven - a.amountReceived ||
        (a.id < b.id ? -1 : 1),
    )
}

interface Standing {
  given: Set<string>
  received: Set<string>
  gives: number
  takes: number
}

export interface CircleMetrics {
  members: string[]
  /** Guarantees inside the circle. */
  edges: number
  guaranteed: Money
  /** What its members owe. */
  loans: Money
  nonPerforming: string[]
}

/** Each circle (three parties or more) with what is at stake in it, the most guaranteed first. */
export function circleMetrics(
  edges: readonly GuaranteeEdge[],
  {
    loansOf = () => zero,
    isNonPerforming = () => false,
  }: { loansOf?: (id: string) => Money; isNonPerforming?: (id: string) => boolean } = {},
): CircleMetrics[] {
  const { circles } = guaranteeCircles(edges)
  const circleOf = new Map(circles.flatMap((members, circle) => members.map((id) => [id, circle])))
  const inside = circles.map((): GuaranteeEdge[] => [])
  for (const edge of edges) {
    if (edge.guarantor !== edge.borrower) inside[circleOf.get(edge.guarantor) ?? -1]?.push(edge)
  }
  return circles
    .map((members, circle) => ({
      members,
      edges: inside[circle]?.length ?? 0,
      guaranteed: sumMoney((inside[circle] ?? []).map(({ amount }) => amount)),
      loans: sumMoney(members.map(loansOf)),
      nonPerforming: members.filter(isNonPerforming),
    }))
    .sort((a, b) => b.guaranteed - a.guaranteed || b.members.length - a.members.length)
}
