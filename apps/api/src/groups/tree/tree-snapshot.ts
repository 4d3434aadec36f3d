import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import {
  presentStage,
  stageStateNames,
  stageStates,
  stages,
} from '@banyan/domain/applications/stage-rail'
import { addDays, type Day, day, daysBetween } from '@banyan/domain/calendar'
import { joinTexts, splitTexts, type TextBlocks } from '@banyan/domain/groups/tree-texts'
import { emptyTree, nowhere, type TreeNumbers, unset } from '@banyan/domain/groups/tree-wire'
import type { LoanStatus } from '@banyan/domain/loans/loan-status'
import { countryOf, marked, NodeRecords } from './node-record.ts'
import { depthFirst } from './tree-order.ts'
import type { TreePage } from './tree-pages.queries.ts'

/** A whole group in depth-first order, as its rows say on a business day. */
export interface TreeSnapshot {
  numbers: TreeNumbers
  texts: TextBlocks
  countries: string[]
  /** What `branches` and `officers` number, as the last six bytes of their ids. */
  branchPlaces: number[]
  officerPlaces: number[]
  /** The application's own status, by index of `marked.stages`. */
  caseStatuses: Uint8Array
  hasUnknownCurrency: boolean
}

const texts = ['names', 'numbers', 'codes', 'initials'] as const
const epoch = day('2000-01-01')

/** Puts pages in order. Pages that are in order already keep their texts as they came. */
export function snapshotOf(pages: readonly TreePage[], businessDay: Day): TreeSnapshot {
  const records = new NodeRecords(pages.map(({ figures }) => figures))
  const numbers = pages.flatMap((page) => splitTexts(page.numbers))
  const parents = parentRows(records)
  const order = depthFirst(parents, (row) => numbers[row] ?? '')
  const isInOrder = order.every((row, index) => row === index)
  const snapshot = columnsOf(records, order, businessDay)
  placeParents(snapshot.numbers.parents, parents, order)
  const block = (name: (typeof texts)[number]): Uint8Array => {
    if (isInOrder) return joinBlocks(pages.map((page) => page[name]))
    const given = pages.flatMap((page) => textsOf(page, name))
    return joinTexts(Array.from(order, (row) => given[row] ?? ''))
  }
  const [names, sorted, codes, initials] = [
    block('names'),
    block('numbers'),
    block('codes'),
    block('initials'),
  ]
  return { ...snapshot, texts: { names, numbers: sorted, codes, initials } }
}

/** One text of nothing is an empty block, which would read as no texts at all. */
function textsOf(page: TreePage, name: (typeof texts)[number]): string[] {
  return page[name].length === 0 ? [''] : splitTexts(page[name])
}

const separator = Buffer.from('\u001F')

function joinBlocks(blocks: readonly Buffer[]): Uint8Array {
  return Buffer.concat(
    blocks.flatMap((block, index) => (index === 0 ? [block] : [separator, block])),
  )
}

function parentRows(records: NodeRecords): Int32Array {
  const { count } = records
  let last = -1
  for (let row = 0; row < count; row++) last = Math.max(last, records.whole(row, 'slot'))
  const rowOfSlot = new Int32Array(last + 1).fill(-1)
  for (let row = 0; row < count; row++) rowOfSlot[records.whole(row, 'slot')] = row
  const parents = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const slot = records.whole(row, 'parentSlot')
    parents[row] = slot < 0 ? -1 : (rowOfSlot[slot] ?? -1)
  }
  return parents
}

function placeParents(into: Int32Array, parents: Int32Array, order: Int32Array): void {
  const places = new Int32Array(order.length)
  for (let index = 0; index < order.length; index++) places[order[index] ?? 0] = index
  for (let index = 0; index < order.length; index++) {
    const parent = parents[order[index] ?? 0] ?? -1
    const place = parent < 0 ? -1 : (places[parent] ?? -1)
    into[index] = place < index ? place : -1
  }
}

/** Numbers things in the order in which they are met. */
class Numbered {
  readonly #places = new Map<number, number>()

  of(thing: number): number {
    const known = this.#places.get(thing)
    if (known !== undefined) return known
    const place = this.#places.size
    this.#places.set(thing, place)
    return place
  }

  get all(): number[] {
    return [...this.#places.keys()]
  }
}

function columnsOf(
  records: NodeRecords,
  order: Int32Array,
  businessDay: Day,
): Omit<TreeSnapshot, 'texts'> {
  const numbers = emptyTree(records.count)
  const caseStatuses = new Uint8Array(records.count)
  const [countries, branches, officers] = [new Numbered(), new Numbered(), new Numbered()]
  const today = daysBetween(epoch, businessDay)
  let hasUnknownCurrency = false
  const placeIn = (known: Numbered, place: number) => (place === 0 ? nowhere : known.of(place))
  for (let index = 0; index < order.length; index++) {
    const row = order[index] ?? 0
    const marks = records.marks(row)
    numbers.ids.set(records.id(row), index * 16)
    numbers.percents[index] = records.whole(row, 'percent')
    numbers.lookThrough[index] = records.whole(row, 'lookThrough')
    numbers.loans[index] = records.whole(row, 'loans')
    numbers.balances[index] = records.money(row, 'balance')
    numbers.reserved[index] = records.money(row, 'reserved')
    numbers.overdue[index] = records.money(row, 'overdue')
    numbers.guaranteed[index] = records.money(row, 'guaranteed')
    numbers.limits[index] = records.money(row, 'limit')
    const since = records.day(row, 'unpaidSince')
    numbers.days[index] = since >= 0 && since < today ? today - since : 0
    numbers.otherParents[index] = records.otherParents(row)
    numbers.countries[index] = countries.of(records.country(row))
    numbers.branches[index] = placeIn(branches, records.place(row, 'branch'))
    numbers.officers[index] = placeIn(officers, records.place(row, 'officer'))
    numbers.kinds[index] = marks.kind
    numbers.statuses[index] = marks.status
    numbers.tiers[index] = marks.tier
    caseStatuses[index] = marks.stage
    hasUnknownCurrency ||= marks.hasUnknownCurrency
    const stage = marks.stage === 0 ? null : stageOf(records, row, businessDay)
    numbers.stages[index] = stage?.stage ?? unset
    numbers.stageStates[index] = stage?.state ?? unset
  }
  return {
    numbers,
    caseStatuses,
    hasUnknownCurrency,
    countries: countries.all.map(countryOf),
    branchPlaces: branches.all,
    officerPlaces: officers.all,
  }
}

/** Where the newest application under way stands, and its state there, by index of `stages` and `stageStateNames`. */
function stageOf(records: NodeRecords, row: number, asOf: Day) {
  const marks = records.marks(row)
  const status = (marked.stages[marks.stage] ?? '') as ApplicationStatus
  const loanStatus = marked.loanStatuses[marks.loanStatus] ?? ''
  const unpaidOn = records.day(row, 'stageUnpaidOn')
  const facts = {
    asOf,
    enteredOn: addDays(epoch, records.day(row, 'stageOn')),
    isException: marks.isException,
    loanStatus:
      loanStatus === '' ? null : loanStatus === 'void' ? 'cancelled' : (loanStatus as LoanStatus),
    isOverdue: unpaidOn >= 0 && addDays(epoch, unpaidOn) < asOf,
  }
  const stage = presentStage(status, facts)
  const state = stageStates(status, facts).find((each) => each.stage === stage)?.state ?? 'doing'
  return { stage: stages.indexOf(stage), state: stageStateNames.indexOf(state) }
}
