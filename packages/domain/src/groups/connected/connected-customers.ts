import type { Money } from '../../money.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { type ControlSet, controlSets } from './control-sets.ts'
import { compareSets, type DerivedReason, type DerivedSet, derivedSet } from './derived-set.ts'

export interface DependenceFacts {
  /** With the tier-1 capital: below 5 % of it dependence need not be examined. Without, all of it counts. */
  exposureOf?: (id: string) => Money
  tierOneCapital?: Money
  /** A guarantee larger than this could not be honoured; without it guarantees make no dependence. */
  netAssetsOf?: (id: string) => Money | null
}

/** From here income or spending makes one customer depend on another. */
const halfOfTrade = 50_000_000

/**
 * 关联客户 after 商业银行大额风险暴露管理办法 (2018): customers one of whom controls the others, and customers of whom one
 * could hardly pay if another fails: half of the income or spending, a guarantee beyond the guarantor's
 * means, the same main source of repayment or funding. Where the two meet, the combined set is only proposed
 * for assessment.
 */
export function connectedCustomers(
  relations: readonly GraphRelation[],
  facts: DependenceFacts = {},
): DerivedSet[] {
  const byControl = controlSets(relations)
  const dependences = dependencesOf(relations, facts)
  const byDependence = dependenceSets(dependences)
  const setsOf = new Map<string, ControlSet[]>()
  for (const set of byControl.values()) {
    for (const id of [set.head, ...set.controlled]) setsOf.set(id, [...(setsOf.get(id) ?? []), set])
  }
  return [
    ...[...byControl.values()].map(({ head, controlled, reasons }) =>
      derivedSet('control', [head], controlled, reasons),
    ),
    ...byDependence,
    ...byDependence.flatMap((set) => combined(set, setsOf)),
  ].sort(compareSets)
}

/** `from` depends on `to`. */
function dependencesOf(
  relations: readonly GraphRelation[],
  facts: DependenceFacts,
): DerivedReason[] {
  const guaranteed = guaranteedBetween(relations)
  return relations.flatMap((relation): DerivedReason[] => {
    const { id, from, to } = relation
    const kind = dependenceKind(relation, facts, guaranteed)
    if (kind === null || from === to || !isExamined(relation, facts)) return []
    const share = relation.kind === 'trade' ? (relation.dependencePercent ?? null) : null
    return [{ kind, from, to, share, relationIds: id === undefined ? [] : [id] }]
  })
}

function dependenceKind(
  { kind, role, from, to, dependencePercent }: GraphRelation,
  { netAssetsOf }: DependenceFacts,
  guaranteed: ReadonlyMap<string, number>,
): DerivedReason['kind'] | null {
  if (kind === 'same-source') return 'same-source'
  if (kind === 'trade') {
    if ((dependencePercent ?? 0) < halfOfTrade) return null
    return role === 'spending' ? 'trade-spending' : 'trade-income'
  }
  if (kind !== 'guarantee') return null
  const means = netAssetsOf?.(from) ?? null
  return means !== null && (guaranteed.get(JSON.stringify([from, to])) ?? 0) > means
    ? 'guarantee'
    : null
}

/** Several guarantees for one borrower fall due together. */
function guaranteedBetween(relations: readonly GraphRelation[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { kind, from, to, amount } of relations) {
    if (kind !== 'guarantee') continue
    const key = JSON.stringify([from, to])
    sums.set(key, (sums.get(key) ?? 0) + (amount ?? 0))
  }
  return sums
}

/** More than 5 % of tier-1 capital to either of the two. */
function isExamined(
  { from, to }: GraphRelation,
  { exposureOf, tierOneCapital }: DependenceFacts,
): boolean {
  if (!exposureOf || tierOneCapital === undefined) return true
  return [from, to].some((id) => BigInt(exposureOf(id)) * 20n > BigInt(tierOneCapital))
}

/** Whoever dependence connects, headed by those who depend on nobody themselves. */
function dependenceSets(dependences: readonly DerivedReason[]): DerivedSet[] {
  const touching = new Map<string, DerivedReason[]>()
  for (const reason of dependences) {
    for (const id of [reason.from, reason.to])
      touching.set(id, [...(touching.get(id) ?? []), reason])
  }
  const passed = new Set<string>()
  return [...touching.keys()].sort().flatMap((start) => {
    if (passed.has(start)) return []
    const members = new Set([start])
    const reasons = new Set<DerivedReason>()
    for (const id of members) {
      for (const reason of touching.get(id) ?? []) {
        reasons.add(reason)
        members.add(reason.from).add(reason.to)
      }
    }
    for (const id of members) passed.add(id)
    const list = [...reasons]
    const dependent = new Set(
      list.flatMap(({ kind, from, to }) => (kind === 'same-source' ? [from, to] : [from])),
    )
    const heads = [...members].filter((id) => !dependent.has(id))
    return [derivedSet('dependence', heads, members, list)]
  })
}

function combined(
  { head, members, reasons }: DerivedSet,
  setsOf: ReadonlyMap<string, readonly ControlSet[]>,
): DerivedSet[] {
  const met = [...new Set(members.flatMap((id) => setsOf.get(id) ?? []))]
  if (met.length === 0) return []
  return [
    derivedSet(
      'combined',
      [...head, ...met.map((set) => set.head)],
      [...members, ...met.flatMap(({ controlled }) => [...controlled])],
      [...reasons, ...met.flatMap((set) => set.reasons)],
    ),
  ]
}
