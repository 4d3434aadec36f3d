import { actualController } from '@banyan/domain/groups/control/actual-controller'
import { beneficialOwners } from '@banyan/domain/groups/control/beneficial-owners'
import { controllersOf } from '@banyan/domain/groups/control/control-closure'
import { controlGraph } from '@banyan/domain/groups/control/control-graph'
import { lookThrough, type LookThroughShare } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import { type OwnershipPath, pathsTo } from '@banyan/domain/groups/ownership/ownership-paths'
import type { RelationKind } from '@banyan/domain/groups/relation'
import type { Rate } from '@banyan/domain/rate'
import type { StaffContext } from '../../access/staff-context.ts'
import { type Party, partiesOf } from '../parties.ts'
import {
  type AsOf,
  listRelationsAround,
  listRelationsOf,
  type RelationRow,
} from '../relation-graph.queries.ts'

/** Along these, capital and votes reach a company. */
export const holdingKinds: readonly RelationKind[] = [
  'ownership',
  'branch',
  'control',
  'actual-controller',
]

/** Everyone above the target, those among them who act in concert, and who runs it. */
export async function listOwnershipRelations(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  targetId: string,
  asOf: AsOf,
): Promise<RelationRow[]> {
  const institutionId = institution.id
  const question = { institutionId, seeds: [targetId], kinds: holdingKinds, asOf }
  const above = await listRelationsAround(tx, { ...question, direction: 'up' })
  const ids = [...new Set([targetId, ...above.flatMap(({ from, to }) => [from, to])])]
  const concert = await listRelationsOf(tx, {
    ...{ institutionId, seeds: ids, kinds: ['concerted-action'], asOf },
    touching: 'both',
  })
  const officers = await listRelationsOf(tx, {
    ...{ institutionId, seeds: [targetId], kinds: ['officer'], asOf },
    touching: 'any',
  })
  return [...above, ...concert, ...officers.filter(({ to }) => to === targetId)]
}

export interface Holder extends Omit<LookThroughShare, 'exact' | 'share'> {
  /** Null inside a closed cycle, and where nothing but unknown shares lead there. */
  lookThrough: Rate | null
  controls: boolean
  /** Controls only together with others who act in concert. */
  isJointly: boolean
  paths: OwnershipPath[]
  isTruncated: boolean
}

/** How many of the largest holders are explained by paths. */
export interface PathWish {
  holders: number
  paths: number
}

/** Who owns and controls one party, as the rules of the graph tell it from these relations. */
export function ownershipFrom(
  relations: readonly RelationRow[],
  target: string,
  facts: { isPerson: (id: string) => boolean; explain: PathWish },
) {
  const ownership = ownershipGraph(holdingsOf(relations))
  const control = controlGraph(relations)
  const shares = lookThrough(ownership, target)
  const controllers = new Map(controllersOf(control, target).map((each) => [each.id, each]))
  const explain = pathsTo(ownership, target)
  const known = new Set(shares.holders.map(({ id }) => id))
  const without = [...controllers.keys()].filter((id) => !known.has(id) && id !== target).sort()
  const holders = [...shares.holders, ...without.map(controllerOnly)].map(
    (holder, index): Holder => ({
      ...shownShare(holder),
      controls: controllers.has(holder.id),
      isJointly: controllers.get(holder.id)?.isJoint ?? false,
      ...(index < facts.explain.holders
        ? explain(holder.id, facts.explain.paths)
        : { paths: [], isTruncated: true }),
    }),
  )
  const { owners, flag } = beneficialOwners(
    { relations, ownership, control, isPerson: facts.isPerson },
    target,
  )
  const { cycles, warnings, isExact, sumOfUltimateOwners, unrecorded } = shares
  return {
    holders,
    beneficialOwners: owners,
    beneficialOwnersFlag: flag,
    controller: actualController(control, target),
    cycles,
    warnings,
    isExact,
    sumOfUltimateOwners,
    unrecorded,
  }
}

/** A share as it travels: what serves thresholds alone stays behind. */
export function shownShare({ id, direct, isDirect, share, isLeast, isUltimate }: LookThroughShare) {
  return { id, direct, isDirect, lookThrough: share, isLeast, isUltimate }
}

/** Controls by agreement or right, without a share of its own. */
const controllerOnly = (id: string): LookThroughShare => ({
  id,
  direct: null,
  isDirect: false,
  share: null,
  isLeast: false,
  isUltimate: true,
  exact: null,
})

/** Who owns and controls a customer, with everyone named as this caller may see them. */
export async function ownershipOf(
  context: StaffContext,
  targetId: string,
  { asOf, explain }: { asOf: AsOf; explain: PathWish },
) {
  const relations = await listOwnershipRelations(context, targetId, asOf)
  const ids = [targetId, ...relations.flatMap(({ from, to }) => [from, to])]
  const parties = await partiesOf(context, ids)
  const byId = new Map(parties.map((party): [string, Party] => [party.id, party]))
  const isPerson = (id: string) => byId.get(id)?.kind === 'person'
  return { ...ownershipFrom(relations, targetId, { isPerson, explain }), byId, parties }
}
