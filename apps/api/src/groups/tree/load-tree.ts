import { lookThroughColumn } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import { joinTexts, splitTexts } from '@banyan/domain/groups/tree-texts'
import { nowhere } from '@banyan/domain/groups/tree-wire'
import { maskName } from '@banyan/domain/customers/masking'
import type { StaffContext } from '../../access/staff-context.ts'
import { AnswerCache } from './answer-cache.ts'
import { listGroupRelations } from './group-relations.queries.ts'
import { marked, placeOf } from './node-record.ts'
import { readTreePages } from './tree-pages.queries.ts'
import { type TreeSnapshot, snapshotOf } from './tree-snapshot.ts'
import { listUnknownCurrencies } from './unknown-currencies.queries.ts'
import { listTreePeople, type Named, type TreeStamp } from './tree-stamp.queries.ts'

/** A tree with the names behind its numbers, as the caller may see them. */
export interface LoadedTree extends TreeSnapshot {
  branches: Named[]
  officers: Named[]
  /** Currencies of balances that could not be counted, for want of a rate. */
  unknownCurrencies: string[]
}

/** Groups with more members than this are read with all branches and officers of the institution. */
const large = 2_000

/** The whole group from its rows. Shares of the root are solved anew where the shape changed since they were kept. */
export async function readWholeTree(
  context: StaffContext,
  group: { id: string; rootCustomerId: string | null },
  stamp: TreeStamp,
): Promise<LoadedTree> {
  const { tx, institution, businessDay } = context
  const pages = await readTreePages(tx, institution.id, group.id)
  const snapshot = snapshotOf(pages, businessDay)
  if (stamp.solved !== stamp.shape)
    snapshot.numbers.lookThrough.set(await solvedShares(context, group, stamp, snapshot))
  if (context.hidesNames) hideNames(snapshot)
  const isLarge = snapshot.numbers.parents.length > large
  const people = await listTreePeople(tx, institution.id, group.id, isLarge)
  const unknownCurrencies = snapshot.hasUnknownCurrency
    ? await listUnknownCurrencies(tx, {
        institutionId: institution.id,
        groupId: group.id,
        day: businessDay,
      })
    : []
  const branches = named(snapshot.branchPlaces, people.branches)
  const officers = named(snapshot.officerPlaces, people.officers)
  return { ...snapshot, branches, officers, unknownCurrencies }
}

function named(places: readonly number[], all: readonly Named[]): Named[] {
  const byPlace = new Map(all.map((each) => [placeOf(each.id), each]))
  return places.map((place) => byPlace.get(place) ?? { id: '', name: '' })
}

const solvedBefore = new AnswerCache(32 * 2 ** 20)

/** The share of the root in every member, -1 where it is unknown; from memory while the shape stays. */
async function solvedShares(
  context: StaffContext,
  { id, rootCustomerId }: { id: string; rootCustomerId: string | null },
  { shape }: TreeStamp,
  { numbers }: TreeSnapshot,
): Promise<Int32Array> {
  const { tx, institution, businessDay } = context
  const key = `${institution.id} ${id} ${shape} ${businessDay}`
  const known = solvedBefore.get(key)
  if (known) return new Int32Array(known.buffer)
  const solved = new Int32Array(numbers.parents.length).fill(-1)
  if (rootCustomerId !== null) {
    const question = { institutionId: institution.id, groupId: id, day: businessDay }
    const relations = await listGroupRelations(tx, question)
    const { shares } = lookThroughColumn(ownershipGraph(holdingsOf(relations)), rootCustomerId)
    for (const index of solved.keys()) solved[index] = shares.get(uuidAt(numbers.ids, index)) ?? -1
  }
  solvedBefore.set(key, new Uint8Array(solved.buffer))
  return solved
}

export function uuidAt(ids: Uint8Array, index: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + index * 16, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Persons are masked, and no letters of names are given. */
function hideNames({ numbers, texts }: TreeSnapshot): void {
  const person = marked.kinds.indexOf('person')
  const names = splitTexts(texts.names)
  texts.names = joinTexts(
    names.map((name, index) => (numbers.kinds[index] === person ? maskName(name) : name)),
  )
  texts.initials = new Uint8Array(0)
}

export function nameOf(names: readonly Named[], place: number | undefined): string | null {
  return place === undefined || place === nowhere ? null : (names[place]?.name ?? null)
}
