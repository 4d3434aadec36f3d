import { contagion } from '@banyan/domain/groups/guarantees/contagion'
import { guaranteeCapacity } from '@banyan/domain/groups/guarantees/guarantee-capacity'
import { guaranteesOf } from '@banyan/domain/groups/guarantees/guarantee-network'
import { type Money, money, zero } from '@banyan/domain/money'
import { Rate } from '@banyan/domain/rate'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { Moment, momentOf, shownMoment, type StatedMoment } from '../as-of/read-tree-as-of.ts'
import { netAssetsOf } from '../../statements/net-assets.queries.ts'
import { findGroup, findGroupOfCustomer } from '../group-list.queries.ts'
import { partiesOf } from '../parties.ts'
import { listGuaranteeProposals } from './guarantee-proposals.queries.ts'
import { listStandings } from './party-standings.queries.ts'
import { listGuaranteesAround, membersNamed, networkOf } from './read-guarantees.ts'

/** A group, or one customer with whatever stands around it. */
const Around = { groupId: z.uuid().optional(), customerId: z.uuid().optional() }
const isNamed = ({ groupId, customerId }: { groupId?: unknown; customerId?: unknown }) =>
  (groupId === undefined) !== (customerId === undefined)

export const GuaranteesAround = Moment.extend(Around).refine(isNamed, 'one-of-the-two')

export const ContagionAsked = z
  .strictObject({
    ...Around,
    /** Who fails at the start. */
    fails: z.uuid(),
    /** What is lost of the loans of those that fall. */
    lossRate: Rate.refine((rate) => rate <= 100_000_000, 'more-than-whole'),
  })
  .refine(isNamed, 'one-of-the-two')

/** Doubtful and better are not counted apart: from substandard on a loan is non-performing. */
const substandard = 3
/** A screen shows this many of the largest guarantees. */
const mostShown = 2_000

/** The guarantees around a group or a customer, with what each party owes and could still stand for. */
async function factsAround(
  context: StaffContext,
  around: { groupId?: string | undefined; customerId?: string | undefined },
  moment: StatedMoment,
) {
  const { tx, institution, scope } = context
  const { groupId = null, customerId = null } = around
  if (groupId !== null) found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  if (customerId !== null)
    found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const members = await membersNamed(context, { groupId, customerId }, moment)
  const relations = await listGuaranteesAround(context, members, moment)
  const ids = [...new Set(relations.flatMap(({ from, to }) => [from, to]))]
  const standings = await listStandings(tx, institution.id, ids)
  const loans = new Map(standings.map(({ id, balance }) => [id, money(balance)]))
  const tiers = new Map(standings.map(({ id, tier }) => [id, tier]))
  const netAssets = await netAssetsOf(tx, institution.id, ids, moment.on)
  return {
    members,
    relations,
    ids,
    loansOf: (id: string): Money => loans.get(id) ?? zero,
    isNonPerforming: (id: string) => (tiers.get(id) ?? 0) >= substandard,
    assetsOf: (id: string): Money | null => netAssets.get(id) ?? null,
  }
}

/** Pairs, rings and circles of guarantees, and how much more each guarantor can stand for. */
export async function readGuarantees(
  context: StaffContext,
  { groupId, customerId, ...moment }: z.infer<typeof GuaranteesAround>,
) {
  const { tx, institution, scope } = context
  const asOf = momentOf(context, moment)
  const facts = await factsAround(context, { groupId, customerId }, asOf)
  const network = networkOf(facts.relations, facts)
  const members = new Set(facts.members)
  const pending = await listGuaranteeProposals(tx, institution.id, scope, {
    ...{
      state: 'waiting',
      limit: 100,
      customerIds: [...new Set([...facts.members, ...facts.ids])],
    },
  })
  const named = [...facts.ids, ...pending.flatMap(({ from, to, ring }) => [from, to, ...ring])]
  const parties = await partiesOf(context, named)
  const edges = network.edges.toSorted((a, b) => b.amount - a.amount)
  return {
    asOf: shownMoment(asOf),
    members: facts.members.filter((id) => facts.ids.includes(id)),
    parties: parties.map((party) => ({
      ...party,
      isMember: members.has(party.id),
      loans: facts.loansOf(party.id),
      isNonPerforming: facts.isNonPerforming(party.id),
    })),
    edges: edges.slice(0, mostShown).map(({ id = '', guarantor, borrower, amount }) => ({
      ...{ id, from: guarantor, to: borrower, amount },
    })),
    edgeCount: edges.length,
    mutual: network.mutual,
    rings: network.rings,
    cycles: network.cycles,
    isTruncated: network.isTruncated || edges.length > mostShown,
    circles: network.circleMetrics.map((circle) => ({
      ids: circle.members,
      edges: circle.edges,
      guaranteed: circle.guaranteed,
      loans: circle.loans,
      nplMembers: circle.nonPerforming,
    })),
    longestChain: network.longestChain,
    chain: network.chain,
    hubs: network.hubs.map(({ id, given, received, amountGiven, amountReceived }) => ({
      ...{ id, out: given, in: received, given: amountGiven, taken: amountReceived },
    })),
    capacity: guaranteeCapacity(network.edges, facts.assetsOf).map(({ received, ...rest }) => ({
      ...rest,
      taken: received,
    })),
    pending,
  }
}

/** Who falls when one of them fails, in which round, and who has to pay what. */
export async function readContagion(
  context: StaffContext,
  { groupId, customerId, fails, lossRate }: z.infer<typeof ContagionAsked>,
) {
  const facts = await factsAround(context, { groupId, customerId }, momentOf(context, {}))
  found(
    facts.ids.find((id) => id === fails) ?? facts.members.find((id) => id === fails),
    'customer',
  )
  const { loansOf, assetsOf } = facts
  const edges = guaranteesOf(facts.relations)
  const course = contagion(edges, { fails: [fails], lossRate, loansOf, netAssetsOf: assetsOf })
  const touched = [fails, ...course.called.map(({ id }) => id)]
  const fallen = course.rounds.flatMap(({ falls }) => falls.map(({ id }) => id))
  return { ...course, parties: await partiesOf(context, [...touched, ...fallen]) }
}
