import {
  type ConditionGroup,
  type ConditionNode,
  ConditionTree,
} from '@banyan/domain/search/condition-tree'
import { ChosenFacets } from '@banyan/domain/search/facets'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { day } from '@banyan/domain/calendar'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { hasMember, isNarrow, narrowedAndChosen } from './customers-where.queries.ts'
import { describeFound, findRecords, type FoundParty, type FoundRecord } from './found.queries.ts'
import { findHits } from './find-hits.ts'
import { countBeyond, type Hit, type Hunt, planAnew, type ShownHit } from './hits.queries.ts'
import { nearParties } from './near-parties.ts'
import type { Sought } from './named.queries.ts'
import { readQuestion, together } from './read-operators.ts'
import { readSought } from './read-sought.ts'

export const Search = z.strictObject({
  text: z.string().max(200),
  party: z.enum(['customer', 'group']).optional(),
  customerKind: z.enum(['person', 'company']).optional(),
  status: z.enum(['draft', 'active', 'frozen', 'closed']).optional(),
  branchId: z.uuid().optional(),
  filter: ConditionTree.nullish(),
  chosen: ChosenFacets.optional(),
  after: z.strictObject({ rank: z.int32(), id: z.uuid() }).nullish(),
  /** Whether hits beyond the caller's reach are counted as well, on the first page. */
  countsBeyond: z.boolean().optional(),
  limit: z.int().min(1).max(100).default(20),
})
export type Search = z.infer<typeof Search>

export const countCap = 1_000
/** So many hits beyond reach are told at most. */
const mostBeyond = 100
/** With no more exact hits than these, near ones are shown after them; after two characters with none. */
const few = 2
const mostNear = 10

type Found = ReturnType<typeof asSeen>

const nobody = { total: 0, isCapped: false, beyond: null, isNear: false, next: null }

/** One box over customers and groups, within the caller's reach; totals are exact up to `atMost`. */
export async function findParties(context: StaffContext, search: Search, atMost = countCap) {
  const { text, chips, problems } = await readQuestion(context, search.text)
  const { kind: reading, sought } = readSought(context, text)
  const asked = { reading, chips, problems }
  const filter = together(filterOf(search), chips)
  if (problems.length > 0 || (reading === 'nothing' && filter === null)) {
    return { ...asked, ...nobody, rows: [] as Found[], records: [] as RecordSeen[] }
  }
  const hunt = huntFor(context, search, { sought, filter, atMost })
  if (hunt.where !== null) await planAnew(context.tx)
  const { rows: hits, total, isCapped } = await findHits(context.tx, hunt)
  const page = hits.slice(0, search.limit)
  const last = page.at(-1)
  const next = hits.length > search.limit && last ? { rank: last.rank, id: last.hitId } : null
  const answer = { ...asked, total, isCapped, next }
  if (search.after) {
    const rows = shownIn(context, page)
    return { ...answer, beyond: null, isNear: false, rows, records: [] as RecordSeen[] }
  }
  const near = await nearHits(context, hunt, page)
  return {
    ...answer,
    beyond: search.countsBeyond ? await beyondReach(context, hunt) : null,
    isNear: page.length === 0 && near.length > 0,
    rows: shownIn(context, [...page, ...(await describe(context, near))]),
    records: await recordsNamed(context, sought.text),
  }
}

/** The narrowing of former days, as conditions beside the filter. */
function filterOf({ customerKind, status, branchId, filter }: Search): ConditionGroup | null {
  const all: ConditionNode[] = []
  if (customerKind) all.push({ field: 'kind', is: 'in', value: [customerKind] })
  if (status) all.push({ field: 'status', is: 'in', value: [status] })
  if (branchId) all.push({ field: 'branch', is: 'in', value: [branchId] })
  if (all.length === 0) return filter ?? null
  return { all: filter ? [...all, filter] : all }
}

function huntFor(
  context: StaffContext,
  { party, customerKind, status, chosen = {}, after, limit }: Search,
  { sought, filter, atMost }: { sought: Sought; filter: ConditionGroup | null; atMost: number },
): Hunt {
  const { institution, staff, businessDay, scope } = context
  const asker = { institutionId: institution.id, staffId: staff.id, businessDay }
  const narrowing = { scope, asker, filter, chosen }
  const narrow = isNarrow(narrowing)
  return {
    sought,
    scope,
    party: customerKind || status ? 'customer' : party,
    where: narrow ? narrowedAndChosen(narrowing) : null,
    groupWhere: narrow ? hasMember(narrowing) : null,
    after: after ?? null,
    limit: limit + 1,
    atMost,
  }
}

/** Near hits after few exact ones, each party once. */
async function nearHits({ tx }: StaffContext, hunt: Hunt, page: readonly Hit[]): Promise<Hit[]> {
  const { sought, scope, party, where } = hunt
  const enough = [...sought.name].length > 2 ? few : 0
  if (page.length > enough || !sought.byName || !/\p{L}/u.test(sought.name)) return []
  await planAnew(tx)
  const branchIds = scope.reach === 'branch' ? scope.branchIds : null
  const whose = [
    ...(party === 'group' ? [] : [{ party: 'customer' as const, branchIds }]),
    ...(party === 'customer' || where !== null
      ? []
      : [{ party: 'group' as const, branchIds: null }]),
  ]
  const near = await nearParties(
    tx,
    { institutionId: sought.institutionId, whose, where, scope },
    sought,
    mostNear,
  )
  const met = new Set(page.map(({ partyId }) => partyId))
  return near.filter(({ partyId }) => !met.has(partyId))
}

/** Whoever is told that something lies beyond their reach is told how much, and nothing else of it. */
async function beyondReach({ tx }: StaffContext, hunt: Hunt): Promise<number | null> {
  const isTold = hunt.where === null && hunt.sought.name !== ''
  return isTold ? countBeyond(tx, hunt, mostBeyond) : null
}

/** Near hits with what is shown of their parties. */
async function describe(context: StaffContext, hits: readonly Hit[]): Promise<ShownHit[]> {
  const { tx, institution, scope } = context
  const of = (party: Hit['party']) =>
    hits.filter((hit) => hit.party === party).map(({ partyId }) => partyId)
  const ids = { customers: of('customer'), groups: of('group') }
  const found = await describeFound(tx, institution.id, scope, ids)
  const byId = new Map(found.map((each) => [each.id, each]))
  return hits.map((hit) => ({ ...hit, ...byId.get(hit.partyId) }))
}

const isShown = (hit: ShownHit): hit is Hit & FoundParty => hit.id !== undefined && hit.id !== null

const shownIn = (context: StaffContext, hits: readonly ShownHit[]) =>
  hits.filter(isShown).map((hit) => asSeen(context, hit))

/** A hit as this caller may see it: persons' names are masked for outsiders, whichever way they appear. */
function asSeen(context: StaffContext, hit: Hit & FoundParty) {
  const { groupRootKind, oldestUnpaidOn, matched, match, hitId: _, partyId: __, ...row } = hit
  const isHidden = context.hidesNames && match === 'member'
  const kind = row.party === 'group' ? (groupRootKind ?? '') : row.kind
  return {
    ...row,
    match,
    name: shownName(context, kind, row.name),
    groupName:
      row.groupName === null ? null : shownName(context, groupRootKind ?? '', row.groupName),
    matchedName:
      matched === null || matched === row.name || isHidden
        ? null
        : shownName(context, kind, matched),
    daysPastDue: daysOf(context, oldestUnpaidOn),
  }
}

const daysOf = ({ businessDay }: StaffContext, oldestUnpaidOn: string | null) =>
  daysPastDue(oldestUnpaidOn === null ? null : day(oldestUnpaidOn), businessDay)

const numberLike = /^[A-Za-z]{1,4}\d{2,4}-?\d{2,12}$/

/** Loans, applications and contracts whose number was typed. */
async function recordsNamed(context: StaffContext, text: string) {
  if (!numberLike.test(text)) return []
  const { tx, institution, scope } = context
  const rows = await findRecords(tx, institution.id, scope, text.toUpperCase())
  return rows.map((row) => recordSeen(context, row))
}

type RecordSeen = ReturnType<typeof recordSeen>

function recordSeen(context: StaffContext, record: FoundRecord) {
  const { customerKind, oldestUnpaidOn, customerName, ...row } = record
  return {
    ...row,
    customerName: shownName(context, customerKind, customerName),
    daysPastDue: row.kind === 'loan' ? daysOf(context, oldestUnpaidOn) : null,
  }
}
