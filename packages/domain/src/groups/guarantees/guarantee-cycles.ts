import { packGraph, strongComponents } from '../strong-components.ts'
import { type GuaranteeEdge, namesIn } from './guarantee-network.ts'

type Link = Pick<GuaranteeEdge, 'guarantor' | 'borrower'>

/**
 * The ring a new guarantee would close: guarantor, borrower, …, guarantor, the shortest there is; null when it
 * closes none.
 */
export function closesRing(edges: readonly Link[], { guarantor, borrower }: Link): string[] | null {
  return guarantor === borrower
    ? null
    : ringThrough(borrowersByGuarantor(edges), guarantor, borrower)
}

/** As `closesRing` for many at once: those among `added` that lie on a ring of all, each with its shortest. */
export function ringsClosedBy<T extends Link>(
  edges: readonly Link[],
  added: readonly T[],
): { guarantee: T; ring: string[] }[] {
  const all = [...edges, ...added]
  const component = componentsOf(all)
  const next = borrowersByGuarantor(
    all.filter(({ guarantor, borrower }) => component.get(guarantor) === component.get(borrower)),
  )
  return added.flatMap((guarantee) => {
    const { guarantor, borrower } = guarantee
    if (guarantor === borrower || component.get(guarantor) !== component.get(borrower)) return []
    const ring = ringThrough(next, guarantor, borrower)
    return ring ? [{ guarantee, ring }] : []
  })
}

function ringThrough(
  next: ReadonlyMap<string, readonly string[]>,
  guarantor: string,
  borrower: string,
): string[] | null {
  const before = new Map<string, string | null>([[borrower, null]])
  for (const [place] of before) {
    if (place === guarantor) break
    for (const other of next.get(place) ?? []) if (!before.has(other)) before.set(other, place)
  }
  if (!before.has(guarantor)) return null
  const ring: string[] = []
  for (let at: string | null = guarantor; at !== null; at = before.get(at) ?? null) ring.unshift(at)
  return [guarantor, ...ring]
}

function borrowersByGuarantor(edges: readonly Link[]): Map<string, string[]> {
  const next = new Map<string, Set<string>>()
  for (const { guarantor, borrower } of edges) {
    if (guarantor === borrower) continue
    const borrowers = next.get(guarantor)
    if (borrowers) borrowers.add(borrower)
    else next.set(guarantor, new Set([borrower]))
  }
  return new Map([...next].map(([guarantor, borrowers]) => [guarantor, [...borrowers].sort()]))
}

function componentsOf(edges: readonly Link[]): Map<string, number> {
  const names = namesIn(edges)
  const places = new Map(names.map((name, place) => [name, place]))
  const component = strongComponents(
    packGraph(
      names.length,
      edges.map(({ guarantor }) => places.get(guarantor) ?? 0),
      edges.map(({ borrower }) => places.get(borrower) ?? 0),
    ),
  )
  return new Map(names.map((name, place) => [name, component[place] ?? 0]))
}

export interface GuaranteeCycles {
  /** Each begins with its lowest name and does not repeat it at the end. */
  cycles: string[][]
  /** There are more than `most`, or a ring is larger than `largestRing`. */
  isTruncated: boolean
}

/** Every way round inside the rings that passes nobody twice (Johnson). */
export function guaranteeCycles(
  edges: readonly Link[],
  { most = 200, largestRing = 30 }: { most?: number; largestRing?: number } = {},
): GuaranteeCycles {
  const component = componentsOf(edges)
  const rings = new Map<number, string[]>()
  for (const [name, number] of component) {
    const ring = rings.get(number)
    if (ring) ring.push(name)
    else rings.set(number, [name])
  }
  const next = borrowersByGuarantor(
    edges.filter(({ guarantor, borrower }) => component.get(guarantor) === component.get(borrower)),
  )
  const found: string[][] = []
  let isTruncated = false
  for (const ring of rings.values()) {
    if (ring.length < 2) continue
    if (ring.length > largestRing) isTruncated = true
    else for (const start of ring) if (!cyclesFrom(start, next, found, most)) isTruncated = true
  }
  return { cycles: found, isTruncated }
}

/** The cycles whose lowest name is `start`; false when there is no room for all of them. */
function cyclesFrom(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
  found: string[][],
  most: number,
): boolean {
  const path: string[] = []
  const blocked = new Set<string>()
  const blockedBy = new Map<string, Set<string>>()
  let isComplete = true
  const release = (name: string) => {
    blocked.delete(name)
    const waiting = blockedBy.get(name) ?? []
    blockedBy.delete(name)
    for (const other of waiting) if (blocked.has(other)) release(other)
  }
  const extend = (name: string): boolean => {
    const ends = (next.get(name) ?? []).filter((end) => end >= start)
    let isClosed = false
    path.push(name)
    blocked.add(name)
    for (const end of ends) {
      if (!isComplete) break
      if (end === start) {
        isClosed = true
        if (found.length < most) found.push([...path])
        else isComplete = false
      } else if (!blocked.has(end) && extend(end)) {
        isClosed = true
      }
    }
    if (isClosed) release(name)
    else for (const end of ends) blockedBy.set(end, (blockedBy.get(end) ?? new Set()).add(name))
    path.pop()
    return isClosed
  }
  extend(start)
  return isComplete
}
