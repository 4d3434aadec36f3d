import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import {
  presentStage,
  stageStateNames,
  stageStates,
  stages,
} from '@banyan/domain/applications/stage-rail'
import { addDays, type Day, day, daysBetween } from '@banyan/domain/calendar'
import type { TextBlocks } from '@banyan/domain/groups/tree-texts'
import { emptyTree, nowhere, type TreeNumbers, unset } from '@banyan/domain/groups/tree-wire'
import type { LoanStatus } from '@banyan/domain/loans/loan-status'
import {
  at,
  countryOf,
  hasUnknownCurrency,
  isException,
  kindOf,
  loanStatusOf,
  marked,
  moneyAt,
  type NodeRecords,
  placeAt,
  recordsIn,
  stageOf,
  statusOf,
  tierOf,
} from './node-record.ts'
import { compareTexts, inOrder, textColumn } from './text-column.ts'
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

const epoch = day('2000-01-01')

/** Puts the pages of a group in the order of its tree. */
export function snapshotOf(pages: readonly TreePage[], businessDay: Day): TreeSnapshot {
  const records = recordsIn(pages.map(({ figures }) => figures))
  const numbers = textColumn(pages, 'numbers')
  const parents = parentRows(records)
  const order = depthFirst(parents, (one, other) => compareTexts(numbers, one, other))
  const snapshot = columnsOf(records, order, businessDay)
  placeParents(snapshot.numbers.parents, parents, order)
  const texts = {
    names: inOrder(textColumn(pages, 'names'), order),
    numbers: inOrder(numbers, order),
    codes: inOrder(textColumn(pages, 'codes'), order),
    initials: inOrder(textColumn(pages, 'initials'), order),
  }
  return { ...snapshot, texts }
}

function parentRows({ view, offsets }: NodeRecords): Int32Array {
  const count = offsets.length
  let last = -1
  for (let row = 0; row < count; row++)
    last = Math.max(last, view.getInt32((offsets[row] ?? 0) + at.slot))
  const rowOfSlot = new Int32Array(last + 1).fill(-1)
  for (let row = 0; row < count; row++)
    rowOfSlot[view.getInt32((offsets[row] ?? 0) + at.slot)] = row
  const parents = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const slot = view.getInt32((offsets[row] ?? 0) + at.parentSlot)
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
  #last = -1
  #lastPlace = -1

  of(thing: number): number {
    if (thing === this.#last) return this.#lastPlace
    this.#last = thing
    this.#lastPlace = this.#placeOf(thing)
    return this.#lastPlace
  }

  #placeOf(thing: number): number {
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
  { view, bytes, offsets }: NodeRecords,
  order: Int32Array,
  businessDay: Day,
): Omit<TreeSnapshot, 'texts'> {
  const count = order.length
  const numbers = emptyTree(count)
  const { ids, percents, lookThrough, loans, days, otherParents } = numbers
  const { balances, reserved, overdue, guaranteed, limits } = numbers
  const caseStatuses = new Uint8Array(count)
  const [countries, branches, officers] = [new Numbered(), new Numbered(), new Numbered()]
  const today = daysBetween(epoch, businessDay)
  let isUnknown = false
  for (let index = 0; index < count; index++) {
    const from = offsets[order[index] ?? 0] ?? 0
    const marks = view.getInt32(from + at.marks)
    for (let byte = 0; byte < 16; byte++) ids[index * 16 + byte] = bytes[from + byte] ?? 0
    percents[index] = view.getInt32(from + at.percent)
    lookThrough[index] = view.getInt32(from + at.lookThrough)
    loans[index] = view.getInt32(from + at.loans)
    balances[index] = moneyAt(view, from + at.balance)
    reserved[index] = moneyAt(view, from + at.reserved)
    overdue[index] = moneyAt(view, from + at.overdue)
    guaranteed[index] = moneyAt(view, from + at.guaranteed)
    limits[index] = moneyAt(view, from + at.limit)
    const since = view.getInt32(from + at.unpaidSince)
    days[index] = since >= 0 && since < today ? today - since : 0
    otherParents[index] = view.getInt16(from + at.otherParents)
    numbers.countries[index] = countries.of(view.getInt16(from + at.country))
    numbers.branches[index] = placeIn(branches, placeAt(view, from + at.branch))
    numbers.officers[index] = placeIn(officers, placeAt(view, from + at.officer))
    numbers.kinds[index] = kindOf(marks)
    numbers.statuses[index] = statusOf(marks)
    numbers.tiers[index] = tierOf(marks)
    caseStatuses[index] = stageOf(marks)
    isUnknown ||= hasUnknownCurrency(marks)
    const stage = stageOf(marks) === 0 ? null : presentStageAt(view, from, businessDay)
    numbers.stages[index] = stage?.stage ?? unset
    numbers.stageStates[index] = stage?.state ?? unset
  }
  return {
    numbers,
    caseStatuses,
    hasUnknownCurrency: isUnknown,
    countries: countries.all.map(countryOf),
    branchPlaces: branches.all,
    officerPlaces: officers.all,
  }
}

const placeIn = (known: Numbered, place: number) => (place === 0 ? nowhere : known.of(place))

/** Where the newest application under way stands, and its state there, by index of `stages` and `stageStateNames`. */
function presentStageAt(view: DataView, from: number, asOf: Day) {
  const marks = view.getInt32(from + at.marks)
  const status = (marked.stages[stageOf(marks)] ?? '') as ApplicationStatus
  const loanStatus = marked.loanStatuses[loanStatusOf(marks)] ?? ''
  const unpaidOn = view.getInt32(from + at.stageUnpaidOn)
  const facts = {
    asOf,
    enteredOn: addDays(epoch, view.getInt32(from + at.stageOn)),
    isException: isException(marks),
    loanStatus:
      loanStatus === '' ? null : loanStatus === 'void' ? 'cancelled' : (loanStatus as LoanStatus),
    isOverdue: unpaidOn >= 0 && addDays(epoch, unpaidOn) < asOf,
  }
  const stage = presentStage(status, facts)
  const state = stageStates(status, facts).find((each) => each.stage === stage)?.state ?? 'doing'
  return { stage: stages.indexOf(stage), state: stageStateNames.indexOf(state) }
}
