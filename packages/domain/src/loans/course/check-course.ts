import { type AccountRole, accountRoles } from '../chart-of-accounts.ts'
import { type ClaimPart, claimParts } from '../servicing-terms.ts'
import { claimsDue, owedOfFee, owedOfRow } from './claims.ts'
import { type CourseOptions, replay, takenBack } from './course.ts'
import type { LoanEvent } from './loan-event.ts'
import type { Effect, LoanContract, LoanState, PartAmounts } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'

/** What a course must always be true to; each name is one rule. */
export interface Violation {
  invariant: string
  detail: string
}

interface Facts {
  state: LoanState
  effects: readonly Effect[]
  events: readonly LoanEvent[]
  /** Debits less credits. */
  booked: Record<AccountRole, number>
}

type Check = (facts: Facts) => string | null

function sum<T>(items: Iterable<T>, of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}

function agree(is: number, shouldBe: number): string | null {
  return is === shouldBe ? null : `${is} instead of ${shouldBe}`
}

const nothingBooked = Object.fromEntries(accountRoles.map((role) => [role, 0])) as Record<
  AccountRole,
  number
>

function bookedByRole(effects: readonly Effect[]): Record<AccountRole, number> {
  const booked = { ...nothingBooked }
  for (const { postings } of effects) {
    for (const { debit, credit, amount } of postings) {
      booked[debit] += amount
      booked[credit] -= amount
    }
  }
  return booked
}

/** Taken off a part by payment or by joining the principal, over instalments and charges. */
function takenOf(state: LoanState, part: ClaimPart): number {
  const rows = sum(state.instalments, ({ paid, moved }) => paid[part] + moved[part])
  return part === 'fee' ? rows + sum(state.fees, ({ paid, moved }) => paid + moved) : rows
}

/** Interest of grace periods that is still to join the principal. */
function capitalisedLater({ instalments, on }: LoanState): number {
  return sum(instalments, (row) => (row.dueOn > on ? row.capitalised : 0))
}

function capitalisedRows({ instalments, on }: LoanState): number {
  return sum(instalments, (row) => (row.dueOn <= on ? row.capitalised : 0))
}

/** Money that came in with an event. */
function given(event: LoanEvent): number {
  const isPaid =
    event.kind === 'repayment' || event.kind === 'prepayment' || event.kind === 'recovery'
  return isPaid ? event.amount : 0
}

function moneyIn(events: readonly LoanEvent[]): number {
  const gone = takenBack(events)
  return sum(events, (event) => {
    if (gone.has(event.id)) return 0
    const isOut = event.kind === 'drawdown' || event.kind === 'refund'
    return isOut ? -event.amount : given(event)
  })
}

function isNegative({ fee, penalty, compound, interest, principal }: PartAmounts): boolean {
  return fee < 0 || penalty < 0 || compound < 0 || interest < 0 || principal < 0
}

function negatives({ state }: Facts): string | null {
  const { drawn, balance, held, capitalised, chargedOffInterest } = state
  if (Math.min(drawn, balance, held, capitalised, chargedOffInterest) < 0) return 'of the loan'
  for (const row of state.instalments) {
    const taken = isNegative(row.paid) || isNegative(row.waived) || isNegative(row.moved)
    const charged = row.principal < 0 || row.interest < 0 || row.fee < 0 || row.earned < 0
    const isOwed = taken || charged || isNegative(owedOfRow(state, row, state.on))
    if (isOwed) return `of row ${row.number}`
  }
  const fee = state.fees.find((each) => Math.min(each.paid, each.waived, owedOfFee(each)) < 0)
  return fee ? `of the charge ${fee.code}` : null
}

/** What each event's money, and held money, went to adds up; no more is paid from money than came in. */
function spending({ effects, events }: Facts): string | null {
  const byId = new Map(events.map((event) => [event.id, event]))
  for (const { event, allocations: shares, held, on } of effects) {
    let [paid, fromMoney] = [0, 0]
    for (const { how, source, amount } of shares) {
      if (how === 'paid') paid += amount
      if (how === 'returned') paid -= amount
      if (source === 'money') fromMoney += amount
    }
    const of = event ? byId.get(event.id) : undefined
    const takes = of?.kind === 'refund' ? of.amount : 0
    const brings = of ? given(of) : 0
    const wrong = agree(paid + held, brings - takes)
    if (wrong) return `${event?.id ?? `held money on ${on}`}: ${wrong}`
    if (fromMoney > brings) return `${event?.id}: ${fromMoney} paid from ${brings}`
  }
  return null
}

const ways = ['paid', 'waived', 'moved'] as const

/** One number for a part of a row and what became of it, which is quicker to count by than text. */
function placeOf(number: number, way: (typeof ways)[number], part: ClaimPart): number {
  return (number * ways.length + ways.indexOf(way)) * claimParts.length + claimParts.indexOf(part)
}

function nameOf(place: number | string): string {
  if (typeof place === 'string') return place
  const row = Math.floor(place / (ways.length * claimParts.length))
  const way = ways[Math.floor(place / claimParts.length) % ways.length]
  return `row ${row} ${way} ${claimParts[place % claimParts.length]}`
}

/** What was allocated is what the rows and charges say was taken of them. */
function allocations({ state, effects }: Facts): string | null {
  const left = new Map<number | string, number>()
  const add = (place: number | string, amount: number) =>
    left.set(place, (left.get(place) ?? 0) + amount)
  for (const { allocations: shares } of effects) {
    for (const { number, fee, part, how, amount } of shares) {
      const isBack = how === 'returned'
      const way = isBack ? 'paid' : how
      const place =
        number === null ? `${fee?.eventId} ${fee?.code} ${way}` : placeOf(number, way, part)
      add(place, isBack ? -amount : amount)
    }
  }
  for (const way of ways) {
    for (const row of state.instalments) {
      for (const part of claimParts) {
        const amount = row[way][part]
        if (amount !== 0) add(placeOf(row.number, way, part), -amount)
      }
    }
    for (const fee of state.fees) add(`${fee.eventId} ${fee.code} ${way}`, -fee[way])
  }
  for (const [place, amount] of left)
    if (amount !== 0) return `${nameOf(place)} differs by ${amount}`
  return null
}

/** Each version keeps the first rows of the one before; the last is the schedule in force. */
function versions({ state, effects }: Facts): string | null {
  let rows: { number: number; dueOn: string; principal: number; interest: number }[] = []
  for (const { version } of effects) {
    if (!version) continue
    if (version.kept > rows.length) return `version ${version.version} keeps rows that never were`
    rows = [...rows.slice(0, version.kept), ...version.rows].sort((a, b) =>
      a.dueOn === b.dueOn ? a.number - b.number : a.dueOn < b.dueOn ? -1 : 1,
    )
    if (new Set(rows.map(({ number }) => number)).size < rows.length) return 'a number twice'
  }
  const { instalments } = state
  const isInForce = rows.every((row, index) => {
    const other = instalments[index]
    return (
      other?.number === row.number &&
      other.dueOn === row.dueOn &&
      other.principal === row.principal &&
      other.interest === row.interest
    )
  })
  return isInForce && rows.length === instalments.length ? null : 'the last is not in force'
}

const checks: Record<string, Check> = {
  'no-negative-amount': negatives,
  'posting-above-zero': ({ effects }) =>
    effects.every(({ postings }) => postings.every(({ amount }) => amount > 0)) ? null : 'not so',
  'allocation-above-zero': ({ effects }) =>
    effects.every(({ allocations: shares }) => shares.every(({ amount }) => amount > 0))
      ? null
      : 'not so',
  'schedule-principal': ({ state }) =>
    agree(
      sum(state.instalments, ({ principal, moved }) => principal - moved.principal) -
        capitalisedLater(state),
      state.drawn + state.capitalised,
    ),
  'unpaid-principal': ({ state }) =>
    agree(
      sum(
        state.instalments,
        ({ principal, paid, moved }) => principal - paid.principal - moved.principal,
      ) - capitalisedLater(state),
      state.balance,
    ),
  'loan-account': ({ state, booked }) =>
    agree(booked.loan, state.writtenOffOn === null ? state.balance : 0),
  'held-account': ({ state, booked }) => agree(-booked.held, state.held),
  'money-account': ({ booked, events }) => agree(booked.money, moneyIn(events)),
  'interest-accounts': ({ state, booked }) =>
    agree(
      -booked['interest-receivable'] - booked['interest-income'],
      takenOf(state, 'interest') + capitalisedRows(state) + state.chargedOffInterest,
    ),
  'penalty-account': ({ state, booked }) =>
    agree(-booked['penalty-income'], takenOf(state, 'penalty') + takenOf(state, 'compound')),
  'fee-account': ({ state, booked }) => agree(-booked['fee-income'], takenOf(state, 'fee')),
  'allowance-account': ({ state, booked }) =>
    agree(
      booked.allowance,
      state.writtenOffOn === null ? 0 : state.balance + state.chargedOffInterest,
    ),
  'written-off-claims': ({ state, booked }) =>
    agree(
      booked['written-off-claims'],
      state.writtenOffOn === null
        ? 0
        : sum(claimsDue(state, state.on), ({ owed }) => sumOfParts(owed)),
    ),
  'money-is-spent': spending,
  'allocations-are-kept': allocations,
  'versions-stitch': versions,
}

function asText(state: LoanState): string {
  const instalments = state.instalments.map(({ overdue, ...row }) => {
    const { penalty, compound, ...counted } = overdue
    return { ...row, ...counted, penalty: `${penalty}`, compound: `${compound}` }
  })
  return JSON.stringify({ ...state, instalments })
}

/** Whether the accounts, the allocations and the versions agree with what the loan says, without a replay. */
export function checkEffects(course: {
  events: readonly LoanEvent[]
  state: LoanState
  effects: readonly Effect[]
}): Violation[] {
  const facts = { ...course, booked: bookedByRole(course.effects) }
  return Object.entries(checks).flatMap(([invariant, check]) => {
    const detail = check(facts)
    return detail === null ? [] : [{ invariant, detail }]
  })
}

/**
 * Everything a course must be true to, checked from its events alone: the state given equals one
 * replay, and every account by role agrees with what the loan says. Empty when sound.
 */
export function checkCourse(
  {
    contract,
    events,
    state,
  }: { contract: LoanContract; events: readonly LoanEvent[]; state: LoanState },
  options: CourseOptions = {},
): Violation[] {
  const again = replay(contract, events, { ...options, through: state.on })
  const found = checkEffects({ state, events, effects: again.effects })
  const isSame = asText({ ...again.state, on: state.on }) === asText(state)
  return isSame ? found : [...found, { invariant: 'replay', detail: 'gives another state' }]
}

/** Debits less credits by role: what the ledger must show for the loan. */
export function balancesByRole(effects: readonly Effect[]): Partial<Record<AccountRole, number>> {
  return { ...bookedByRole(effects) }
}
