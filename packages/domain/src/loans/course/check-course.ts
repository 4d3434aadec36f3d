import type { AccountRole } from '../chart-of-accounts.ts'
import { type ClaimPart, claimParts } from '../servicing-terms.ts'
import { claimsDue, owedOfFee, owedOfRow } from './claims.ts'
import { type CourseOptions, eventsInForce, replay } from './course.ts'
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

function bookedByRole(effects: readonly Effect[]): Record<AccountRole, number> {
  const booked: Partial<Record<AccountRole, number>> = {}
  for (const { postings } of effects) {
    for (const { debit, credit, amount } of postings) {
      booked[debit] = (booked[debit] ?? 0) + amount
      booked[credit] = (booked[credit] ?? 0) - amount
    }
  }
  return new Proxy(booked as Record<AccountRole, number>, {
    get: (all, role: AccountRole) => all[role] ?? 0,
  })
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

function moneyIn(events: readonly LoanEvent[]): number {
  return sum(eventsInForce(events), (event) => {
    if (event.kind === 'drawdown' || event.kind === 'refund') return -event.amount
    const isPaid = ['repayment', 'prepayment', 'recovery'].includes(event.kind)
    return isPaid && 'amount' in event ? event.amount : 0
  })
}

function isNegative(parts: PartAmounts): boolean {
  return claimParts.some((part) => parts[part] < 0)
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

/** What each event's money went to adds up to the money. */
function spending({ effects, events }: Facts): string | null {
  const amounts = new Map(events.map((event) => [event.id, 'amount' in event ? event.amount : 0]))
  for (const { event, allocations: shares, held, on } of effects) {
    const paid = sum(shares, ({ how, amount }) => (how === 'paid' ? amount : 0))
    const brings = event && ['repayment', 'prepayment', 'recovery'].includes(event.kind)
    const takes = event?.kind === 'refund' ? (amounts.get(event.id) ?? 0) : 0
    const given = brings ? (amounts.get(event.id) ?? 0) : 0
    const wrong = agree(paid + held, given - takes)
    if (wrong) return `${event?.id ?? `held money on ${on}`}: ${wrong}`
  }
  return null
}

function addTo(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

/** What was allocated is what the rows and charges say was taken of them. */
function allocations({ state, effects }: Facts): string | null {
  const left = new Map<string, number>()
  for (const { allocations: shares } of effects) {
    for (const { number, fee, part, how, amount } of shares) {
      const claim = number === null ? `${fee?.eventId} ${fee?.code}` : `row ${number}`
      addTo(left, `${claim} ${how} ${part}`, amount)
    }
  }
  for (const how of ['paid', 'waived', 'moved'] as const) {
    for (const row of state.instalments) {
      for (const part of claimParts) {
        const amount = row[how][part]
        if (amount !== 0) addTo(left, `row ${row.number} ${how} ${part}`, -amount)
      }
    }
    for (const fee of state.fees) addTo(left, `${fee.eventId} ${fee.code} ${how} fee`, -fee[how])
  }
  const wrong = [...left].find(([, amount]) => amount !== 0)
  return wrong ? `${wrong[0]} differs by ${wrong[1]}` : null
}

/** Each version keeps the first rows of the one before; the last is the schedule in force. */
function versions({ state, effects }: Facts): string | null {
  let rows: { number: number; dueOn: string; principal: number; interest: number }[] = []
  for (const { version } of effects) {
    if (!version) continue
    if (version.kept > rows.length) return `version ${version.version} keeps rows that never were`
    const kept = rows.filter((_, index) => index < version.kept)
    rows = [...kept, ...version.rows].sort((a, b) =>
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
  return JSON.stringify(state, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
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
