import type { Day } from '../../calendar.ts'
import { type Money, money, multiplyByRate, zero } from '../../money.ts'
import { restOf, type SchedulePlan } from '../schedule-plan.ts'
import { claimParts } from '../servicing-terms.ts'
import { workThrough } from '../work-through.ts'
import { changeHeld, type Draft } from './draft.ts'
import { balanceAfter, countLate } from './late-interest.ts'
import type { InstalmentKind, LoanInstalment, LoanState, VersionRow } from './loan-state.ts'
import { noParts } from './part-amounts.ts'
import { allocate, bookPaid } from './pay-claims.ts'

/** The schedule in force cut on a day: what stays, what goes, and the plan of what goes. */
export interface Cut {
  kept: LoanInstalment[]
  dropped: LoanInstalment[]
  plan: SchedulePlan
}

/** Rows that fell due, or whose period has ended, stay. */
export function cutOn(state: LoanState, on: Day): Cut {
  const { plan, instalments } = state
  if (!plan) throw new Error('no schedule before the first drawdown')
  const kept = instalments.filter((row) => row.dueOn <= on || row.to <= on)
  const dropped = instalments.filter((row) => row.dueOn > on && row.to > on)
  const last = kept.at(-1)?.number ?? 0
  const isWhole = last < plan.firstNumber
  return { kept, dropped, plan: isWhole ? plan : restOf(plan, last) }
}

/** Principal of the schedule that has not fallen due, at a day inside the open period. */
export function scheduledBalance({ dropped }: Pick<Cut, 'dropped'>): Money {
  const [principal, capitalised] = dropped.reduce(
    ([sum, joined], row) => [sum + row.principal, joined + row.capitalised],
    [0, 0],
  )
  return money(principal - capitalised)
}

/** A change counts from its day, or from where the rest of the plan begins. */
export function movedBy(plan: SchedulePlan, on: Day, amount: number): SchedulePlan {
  const day = on < plan.startOn ? plan.startOn : on
  return { ...plan, movements: [...plan.movements, { on: day, amount: money(amount) }] }
}

/** The rest of the plan begun anew on a day, its interest so far being collected that day. */
export function begunOn(plan: SchedulePlan, on: Day, opening: Money): SchedulePlan {
  return {
    ...plan,
    startOn: on < plan.startOn ? plan.startOn : on,
    opening,
    carriedInterest: zero,
    movements: [],
  }
}

/** A row of its own on the day of an event. */
export interface ExtraRow {
  kind: InstalmentKind
  principal: Money
  interest: Money
  earned: Money
  from: Day
  opening: Money
  changes: LoanInstalment['changes']
}

function newRow(
  version: number,
  row: Omit<LoanInstalment, 'version' | 'paid' | 'waived' | 'moved' | 'overdue'>,
): LoanInstalment {
  return {
    ...row,
    version,
    paid: noParts(),
    waived: noParts(),
    moved: noParts(),
    overdue: { through: row.dueOn, penalty: 0n, compound: 0n, settled: zero },
  }
}

function feeOfRow({ contract: { servicing, terms } }: LoanState, opening: Money): Money {
  const fees = servicing.fees.filter(({ charged }) => charged === 'each-instalment')
  const sum = fees.reduce((total, { basis }) => {
    if (basis.kind === 'amount') return total + basis.amount
    const share = { numerator: 1, denominator: 1, rounding: terms.rounding }
    return total + multiplyByRate(opening, basis.share, share)
  }, 0)
  return money(sum)
}

function plannedRows(state: LoanState, plan: SchedulePlan, version: number): LoanInstalment[] {
  let opening = plan.opening
  return workThrough(plan).map((working): LoanInstalment => {
    const { number, period, principal, interest, earned, capitalised } = working
    const { from, to, dueOn } = period
    const row = newRow(version, {
      number,
      kind: 'scheduled',
      from,
      to,
      dueOn,
      opening,
      changes: plan.movements.filter(({ on }) => on >= from && on < to),
      principal: principal.amount,
      interest,
      earned,
      fee: feeOfRow(state, opening),
      capitalised,
    })
    opening = balanceAfter(row)
    return row
  })
}

/**
 * Money paid ahead on rows that go is held for the customer again, interest that is not earned any more
 * among it; the same act then spends it on what is due.
 */
function releaseAhead(draft: Draft, dropped: readonly LoanInstalment[]): void {
  for (const row of dropped) {
    for (const part of claimParts) {
      const amount = row.paid[part]
      if (amount === 0) continue
      allocate(draft, { row, fee: null }, { part, amount, how: 'returned' })
      bookPaid(draft, 'held', part, -amount)
      changeHeld(draft, amount)
    }
  }
}

function versionRow(row: LoanInstalment): VersionRow {
  const { number, from, dueOn, principal, interest, fee, capitalised } = row
  return { number, from, dueOn, principal, interest, fee, capitalised, balance: balanceAfter(row) }
}

function inDueOrder(a: LoanInstalment, b: LoanInstalment): number {
  return a.dueOn === b.dueOn ? a.number - b.number : a.dueOn < b.dueOn ? -1 : 1
}

/** Compound interest may depend on the maturity: what ran so far is counted under the old one. */
function moveMaturity({ state, on }: Draft, kept: readonly LoanInstalment[]): void {
  const maturesOn = state.instalments.at(-1)?.dueOn ?? on
  if (maturesOn === state.maturesOn) return
  for (const row of kept) countLate(state, row, on)
  state.maturesOn = maturesOn
}

/** Puts a new version of the schedule in force from the draft's day; `plan` null when nothing is to come. */
export function installVersion(
  draft: Draft,
  { kept, dropped }: Pick<Cut, 'kept' | 'dropped'>,
  { plan, extra }: { plan: SchedulePlan | null; extra?: ExtraRow },
): void {
  const { state, on } = draft
  if (!draft.event) throw new Error('only an event changes the schedule')
  releaseAhead(draft, dropped)

  const version = state.version + 1
  let number = kept.reduce((highest, row) => Math.max(highest, row.number), 0) + 1
  const added: LoanInstalment[] = []
  if (extra) {
    added.push(
      newRow(version, { ...extra, number, to: on, dueOn: on, fee: zero, capitalised: zero }),
    )
    number += 1
  }
  const rest = plan && { ...plan, firstNumber: number }
  const planned = rest ? plannedRows(state, rest, version) : []
  added.push(...planned)
  state.plan = rest && { ...rest, periods: rest.periods.slice(0, planned.length) }
  state.instalments = [...kept, ...added].sort(inDueOrder)
  moveMaturity(draft, kept)
  state.version = version
  const { id, kind } = draft.event
  const rows = added.map(versionRow)
  draft.version = { version, from: on, eventId: id, reason: kind, kept: kept.length, rows }
}
