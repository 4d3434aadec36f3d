import type { GroupAct } from '@banyan/domain/groups/group-act'
import { type GroupPlan, groupsOfPlan } from '@banyan/domain/groups/group-plan'
import { type Money, money, zero } from '@banyan/domain/money'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { type ExposureSums, getExposureSums } from '../contracts.queries.ts'
import { type AskedAct, countOtherWaiting } from './group-acts.queries.ts'
import { type GroupFigures, groupBounds, groupFigures } from './group-figures.ts'
import { planAct } from './plan-act.ts'
import { type ActGroup, type ActParty, listActGroups, listActParties } from './plan.queries.ts'
import { type ActWarning, countCutHoldings, countUnderWay } from './act-warnings.queries.ts'

interface NamedGroup {
  /** Null for a group that does not exist yet. */
  id: string | null
  number: string | null
  name: string
}

export interface ActPreview {
  groups: (NamedGroup & { before: GroupFigures | null; after: GroupFigures | null })[]
  moves: {
    customerId: string
    number: string
    name: string
    from: NamedGroup | null
    to: NamedGroup | null
  }[]
  moveCount: number
  parents: {
    customerId: string
    number: string
    name: string
    before: NamedParty | null
    after: NamedParty | null
  }[]
  warnings: ActWarning[]
}

interface NamedParty {
  id: string
  number: string
  name: string
}

const mostMovesShown = 200

/** What an act would do, before anyone asks for it. */
export async function previewAct(context: StaffContext, act: GroupAct): Promise<ActPreview> {
  return previewOf(context, await planAct(context, act), null)
}

/** Everything a decision on an act needs to see: members, exposure and limits before and after, and warnings. */
export async function previewOf(
  context: StaffContext,
  asked: AskedAct,
  actId: string | null,
): Promise<ActPreview> {
  const { tx, institution } = context
  const { plan } = asked
  const ids = groupsOfPlan(plan)
  const groups = await listActGroups(tx, institution.id, ids)
  const nameOf = groupNamer(context, groups, asked)
  const shown = plan.moves.slice(0, mostMovesShown)
  const named = [
    ...shown.map(({ customerId }) => customerId),
    ...plan.parents.flatMap(({ customerId, before, after }) => [customerId, before, after]),
  ]
  const parties = await listActParties(
    tx,
    institution.id,
    named.filter((id) => id !== null),
  )
  const partyOf = partyNamer(context, parties)
  const figures = await figuresOf(context, plan, groups)
  return {
    groups: ids.map((id) => ({
      ...nameOf(id),
      ...(figures.get(id) ?? { before: null, after: null }),
    })),
    moves: shown.map(({ customerId, from, to }) => ({
      ...partyText(partyOf(customerId), customerId),
      from: from === null ? null : nameOf(from),
      to: to === null ? null : nameOf(to),
    })),
    moveCount: plan.moves.length,
    parents: plan.parents.map(({ customerId, before, after }) => ({
      ...partyText(partyOf(customerId), customerId),
      before: before === null ? null : partyOf(before),
      after: after === null ? null : partyOf(after),
    })),
    warnings: await warningsOf(context, plan, { groups, figures, nameOf, actId }),
  }
}

function partyText(party: NamedParty | null, customerId: string) {
  return { customerId, number: party?.number ?? '', name: party?.name ?? '' }
}

type NameOf = (groupId: string) => NamedGroup

function groupNamer(
  context: StaffContext,
  groups: readonly ActGroup[],
  { founded }: AskedAct,
): NameOf {
  const known = new Map(groups.map((group) => [group.id, group]))
  return (id) => {
    const group = known.get(id)
    if (!group) return { id: null, number: null, name: founded?.name ?? '' }
    return { id, number: group.number, name: shownName(context, group.rootKind ?? '', group.name) }
  }
}

function partyNamer(context: StaffContext, parties: readonly ActParty[]) {
  const known = new Map(parties.map((party) => [party.id, party]))
  return (id: string): NamedParty | null => {
    const party = known.get(id)
    return party
      ? { id, number: party.number, name: shownName(context, party.kind, party.name) }
      : null
  }
}

type Change = { before: GroupFigures | null; after: GroupFigures | null }

async function figuresOf(
  context: StaffContext,
  plan: GroupPlan,
  groups: readonly ActGroup[],
): Promise<Map<string, Change>> {
  const { tx, institution, businessDay } = context
  const question = { institutionId: institution.id, currency: institution.currency, businessDay }
  const ended = new Set(plan.dissolves.map(({ groupId }) => groupId))
  const changes = new Map<string, Change>()
  const streams = new Map<string, ExposureSums>()
  for (const [stream, customerIds] of byStream(plan))
    streams.set(stream, await getExposureSums(tx, question, { customerIds }))
  for (const id of groupsOfPlan(plan)) {
    const isAlive = groups.some((group) => group.id === id && group.status !== 'dissolved')
    const bounds = await groupBounds(context, id)
    const present = isAlive ? await getExposureSums(tx, question, { groupId: id }) : null
    const after = ended.has(id) ? null : shifted(present, id, streams)
    changes.set(id, {
      before: present && groupFigures(present, bounds),
      after: after && groupFigures(after, bounds),
    })
  }
  return changes
}

/** The customers that take the same way, keyed by where from and where to. */
function byStream({ moves }: GroupPlan): Map<string, string[]> {
  const streams = new Map<string, string[]>()
  for (const { customerId, from, to } of moves) {
    const stream = `${from ?? ''}>${to ?? ''}`
    const list = streams.get(stream)
    if (list) list.push(customerId)
    else streams.set(stream, [customerId])
  }
  return streams
}

type Shifted = Pick<ExposureSums, 'members' | 'drawn' | 'approved' | 'signed' | 'guaranteed'>
const empty: Shifted = { members: 0, drawn: zero, approved: zero, signed: zero, guaranteed: zero }

function shifted(
  present: Shifted | null,
  groupId: string,
  streams: ReadonlyMap<string, Shifted>,
): Shifted {
  let sums = present ?? empty
  for (const [stream, moved] of streams) {
    const [from, to] = stream.split('>')
    const sign = (to === groupId ? 1 : 0) - (from === groupId ? 1 : 0)
    const plus = (key: Exclude<keyof Shifted, 'members'>): Money =>
      money(sums[key] + sign * moved[key])
    sums = {
      members: sums.members + sign * moved.members,
      drawn: plus('drawn'),
      approved: plus('approved'),
      signed: plus('signed'),
      guaranteed: plus('guaranteed'),
    }
  }
  return sums
}

interface Seen {
  groups: readonly ActGroup[]
  figures: ReadonlyMap<string, Change>
  nameOf: NameOf
  actId: string | null
}

async function warningsOf(
  { tx, institution, businessDay }: StaffContext,
  plan: GroupPlan,
  { figures, nameOf, actId }: Seen,
): Promise<ActWarning[]> {
  const warnings: ActWarning[] = []
  for (const [id, { before, after }] of figures) {
    if (!after) continue
    const { name: group } = nameOf(id)
    const { free, legalFree, limit } = after
    if (free !== null && free < 0) warnings.push({ code: 'over-limit-after', group, amount: -free })
    if (legalFree !== null && legalFree < 0)
      warnings.push({ code: 'over-legal-after', group, amount: -legalFree })
    if (limit === null && before === null) warnings.push({ code: 'no-limit', group })
  }
  const cut = await countCutHoldings(tx, institution.id, plan.moves, businessDay)
  if (cut > 0) warnings.push({ code: 'cuts-ownership', count: cut })
  const moving = plan.moves.map(({ customerId }) => customerId)
  const underWay = await countUnderWay(tx, institution.id, moving)
  if (underWay > 0) warnings.push({ code: 'applications-under-way', count: underWay })
  const waiting = await countOtherWaiting(tx, institution.id, groupsOfPlan(plan), actId)
  if (waiting > 0) warnings.push({ code: 'other-act-waiting', count: waiting })
  return warnings
}
