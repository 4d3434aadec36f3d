import { type Rate, rate } from '../../rate.ts'
import { isAtLeast, toRate } from '../fraction.ts'
import type { GraphRelation } from '../graph-relation.ts'
import { type LookThrough, lookThrough } from '../ownership/look-through.ts'
import { holdingsOf, type OwnershipGraph, ownershipGraph } from '../ownership/ownership-graph.ts'
import type { OwnershipWarning } from '../ownership/ownership-graph.ts'
import { controllersOf } from './control-closure.ts'
import { type ControlGraph, controlGraph } from './control-graph.ts'
import { votesTogether } from './votes-together.ts'

export interface BeneficialOwner {
  id: string
  /** The first standard the person meets. */
  by: 'shares' | 'income' | 'voting' | 'control' | 'joint-control' | 'management'
  /** Of capital, income or votes, as the standard says; null for control and management. */
  share: Rate | null
  /** With whom a person controls jointly. */
  with: string[]
}

export interface BeneficialOwners {
  owners: BeneficialOwner[]
  flag: 'management-only' | 'nobody' | null
  warnings: OwnershipWarning[]
}

const quarter = rate(25_000_000)

export interface OwnershipFacts {
  relations: readonly GraphRelation[]
  /** Of the same relations, where they are at hand. */
  ownership?: OwnershipGraph
  control?: ControlGraph
  isPerson: (id: string) => boolean
}

/**
 * The natural persons who finally own or control a company (反洗钱法 2024 Art. 19; 受益所有人信息管理办法, in force
 * 2024-11-01): directly or indirectly at least 25 % of its capital; else at least 25 % of its income or
 * votes; else actual control, alone or jointly. Nobody: whoever is in charge of its daily management.
 */
export function beneficialOwners(facts: OwnershipFacts, target: string): BeneficialOwners {
  const { relations, isPerson } = facts
  const ownership = facts.ownership ?? ownershipGraph(holdingsOf(relations))
  const control = facts.control ?? controlGraph(relations)
  const shares = lookThrough(ownership, target)
  const found = new Map<string, BeneficialOwner>()
  const add = (owner: BeneficialOwner) => {
    if (isPerson(owner.id) && !found.has(owner.id)) found.set(owner.id, owner)
  }
  for (const owner of quarterOwners(shares, 'shares')) add(owner)
  if (relations.some(({ incomePercent }) => typeof incomePercent === 'number')) {
    for (const owner of quarterOwners(lookThrough(incomeGraph(relations), target), 'income'))
      add(owner)
  }
  for (const { id, votes } of votesTogether(control, target, isPerson)) {
    if (isAtLeast(votes, quarter)) add({ id, by: 'voting', share: toRate(votes), with: [] })
  }
  for (const { id, isJoint, with: others } of controllersOf(control, target)) {
    add({ id, by: isJoint ? 'joint-control' : 'control', share: null, with: others })
  }
  if (found.size > 0)
    return {
      owners: [...found.values()].sort(compareOwners),
      flag: null,
      warnings: shares.warnings,
    }
  const owners = managersOf(relations, target)
    .filter(isPerson)
    .map((id): BeneficialOwner => ({ id, by: 'management', share: null, with: [] }))
  return {
    owners,
    flag: owners.length > 0 ? 'management-only' : 'nobody',
    warnings: shares.warnings,
  }
}

function quarterOwners({ holders }: LookThrough, by: 'shares' | 'income'): BeneficialOwner[] {
  return holders.flatMap(({ id, exact }): BeneficialOwner[] =>
    exact && isAtLeast(exact, quarter) ? [{ id, by, share: toRate(exact), with: [] }] : [],
  )
}

function incomeGraph(relations: readonly GraphRelation[]): OwnershipGraph {
  return ownershipGraph(
    holdingsOf(
      relations.map((relation) => {
        const income = relation.incomePercent ?? relation.percent
        return income === undefined ? relation : { ...relation, percent: income }
      }),
    ),
  )
}

/** In charge of daily management: the chief executive, else the legal representative, else another officer. */
function managersOf(relations: readonly GraphRelation[], target: string): string[] {
  const officers = relations.filter(({ kind, to }) => kind === 'officer' && to === target)
  for (const role of ['chief-executive', 'legal-representative', 'executive'] as const) {
    const holders = officers.filter((officer) => officer.role === role)
    if (holders.length > 0) return [...new Set(holders.map(({ from }) => from))].sort()
  }
  return [
    ...new Set(officers.filter(({ role }) => role !== 'supervisor').map(({ from }) => from)),
  ].sort()
}

const ladder = ['shares', 'income', 'voting', 'control', 'joint-control', 'management']

function compareOwners(a: BeneficialOwner, b: BeneficialOwner): number {
  return (
    ladder.indexOf(a.by) - ladder.indexOf(b.by) ||
    (b.share ?? 0) - (a.share ?? 0) ||
    (a.id < b.id ? -1 : 1)
  )
}
