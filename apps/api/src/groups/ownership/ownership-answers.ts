import { sharesHeldBy } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import { controlledBy } from '@banyan/domain/groups/control/control-closure'
import { controlGraph } from '@banyan/domain/groups/control/control-graph'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { Moment, momentOf, shownMoment } from '../as-of/read-tree-as-of.ts'
import { findGroupOfCustomer } from '../group-list.queries.ts'
import { type Party, partiesOf } from '../parties.ts'
import { listRelationsAround } from '../relation-graph.queries.ts'
import { holdingKinds, ownershipOf, shownShare } from './read-ownership.ts'

export const OwnershipOf = Moment.extend({
  customerId: z.uuid(),
  direction: z.enum(['up', 'down']).default('up'),
})

/** A screen lists this many of the largest, and explains the first of them. */
const mostShown = 500
const explain = { holders: 100, paths: 5 }

/** Who owns and controls a customer, or whom it owns and controls, directly and through everyone between. */
export async function readOwnership(
  context: StaffContext,
  { customerId, direction, ...moment }: z.infer<typeof OwnershipOf>,
) {
  const { tx, institution, scope } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const asOf = momentOf(context, moment)
  const stated = shownMoment(asOf)
  return direction === 'up'
    ? { direction, asOf: stated, ...(await ownersOf(context, customerId, asOf)) }
    : { direction, asOf: stated, ...(await holdingsBelow(context, customerId, asOf)) }
}

async function ownersOf(
  context: StaffContext,
  customerId: string,
  asOf: ReturnType<typeof momentOf>,
) {
  const { byId, parties, ...answer } = await ownershipOf(context, customerId, { asOf, explain })
  const holders = answer.holders.slice(0, mostShown)
  const shown = new Set([customerId, ...answer.controller.chain, ...answer.cycles.flat()])
  for (const { id, paths } of holders) {
    for (const each of [id, ...paths.flatMap(({ nodes }) => nodes)]) shown.add(each)
  }
  for (const { id } of answer.beneficialOwners) shown.add(id)
  for (const id of answer.controller.parties) shown.add(id)
  return {
    ...answer,
    holders,
    holderCount: answer.holders.length,
    target: found(byId.get(customerId), 'customer'),
    parties: parties.filter(({ id }) => shown.has(id)),
  }
}

async function holdingsBelow(
  context: StaffContext,
  customerId: string,
  asOf: ReturnType<typeof momentOf>,
) {
  const { tx, institution } = context
  const relations = await listRelationsAround(tx, {
    institutionId: institution.id,
    seeds: [customerId],
    kinds: holdingKinds,
    direction: 'down',
    asOf,
  })
  const graph = ownershipGraph(holdingsOf(relations))
  const { held: shares, isExact } = sharesHeldBy(graph, customerId)
  const controlled = new Set(controlledBy(controlGraph(relations), customerId).map(({ id }) => id))
  const known = new Set(shares.map(({ id }) => id))
  const all = [
    ...shares.map((share) => ({ ...shownShare(share), controls: controlled.has(share.id) })),
    ...[...controlled]
      .filter((id) => !known.has(id))
      .map((id) => ({ id, direct: null, isDirect: false, lookThrough: null, isLeast: false }))
      .map((share) => ({ ...share, isUltimate: false, controls: true })),
  ]
  const held = all.slice(0, mostShown)
  const parties = await partiesOf(context, [customerId, ...held.map(({ id }) => id)])
  const holder = parties.find((party: Party) => party.id === customerId)
  return { held, heldCount: all.length, isExact, warnings: graph.warnings, parties, holder }
}
