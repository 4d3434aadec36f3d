import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { getExposureSums } from '../contracts.queries.ts'
import { findGroup, findGroupOfCustomer } from '../group-list.queries.ts'
import {
  listSetMembers,
  listSetProposals,
  listSets,
  listSetsOf,
  setBases,
  type SetProposal,
  type SetRow,
  setStatuses,
} from './connected-sets.queries.ts'
import { listSetParties } from './set-changes.queries.ts'

export const SetFilter = z.strictObject({
  basis: z.enum(setBases).optional(),
  status: z.enum(setStatuses).optional(),
  isWaiting: z.boolean().optional(),
  text: z.string().trim().min(1).max(100).optional(),
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

export const OneSet = z.strictObject({ id: z.uuid() })
export const SetsOf = z.strictObject({ customerId: z.uuid() })

function shownSet(context: StaffContext, { rootKind, ...set }: SetRow) {
  return { ...set, name: shownName(context, rootKind, set.name) }
}

export async function readSets(context: StaffContext, filter: z.output<typeof SetFilter>) {
  const { tx, institution, scope } = context
  const rows = await listSets(tx, institution.id, scope, { ...filter, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => shownSet(context, row)),
    next: rows.length > filter.limit && last ? { id: last.id } : null,
  }
}

/** A set with everyone in it, why each is, what it owes together, and what waits or was decided about it. */
export async function readSet(context: StaffContext, { id }: z.output<typeof OneSet>) {
  const { tx, institution, scope, businessDay, staff } = context
  const [row] = await listSets(tx, institution.id, scope, { id, limit: 1 })
  const set = found(row, 'set')
  const members = await listSetMembers(tx, institution.id, id)
  const proposals = await listSetProposals(tx, institution.id, id)
  const named = await namesFor(context, members, proposals)
  const { id: institutionId, currency } = institution
  const waiting = proposals.find(({ status }) => status === 'waiting') ?? null
  return {
    ...shownSet(context, set),
    people: members.map(({ kind, name, ...member }) => ({
      ...member,
      kind,
      name: shownName(context, kind, name),
    })),
    parties: named,
    proposals,
    proposal: waiting,
    refusal: waiting?.madeBy === staff.id ? ('own-proposal' as const) : null,
    exposure: await getExposureSums(tx, { institutionId, currency, businessDay }, { setId: id }),
  }
}

/** Everyone whom a reason or a proposal mentions. */
async function namesFor(
  context: StaffContext,
  members: Awaited<ReturnType<typeof listSetMembers>>,
  proposals: readonly SetProposal[],
) {
  const ids = new Set<string>()
  const reasons = [...members, ...proposals.flatMap(({ added }) => added)]
  for (const { customerId, reasons: edges } of reasons) {
    ids.add(customerId)
    for (const { from, to } of edges) ids.add(from).add(to)
  }
  for (const { removed } of proposals) for (const id of removed) ids.add(id)
  const parties = await listSetParties(context.tx, context.institution.id, [...ids])
  return [...parties.values()].map(({ id, number, kind, name }) => ({
    id,
    number,
    name: shownName(context, kind, name),
  }))
}

/** The three derivations side by side: the management group, the sets by control, the connected sets. */
export async function readSetsOf(context: StaffContext, { customerId }: z.output<typeof SetsOf>) {
  const { tx, institution, scope } = context
  const by = { id: customerId }
  const { groupId } = found(await findGroupOfCustomer(tx, institution.id, scope, by), 'customer')
  const group =
    groupId === null ? undefined : await findGroup(tx, institution.id, scope, { id: groupId })
  const sets = (await listSetsOf(tx, institution.id, customerId)).map((row) =>
    shownSet(context, row),
  )
  return {
    management: group
      ? {
          id: group.id,
          number: group.number,
          name: shownName(context, group.rootKind ?? '', group.name),
          status: group.status,
          members: group.memberCount,
        }
      : null,
    control: sets.filter(({ basis }) => basis === 'control'),
    connected: sets.filter(({ basis }) => basis === 'connected'),
  }
}
