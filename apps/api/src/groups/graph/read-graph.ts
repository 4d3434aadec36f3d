import { actualController } from '@banyan/domain/groups/control/actual-controller'
import { controlGraph } from '@banyan/domain/groups/control/control-graph'
import { buildTree } from '@banyan/domain/groups/customer-tree'
import { guaranteeNetwork, guaranteesOf } from '@banyan/domain/groups/guarantees/guarantee-network'
import { lookThrough, sharesHeldBy } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import type { Rate } from '@banyan/domain/rate'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { listMembersThen } from '../as-of/as-of.queries.ts'
import { Moment, momentOf, shownMoment } from '../as-of/read-tree-as-of.ts'
import { findGroup, findGroupOfCustomer } from '../group-list.queries.ts'
import { listOwnershipRelations, holdingKinds } from '../ownership/read-ownership.ts'
import { type Party, partiesOf } from '../parties.ts'
import { type AsOf, listRelationsAround, type RelationRow } from '../relation-graph.queries.ts'
import { kindsOf, lensLayers } from './layers.ts'
import { spread } from './spread.ts'

export const GraphAsked = Moment.extend({
  groupId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  layers: z.array(z.enum(lensLayers)).min(1).max(lensLayers.length),
  direction: z.enum(['up', 'down', 'both']).default('both'),
  limit: z.int().min(1).max(200).default(200),
}).refine(
  ({ groupId, customerId }) => (groupId === undefined) !== (customerId === undefined),
  'one-of-the-two',
)
type GraphAsked = z.infer<typeof GraphAsked>

/** Where the lens stands: a customer, or the root of a group with its members behind it. */
async function startOf(context: StaffContext, { groupId, customerId }: GraphAsked, asOf: AsOf) {
  const { tx, institution, scope } = context
  if (groupId === undefined) {
    const id = customerId ?? ''
    found(await findGroupOfCustomer(tx, institution.id, scope, { id }), 'customer')
    return { focus: id, members: [] }
  }
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const members = await listMembersThen(tx, institution.id, groupId, asOf)
  const ids = members.map(({ id }) => id)
  const root = group.rootCustomerId
  return { focus: root !== null && ids.includes(root) ? root : (ids[0] ?? null), members: ids }
}

/** What stands around a group or a customer, nearest first, for a picture of at most 200 parties. */
export async function readGraph(context: StaffContext, asked: GraphAsked) {
  const { layers, direction, limit } = asked
  const asOf = momentOf(context, asked)
  const { focus, members } = await startOf(context, asked, asOf)
  const wish = { kinds: kindsOf(layers), direction, asOf, most: limit, steps: limit }
  const near = await spread(context, { ...wish, from: focus === null ? [] : [focus] })
  const rest = members.filter((id) => !near.reached.has(id))
  const all =
    rest.length > 0 && near.reached.size < limit
      ? await spread(context, { ...wish, from: [...near.reached.keys(), ...rest], steps: 1 })
      : near
  const depthOf = (id: string) => near.reached.get(id) ?? 0
  const ids = [...all.reached.keys()]
  const marks = await marksOf(context, { focus, ids, relations: all.relations, asOf })
  const parties = await partiesOf(context, ids)
  const byId = new Map(parties.map((party): [string, Party] => [party.id, party]))
  return {
    asOf: shownMoment(asOf),
    focus,
    nodes: ids.flatMap((id) => {
      const party = byId.get(id)
      return party
        ? [{ ...party, depth: depthOf(id), isRoot: id === focus, ...marks.ofNode(id) }]
        : []
    }),
    edges: all.relations.map((row) => ({
      id: row.id,
      kind: row.kind,
      from: row.from,
      to: row.to,
      percent: row.percent,
      votingPercent: row.votingPercent,
      amount: row.amount,
      isClosing: marks.isClosing(row),
    })),
    isTruncated: all.isTruncated || near.isTruncated || rest.length > limit - near.reached.size,
  }
}

interface Picture {
  focus: string | null
  ids: readonly string[]
  relations: readonly RelationRow[]
  asOf: AsOf
}

/** Shares to and from the focus, its controller, rings of guarantees, and the edges that close a cycle. */
async function marksOf(context: StaffContext, { focus, ids, relations, asOf }: Picture) {
  const above = focus === null ? [] : await listOwnershipRelations(context, focus, asOf)
  const below =
    focus === null
      ? []
      : await listRelationsAround(context.tx, {
          ...{ institutionId: context.institution.id, seeds: [focus], kinds: holdingKinds },
          ...{ direction: 'down', asOf },
        })
  const target = focus ?? ''
  const inFocus = new Map<string, Rate | null>(
    lookThrough(ownershipGraph(holdingsOf(above)), target).holders.map(({ id, share }) => [
      id,
      share,
    ]),
  )
  const ofFocus = new Map<string, Rate | null>(
    sharesHeldBy(ownershipGraph(holdingsOf(below)), target).held.map(({ id, share }) => [
      id,
      share,
    ]),
  )
  const controllers = new Set(actualController(controlGraph(above), target).parties)
  const rings = new Set(guaranteeNetwork(guaranteesOf(relations)).rings.flat())
  const closing = closingPairs(ids, relations)
  return {
    ofNode: (id: string) => ({
      isController: controllers.has(id),
      isInRing: rings.has(id),
      /** What the focus holds of it, and what it holds of the focus. */
      lookThroughOfFocus: ofFocus.get(id) ?? null,
      lookThroughInFocus: inFocus.get(id) ?? null,
    }),
    isClosing: ({ from, to, kind }: RelationRow) =>
      holdingKinds.includes(kind) && closing.has(`${from} ${to}`),
  }
}

function closingPairs(ids: readonly string[], relations: readonly RelationRow[]): Set<string> {
  const members = ids.map((id) => ({ id, number: id }))
  const holdings = relations
    .filter(({ kind }) => holdingKinds.includes(kind))
    .map(({ from, to, percent }) => ({ holder: from, held: to, percent }))
  return new Set(
    buildTree(members, holdings).cycleEdges.map(({ holder, held }) => `${holder} ${held}`),
  )
}
