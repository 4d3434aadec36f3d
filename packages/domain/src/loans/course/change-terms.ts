import { type Day } from '../../calendar.ts'
import { money, type Money, zero } from '../../money.ts'
import { Refused } from '../../refused.ts'
import {
  furtherPeriods,
  planOf,
  type PlanPeriod,
  recalculated,
  type SchedulePlan,
} from '../schedule-plan.ts'
import type { ScheduleTerms } from '../schedule-terms.ts'
import { longestExtension } from '../extension-limits.ts'
import type { ClaimPart } from '../servicing-terms.ts'
import { extraRow, interestToTheDay } from './call-due.ts'
import { type Claim, claimsDue } from './claims.ts'
import { type Draft, post } from './draft.ts'
import { misuseOn, rateOn } from './late-interest.ts'
import type { EventOf, RestructuredTerms } from './loan-event.ts'
import type { LoanState } from './loan-state.ts'
import { allocate, bookPaid } from './pay-claims.ts'
import { type Cut, cutOn, installVersion, scheduledBalance } from './reschedule.ts'

function addRate(state: LoanState, on: Day, annualRate: LoanState['rates'][number]['rate']): void {
  state.rates = [...state.rates.filter(({ from }) => from !== on), { from: on, rate: annualRate }]
}

function withRate(plan: SchedulePlan, on: Day, annualRate: LoanState['rates'][number]['rate']) {
  const from = on < plan.startOn ? plan.startOn : on
  const rates = [...plan.rates.filter((step) => step.from !== from), { from, annualRate }]
  return { ...plan, rates, keeps: 'term' as const }
}

/** A new contract rate from the day on; the open period is split there and the instalment is new. */
export function resetRate(draft: Draft, { annualRate }: EventOf<'rate-reset'>): void {
  const { state, on } = draft
  if (rateOn(state, on) === annualRate) throw new Refused('rate-unchanged')
  if (on >= state.maturesOn) throw new Refused('after-maturity')
  const cut = cutOn(state, on)
  addRate(state, on, annualRate)
  installVersion(draft, cut, { plan: withRate(cut.plan, on, annualRate) })
}

function periodsUntil(draft: Draft, plan: SchedulePlan, maturesOn: Day): PlanPeriod[] {
  const { terms } = draft.state
  const last = plan.periods.at(-1)
  if (!last) throw new Refused('schedule-cannot-change')
  if (terms.method === 'bullet') {
    return [...plan.periods.slice(0, -1), { ...last, to: maturesOn, dueOn: maturesOn }]
  }
  let count = 1
  let further = furtherPeriods(plan, count)
  while ((further.at(-1)?.dueOn ?? maturesOn) < maturesOn) {
    count += 1
    further = furtherPeriods(plan, count)
  }
  const end = further.at(-1)
  const ends = end ? [...further.slice(0, -1), { ...end, to: maturesOn, dueOn: maturesOn }] : []
  return [...plan.periods, ...ends]
}

function isTooLong(state: LoanState, { on, maturesOn }: { on: Day; maturesOn: Day }): boolean {
  const { firstDrawnOn, agreedMaturity, contract } = state
  if (!firstDrawnOn || !agreedMaturity) return false
  const { productKind } = contract
  const agreed = { startsOn: firstDrawnOn, maturesOn: agreedMaturity, on, productKind }
  const longest = longestExtension(agreed)
  return longest !== null && maturesOn > longest.until
}

/**
 * 展期: the rest of the loan runs to a later day. Refused when anything is overdue, at or after
 * maturity, when the day is not later or beyond `longestExtension`, or when the schedule was agreed
 * row by row.
 */
export function extend(draft: Draft, { maturesOn, annualRate }: EventOf<'extension'>): void {
  const { state, on } = draft
  const { method } = state.terms
  if (method === 'custom' || method === 'flat') throw new Refused('schedule-cannot-change')
  if (on >= state.maturesOn) throw new Refused('after-maturity')
  if (draft.daysPastDue > 0) throw new Refused('overdue')
  if (maturesOn <= state.maturesOn) throw new Refused('extension-not-later')
  if (isTooLong(state, { on, maturesOn })) throw new Refused('extension-too-long')
  const cut = cutOn(state, on)
  const periods = periodsUntil(draft, cut.plan, maturesOn)
  const longer = { ...recalculated(cut.plan), periods, keeps: 'term' as const }
  const isNewRate = annualRate !== undefined && annualRate !== rateOn(state, on)
  if (isNewRate) addRate(state, on, annualRate)
  installVersion(draft, cut, { plan: isNewRate ? withRate(longer, on, annualRate) : longer })
}

function carry(
  draft: Draft,
  claim: Pick<Claim, 'row' | 'fee'>,
  part: ClaimPart,
  amount: Money,
): void {
  if (amount === 0) return
  const { state } = draft
  allocate(draft, claim, { part, amount, how: 'moved' })
  if (part === 'principal') return
  bookPaid(draft, 'loan', part, amount)
  state.capitalised = money(state.capitalised + amount)
  state.balance = money(state.balance + amount)
}

/** All unpaid principal, and the parts agreed, become the opening balance of the new schedule. */
function carryForward(draft: Draft, capitalises: readonly ClaimPart[]): Money {
  const { state, on } = draft
  let opening = 0
  for (const claim of claimsDue(state, on)) {
    for (const part of ['principal', ...capitalises] as const) {
      const amount = claim.owed[part]
      carry(draft, claim, part, amount)
      opening += amount
    }
  }
  return money(opening)
}

function closeOpenPeriod(draft: Draft, cut: Cut): void {
  const { on } = draft
  const interest = interestToTheDay(cut, on)
  if (interest === 0) return installVersion(draft, cut, { plan: null })
  const extra = extraRow(cut, { kind: 'restructured', principal: zero, interest }, on)
  installVersion(draft, cut, { plan: null, extra })
}

function restructuredTerms(
  { contract }: LoanState,
  { terms, principal, on }: { terms: RestructuredTerms; principal: Money; on: Day },
): ScheduleTerms {
  const { dayCount, rounding, holidayRule = 'none', interestFollows = false } = contract.terms
  const { principalGrace = 0, ...agreed } = terms
  return {
    ...agreed,
    principal,
    dayCount,
    rounding,
    holidayRule,
    interestFollows,
    disbursedOn: on,
    ...(principalGrace > 0 && { principalGrace }),
  }
}

/**
 * 重组: from the day on the rest of the loan follows new terms. Unpaid principal, overdue or to come,
 * is owed under them; interest so far falls due on the day and joins the principal where agreed.
 */
export function restructure(draft: Draft, { terms, capitalises }: EventOf<'restructuring'>): void {
  const { state, on } = draft
  if (terms.firstDueOn <= on) throw new Refused('first-due-day-passed')
  const cut = cutOn(state, on)
  const toCome = scheduledBalance(cut)
  closeOpenPeriod(draft, cut)
  const before = draft.version
  const principal = money(toCome + carryForward(draft, capitalises))
  if (principal === 0) throw new Refused('nothing-owed')

  state.terms = restructuredTerms(state, { terms, principal, on })
  if (rateOn(state, on) !== terms.annualRate) addRate(state, on, terms.annualRate)
  const plan = planOf(state.terms, draft.isWorkingDay)
  state.version -= 1
  installVersion(draft, { kept: state.instalments, dropped: [] }, { plan })
  state.agreedMaturity = state.maturesOn
  if (draft.version && before) {
    draft.version.kept = before.kept
    draft.version.rows = [...before.rows, ...draft.version.rows]
  }
}

/**
 * Misuse found, of all the principal or of an amount of it, or put right: from the day on the heavier uplift
 * applies. Refused: `misuse-unchanged`, `above-balance`.
 */
export function markMisuse(draft: Draft, { isOver, amount }: EventOf<'misuse'>): void {
  const { state, on } = draft
  const now = misuseOn(state, on)
  const isSame = now.isMisused === !isOver && (isOver || now.amount === amount)
  if (isSame) throw new Refused('misuse-unchanged')
  if (!isOver && amount !== undefined && amount > state.balance) throw new Refused('above-balance')
  const found = { from: on, isMisused: !isOver, ...(!isOver && amount !== undefined && { amount }) }
  state.misuse = [...state.misuse.filter(({ from }) => from !== on), found]
}

/** Interest of a grace period joins the principal on its due day. */
export function capitaliseRow(draft: Draft): void {
  const { state, on } = draft
  for (const row of state.instalments) {
    if (row.dueOn !== on || row.capitalised === 0) continue
    post(
      draft,
      'loan',
      draft.isOnBalance ? 'interest-receivable' : 'interest-income',
      row.capitalised,
    )
    state.capitalised = money(state.capitalised + row.capitalised)
    state.balance = money(state.balance + row.capitalised)
  }
}
