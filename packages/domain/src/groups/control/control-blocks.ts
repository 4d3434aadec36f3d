import { DisjointSets } from '../disjoint-sets.ts'
import {
  arcsAt,
  type ControlArc,
  type ControlGraph,
  type ControlRight,
  isMajority,
  rank,
} from './control-graph.ts'

/** How a party came under control. */
export interface Attachment {
  /** Those on top at that moment; several when they act in concert. */
  heads: readonly number[]
  by: ControlRight | 'votes'
}

/**
 * Everyone with all it controls, as blocks that vote together and grow until none gains a majority anywhere. A
 * block that falls under control moves whole into its controller's. Time is O(m log m) for m holdings.
 */
export class ControlBlocks {
  readonly attachments = new Map<number, Attachment>()
  /** Parties on top of a block that controls them itself. */
  readonly selfControlled = new Set<number>()
  readonly #graph: ControlGraph
  readonly #sets: DisjointSets
  readonly #heads = new Map<number, readonly number[]>()
  readonly #votes = new Map<number, Map<number, number>>()
  readonly #others = new Map<number, number[]>()
  readonly #tops = new Map<number, readonly number[]>()
  readonly #waiting: { company: number; voter: number; by: Attachment['by'] }[] = []

  /** `within` limits the blocks to some parties, such as those above one company. */
  constructor(graph: ControlGraph, within?: ReadonlySet<number>) {
    this.#graph = graph
    this.#sets = new DisjointSets(graph.names.length)
    const isWithin = ({ from, to }: ControlArc) =>
      within === undefined || (within.has(from) && within.has(to))
    const arcs = within
      ? [...within].flatMap((place) => arcsAt(graph, graph.arcsFrom, place)).filter(isWithin)
      : graph.arcs
    this.#directRights(arcs)
    for (const arc of arcs) if (arc.right === null) this.#cast(arc)
    this.#settle()
    for (const pool of graph.pools) {
      const [first, ...others] = pool.filter((place) => within?.has(place) !== false)
      for (const other of others) this.#actInConcert(first ?? other, other)
    }
    this.#settle()
    this.#openRings()
  }

  /** Those above a party whom nobody controls; itself, where it stands alone. */
  topOf(place: number): readonly number[] {
    const open = [place]
    for (let one = open.at(-1); one !== undefined; one = open.at(-1)) {
      const heads = this.attachments.get(one)?.heads
      const unknown = heads?.filter((head) => !this.#tops.has(head)) ?? []
      open.push(...unknown)
      if (unknown.length > 0) continue
      this.#tops.set(one, heads ? this.#topsOf(heads) : [one])
      open.pop()
    }
    return this.#tops.get(place) ?? [place]
  }

  #topsOf(heads: readonly number[]): readonly number[] {
    const [first = -1, ...others] = heads
    if (others.length === 0) return this.#tops.get(first) ?? [first]
    const tops = new Set(heads.flatMap((head) => this.#tops.get(head) ?? [head]))
    return [...tops].sort((a, b) => a - b)
  }

  /** Whether a second, independent block passes the test too. */
  isContested(company: number): boolean {
    const own = this.#sets.find(company)
    return (this.#others.get(company) ?? []).some((voter) => this.#sets.find(voter) !== own)
  }

  /** Agreements go before votes, the strongest first. */
  #directRights(arcs: readonly ControlArc[]): void {
    const rights = arcs
      .filter(({ right }) => right !== null)
      .sort((a, b) => rank(a.right) - rank(b.right) || a.from - b.from || a.to - b.to)
    for (const { from, to, right } of rights) {
      this.#attach(to, from, right ?? 'agreement')
    }
  }

  #cast({ from, to, votes }: ControlArc): void {
    if (votes > 0) this.#addVotes(this.#sets.find(from), to, votes, from)
  }

  #addVotes(block: number, company: number, votes: number, voter: number): void {
    const held = this.#votesOf(block)
    const sum = (held.get(company) ?? 0) + votes
    held.set(company, sum)
    if (isMajority(this.#graph, company, sum)) this.#waiting.push({ company, voter, by: 'votes' })
  }

  #settle(): void {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      this.#attach(next.company, next.voter, next.by)
    }
  }

  /** Faulty records may give somebody outside a majority too, inside companies that control each other. */
  #openRings(): void {
    for (const [company, voters] of this.#others) {
      const block = this.#sets.find(company)
      const outside = voters.find((voter) => this.#sets.find(voter) !== block)
      const head = this.#headsOf(block).find((one) => this.selfControlled.has(one))
      if (outside === undefined || head === undefined) continue
      this.#attach(head, outside, 'votes')
      this.#settle()
    }
  }

  #attach(company: number, voter: number, by: Attachment['by']): void {
    const into = this.#sets.find(voter)
    const from = this.#sets.find(company)
    if (this.attachments.has(company)) {
      if (into !== from) this.#others.set(company, [...(this.#others.get(company) ?? []), voter])
      return
    }
    if (into === from) {
      this.selfControlled.add(company)
      return
    }
    const heads = this.#headsOf(into)
    this.attachments.set(company, { heads, by })
    this.selfControlled.delete(company)
    const rest = this.#headsOf(from).filter((head) => head !== company)
    this.#join(into, from, [...new Set([...heads, ...rest])], voter)
  }

  #actInConcert(one: number, other: number): void {
    const into = this.#sets.find(one)
    const from = this.#sets.find(other)
    if (into === from) return
    this.#join(into, from, [...new Set([...this.#headsOf(into), ...this.#headsOf(from)])], one)
  }

  #join(one: number, other: number, heads: readonly number[], voter: number): void {
    const [a, b] = [this.#votesOf(one), this.#votesOf(other)]
    const [larger, smaller] = a.size < b.size ? [b, a] : [a, b]
    this.#sets.merge(one, other)
    const block = this.#sets.find(one)
    this.#votes.delete(one)
    this.#votes.delete(other)
    this.#votes.set(block, larger)
    this.#heads.set(block, heads)
    for (const [company, votes] of smaller) this.#addVotes(block, company, votes, voter)
  }

  #votesOf(block: number): Map<number, number> {
    const known = this.#votes.get(block) ?? new Map<number, number>()
    this.#votes.set(block, known)
    return known
  }

  #headsOf(block: number): readonly number[] {
    return this.#heads.get(block) ?? [block]
  }
}
