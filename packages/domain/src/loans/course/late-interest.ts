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
  /** How much of the principal; null: all of it. */
  misused: Money | null
  isMatured: boolean
}

export function rateOn(state: LoanState, on: Day): Rate {
  const step = state.rates.findLast(({ from }) => from <= on)
  return step?.rate ?? state.contract.terms.annualRate
}

export function misuseOn(state: LoanState, on: Day): { isMisused: boolean; amount?: Money } {
  return state.misuse.findLast(({ from }) => from <= on) ?? { isMisused: false }
}

/** `from` (counted) to `to` (not counted), cut where the rate, the use or the maturity changes, and where told. */
function lateSegments(
  state: LoanState,
  from: Day,
  to: Day,
  further: readonly Day[] = [],
): LateSegment[] {
  if (to <= from) return []
  const { uplift, misuseUplift } = state.contract.servicing.penalty
  const cuts: Day[] = []
  const cutOn = (day: Day) => {
    if (day > from && day < to) cuts.push(day)
  }
  for (const step of state.rates) cutOn(step.from)
  for (const step of state.misuse) cutOn(step.from)
  for (const day of further) cutOn(day)
  cutOn(state.maturesOn)
  const edges = cuts.length === 0 ? [from, to] : [...new Set([from, ...cuts, to])].sort()
  return edges.slice(0, -1).map((start, index): LateSegment => {
    const end = edges[index + 1] ?? to
    const { isMisused, amount = null } = misuseOn(state, start)
    return {
      from: start,
      to: end,
      days: daysBetween(start, end),
      rate: rateOn(state, start),
      overdueUplift: uplift,
      misuseUplift,
      isMisused,
      misused: amount,
      isMatured: start >= state.maturesOn,
    }
  })
}

/** Of overdue and misuse the heavier uplift, never both, on what is overdue of a loan misused as a whole. */
function heavierUplift({ overdueUplift, misuseUplift, isMisused, misused }: LateSegment): number {
  return isMisused && misused === null ? Math.max(overdueUplift, misuseUplift) : overdueUplift
}

/** How much of a balance is misused. */
function misusedOf(balance: Money, { isMisused, misused }: LateSegment): Money {
  if (!isMisused) return zero
  return misused === null || misused > balance ? balance : misused
}

/**
 * What the misuse of an amount adds to an overdue row: the amount lies in the principal that falls due last,
 * and bears what the heavier uplift has more than the other.
 */
function addedByMisuse(row: LoanInstalment, principal: Money, segment: LateSegment) {
  const { isMisused, misused, overdueUplift, misuseUplift } = segment
  if (!isMisused || misused === null) return { misused: zero, share: 0 }
  const inRow = Math.min(Math.max(misused - balanceAfter(row), 0), principal)
  return { misused: money(inRow), share: Math.max(misuseUplift - overdueUplift, 0) }
}

/** Scheduled principal after a row; what is drawn on the next period's first day comes with that. */
export function balanceAfter({ opening, changes, capitalised, principal }: LoanInstalment): Money {
  const moved = changes.reduce((sum, change) => sum + change.amount, 0)
  return money(opening + moved + capitalised - principal)
}

/** The uplift that compound interest bears in the segment. */
function compoundUplift(state: LoanState, segment: LateSegment): number {
  const atContractRate =
    state.contract.servicing.penalty.compoundsAt === 'contract-rate-until-maturity'
  return atContractRate && !segment.isMatured ? 0 : heavierUplift(segment)
}

const wholeSquared = BigInt(wholeRate) * BigInt(wholeRate)
const unitOf = { 360: wholeSquared * 360n, 365: wholeSquared * 365n }

/** What `lateUnits` must be divided by to be fen. */
export function lateUnit(state: LoanState): bigint {
  return unitOf[state.contract.servicing.penalty.daysOfYear]
}

/** base × rate × share × days as a whole number of `lateUnit`s of a fen; share 100 % is `wholeRate`. */
export function lateUnits(base: Money, { rate, days }: LateSegment, share: number): bigint {
  if (base === 0 || share === 0) return 0n
  return BigInt(base) * BigInt(share) * BigInt(rate * days)
}

export function unpaidPrincipal({ principal, paid, waived, moved }: LoanInstalment): Money {
  return money(principal - paid.principal - waived.principal - moved.principal)
}

export function unpaidInterest({ interest, paid, waived, moved }: LoanInstalment): Money {
  return money(interest - paid.interest - waived.interest - moved.interest)
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

/** Half-up; what floating point finds too near a half is worked out in whole numbers. */
function inFen(state: LoanState, units: bigint): Money {
  if (units === 0n) return zero
  const unit = lateUnit(state)
  const guess = Number(units) / Number(unit)
  const rounded = Math.round(guess)
  const isClear = Math.abs(guess - rounded) < 0.5 - Math.abs(guess) * 1e-15 - 1e-12
  return money(isClear ? rounded : Number(divideRounded(units, unit, 'half-up')))
}

/** One stretch of late days of a row: what bears interest, at which share of the rate, to what exact amounts. */
export interface LateStretch {
  segment: LateSegment
  principal: Money
  penaltyShare: number
  /** Of the principal, where only an amount is misused, and the share that it bears beside. */
  misused: Money
  misuseShare: number
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
  const [principal, interest] = [unpaidPrincipal(row), unpaidInterest(row)]
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
    const { misused, share: misuseShare } = addedByMisuse(row, principal, segment)
    const added =
      lateUnits(principal, segment, penaltyShare) + lateUnits(misused, segment, misuseShare)
    penalty += added
    const compound = lateUnits(compounding, segment, compoundShare)
    return {
      segment,
      principal,
      penaltyShare,
      misused,
      misuseShare,
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
function balancesOf(row: LoanInstalment): { from: Day; to: Day; balance: Money }[] {
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
  return misuseStretches(state, row, on).reduce(
    (sum, { segment, base }) => sum + lateUnits(base, segment, segment.misuseUplift),
    0n,
  )
}

/** The days before a row is due on which misused principal stood, and how much of it. */
export function misuseStretches(
  state: LoanState,
  row: LoanInstalment,
  on: Day,
): { segment: LateSegment; base: Money }[] {
  const isFree = state.contract.servicing.penalty.isWaived === true
  if (isFree || state.misuse.length === 0) return []
  const until = lateEnd(state, on)
  return balancesOf(row).flatMap(({ from, to, balance }) =>
    lateSegments(state, from, to < until ? to : until)
      .filter(({ isMisused }) => isMisused)
      .map((segment) => ({ segment, base: misusedOf(balance, segment) })),
  )
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
  const isPaid = unpaidPrincipal(row) + unpaidInterest(row) === 0
  if (isPaid || until <= row.overdue.through || isInGrace(state, row, until)) return
  row.overdue = { ...overdueUnits(state, row, on), through: until }
}
