import { addDays, addMonths, type Day, daysBetween } from '../../calendar.ts'
import { divideRounded, type Money, money, zero } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import { wholeRate } from '../period-interest.ts'
import type { LoanInstalment, LoanState, OverdueInterest } from './loan-state.ts'

/** A stretch of days under one contract rate and one uplift. */
export interface LateSegment {
  from: Day
  to: Day
  days: number
  rate: Rate
  /** Shares of the contract rate that are added, in `Rate` units. */
  overdueUplift: Rate
  misuseUplift: Rate
  isMisused: boolean
  isMatured: boolean
}

export function rateOn(state: LoanState, on: Day): Rate {
  const step = state.rates.findLast(({ from }) => from <= on)
  return step?.rate ?? state.contract.terms.annualRate
}

export function isMisusedOn(state: LoanState, on: Day): boolean {
  return state.misuse.findLast(({ from }) => from <= on)?.isMisused ?? false
}

/** `from` (counted) to `to` (not counted), cut where the rate, the use or the maturity changes, and where told. */
export function lateSegments(
  state: LoanState,
  from: Day,
  to: Day,
  further: readonly Day[] = [],
): LateSegment[] {
  if (to <= from) return []
  const { uplift, misuseUplift } = state.contract.servicing.penalty
  const cuts = [
    ...state.rates.map((step) => step.from),
    ...state.misuse.map((step) => step.from),
    state.maturesOn,
    ...further,
  ].filter((cut) => cut > from && cut < to)
  const edges = [...new Set([from, ...cuts, to])].sort()
  return edges.slice(0, -1).map((start, index): LateSegment => {
    const end = edges[index + 1] ?? to
    return {
      from: start,
      to: end,
      days: daysBetween(start, end),
      rate: rateOn(state, start),
      overdueUplift: uplift,
      misuseUplift,
      isMisused: isMisusedOn(state, start),
      isMatured: start >= state.maturesOn,
    }
  })
}

/** Of overdue and misuse the heavier uplift, never both. */
function heavierUplift({ overdueUplift, misuseUplift, isMisused }: LateSegment): number {
  return isMisused ? Math.max(overdueUplift, misuseUplift) : overdueUplift
}

/** The uplift that compound interest bears in the segment. */
function compoundUplift(state: LoanState, segment: LateSegment): number {
  const atContractRate =
    state.contract.servicing.penalty.compoundsAt === 'contract-rate-until-maturity'
  return atContractRate && !segment.isMatured ? 0 : heavierUplift(segment)
}

/** What `lateUnits` must be divided by to be fen. */
export function lateUnit(state: LoanState): bigint {
  return BigInt(wholeRate) * BigInt(wholeRate) * BigInt(state.contract.servicing.penalty.daysOfYear)
}

/** base × rate × share × days as a whole number of `lateUnit`s of a fen; share 100 % is `wholeRate`. */
export function lateUnits(base: Money, { rate, days }: LateSegment, share: number): bigint {
  return BigInt(base) * BigInt(rate) * BigInt(share) * BigInt(days)
}

export function unpaidOf(row: LoanInstalment, part: 'principal' | 'interest'): Money {
  return money(row[part] - row.paid[part] - row.waived[part] - row.moved[part])
}

/** The last day late interest runs to: the write-off ends it. */
function lateEnd(state: LoanState, on: Day): Day {
  const { writtenOffOn } = state
  return writtenOffOn !== null && writtenOffOn < on ? writtenOffOn : on
}

function isInGrace(state: LoanState, row: LoanInstalment, on: Day): boolean {
  return on <= addDays(row.dueOn, state.contract.servicing.penalty.graceDays)
}

/** Days from which a month's penalty compounds: each month after the due day. */
function monthsAfter(row: LoanInstalment, until: Day): Day[] {
  const days: Day[] = []
  for (let months = 1; ; months += 1) {
    const day = addMonths(row.dueOn, months)
    if (day > until) return days
    if (day >= row.overdue.through) days.push(day)
  }
}

function inFen(state: LoanState, units: bigint): Money {
  return money(Number(divideRounded(units, lateUnit(state), 'half-up')))
}

/** One stretch of late days of a row: what bears interest, at which share of the rate, to what exact amounts. */
export interface LateStretch {
  segment: LateSegment
  principal: Money
  penaltyShare: number
  penalty: bigint
  /** Unpaid interest, and unpaid penalty of ended months where that is agreed. */
  compounding: Money
  compoundShare: number
  compound: bigint
  /** Penalty of ended months by then. */
  settled: Money
}

/** The late days of a row since it was last touched, until `on`; none while in grace or once paid. */
export function lateStretches(state: LoanState, row: LoanInstalment, on: Day): LateStretch[] {
  const until = lateEnd(state, on)
  const { through } = row.overdue
  const [principal, interest] = [unpaidOf(row, 'principal'), unpaidOf(row, 'interest')]
  const { penalty: terms } = state.contract.servicing
  const isPaid = principal + interest === 0
  if (terms.isWaived === true || isPaid || until <= through || isInGrace(state, row, until)) {
    return []
  }
  const addsPenalty = terms.compounds && terms.compoundsOn === 'interest-and-penalty'
  const months = addsPenalty ? monthsAfter(row, until) : []
  let { penalty, settled } = row.overdue
  return lateSegments(state, through, until, months).map((segment): LateStretch => {
    if (months.includes(segment.from)) {
      settled = inFen(state, penalty + misuseUnits(state, row, segment.from))
    }
    const taken = row.paid.penalty + row.waived.penalty + row.moved.penalty
    const compounding = money(interest + Math.max(0, settled - taken))
    const penaltyShare = wholeRate + heavierUplift(segment)
    const compoundShare = terms.compounds ? wholeRate + compoundUplift(state, segment) : 0
    const added = lateUnits(principal, segment, penaltyShare)
    penalty += added
    const compound = lateUnits(compounding, segment, compoundShare)
    return {
      segment,
      principal,
      penaltyShare,
      penalty: added,
      compounding,
      compoundShare,
      compound,
      settled,
    }
  })
}

/** Late interest of a row after its due day until `on`, exact. */
export function overdueUnits(
  state: LoanState,
  row: LoanInstalment,
  on: Day,
): Omit<OverdueInterest, 'through'> {
  let { penalty, compound, settled } = row.overdue
  for (const stretch of lateStretches(state, row, on)) {
    penalty += stretch.penalty
    compound += stretch.compound
    settled = stretch.settled
  }
  return { penalty, compound, settled }
}

/** The scheduled balances of a row's period, each with the stretch it stood. */
export function balancesOf(row: LoanInstalment): { from: Day; to: Day; balance: Money }[] {
  const days = [row.from, ...row.changes.map(({ on }) => on)]
  let balance: number = row.opening
  return days.flatMap((from, index) => {
    if (index > 0) balance += row.changes[index - 1]?.amount ?? 0
    const to = days[index + 1] ?? row.to
    return to > from ? [{ from, to, balance: money(balance) }] : []
  })
}

/** What misuse adds while principal is not due yet: the uplift alone, contract interest runs beside it. */
export function misuseUnits(state: LoanState, row: LoanInstalment, on: Day): bigint {
  const isFree = state.contract.servicing.penalty.isWaived === true
  if (isFree || state.misuse.length === 0) return 0n
  const until = lateEnd(state, on)
  let units = 0n
  for (const { from, to, balance } of balancesOf(row)) {
    for (const segment of lateSegments(state, from, to < until ? to : until)) {
      if (segment.isMisused) units += lateUnits(balance, segment, segment.misuseUplift)
    }
  }
  return units
}

/** Penalty and compound interest of a row from its first day until `on`, each rounded once. */
export function lateInterest(state: LoanState, row: LoanInstalment, on: Day) {
  const { penalty, compound } = overdueUnits(state, row, on)
  const all = penalty + misuseUnits(state, row, on)
  if (all === 0n && compound === 0n) return { penalty: zero, compound: zero }
  return { penalty: inFen(state, all), compound: inFen(state, compound) }
}

/** Brings a row's late interest up to `on`, before what it runs on changes. */
export function countLate(state: LoanState, row: LoanInstalment, on: Day): void {
  const until = lateEnd(state, on)
  const isPaid = unpaidOf(row, 'principal') + unpaidOf(row, 'interest') === 0
  if (isPaid || until <= row.overdue.through || isInGrace(state, row, until)) return
  row.overdue = { ...overdueUnits(state, row, on), through: until }
}
