import { type Money, money } from '../../money.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import { spendMoney } from '../waterfall.ts'
import type { ClaimPart } from '../servicing-terms.ts'
import { type Claim, claimsDue, claimsToCome } from './claims.ts'
import { changeHeld, type Draft, post } from './draft.ts'
import { countLate } from './late-interest.ts'
import type { CourseAllocation } from './loan-state.ts'

/** Takes an amount off one part of a claim, in the state and in the effect. */
export function allocate(
  draft: Draft,
  { row, fee }: Pick<Claim, 'row' | 'fee'>,
  { part, amount, how }: { part: ClaimPart; amount: number; how: CourseAllocation['how'] },
): void {
  const { state } = draft
  if (row) {
    countLate(state, row, draft.on)
    row[how][part] = money(row[how][part] + amount)
  }
  if (fee) fee[how] = money(fee[how] + amount)
  if (part === 'principal' && how === 'paid') state.balance = money(state.balance - amount)
  draft.allocations.push({
    number: row?.number ?? null,
    fee: fee ? { eventId: fee.eventId, code: fee.code } : null,
    part,
    how,
    amount: money(amount),
  })
}

const incomeOf = {
  fee: 'fee-income',
  penalty: 'penalty-income',
  compound: 'penalty-income',
  interest: 'interest-income',
} as const

function bookRecovered(draft: Draft, source: AccountRole, part: ClaimPart, amount: number): void {
  const { state } = draft
  post(draft, 'written-off-claims-contra', 'written-off-claims', amount)
  if (part === 'principal') return post(draft, source, 'allowance', amount)
  const charged = part === 'interest' ? Math.min(amount, state.chargedOffInterest) : 0
  state.chargedOffInterest = money(state.chargedOffInterest - charged)
  post(draft, source, 'allowance', charged)
  post(draft, source, incomeOf[part], amount - charged)
}

/** Books what was paid of a part: receivables while they stand on the balance sheet, else income. */
export function bookPaid(draft: Draft, source: AccountRole, part: ClaimPart, amount: number): void {
  if (draft.state.status === 'written-off') bookRecovered(draft, source, part, amount)
  else if (part === 'principal') post(draft, source, 'loan', amount)
  else if (part === 'interest' && draft.isOnBalance) {
    post(draft, source, 'interest-receivable', amount)
  } else post(draft, source, incomeOf[part], amount)
}

function orderFor(draft: Draft): readonly ClaimPart[] {
  const { waterfall } = draft.state.contract.servicing
  if (draft.state.status === 'written-off') return waterfall.writtenOff
  const isPerforming = draft.daysPastDue <= waterfall.nonPerformingAfterDays
  return isPerforming ? waterfall.performing : waterfall.nonPerforming
}

function payClaims(
  draft: Draft,
  claims: readonly Claim[],
  { amount, source }: { amount: number; source: AccountRole },
): number {
  const { spends } = draft.state.contract.servicing.waterfall
  const { spent, left } = spendMoney(claims, amount as Money, { order: orderFor(draft), spends })
  for (const { claim, part, amount: share } of spent) {
    allocate(draft, claim, { part, amount: share, how: 'paid' })
    bookPaid(draft, source, part, share)
  }
  return left
}

/** Pays what is due by the waterfall; what is left goes ahead where agreed. Returns the rest. */
function payDue(draft: Draft, amount: number, source: AccountRole): number {
  const { state, on } = draft
  const left = payClaims(draft, claimsDue(state, on), { amount, source })
  if (left === 0 || state.contract.servicing.overpayment === 'held') return left
  return payClaims(draft, claimsToCome(state, on), { amount: left, source })
}

/** Money received: what is due, then ahead, then held for the customer. */
export function takeMoney(draft: Draft, amount: number): void {
  const left = payDue(draft, amount, 'money')
  if (left === 0) return
  post(draft, 'money', 'held', left)
  changeHeld(draft, left)
}

/** Spends held money on what is due. */
export function applyHeld(draft: Draft): void {
  const { held } = draft.state
  if (held === 0) return
  const left = payDue(draft, held, 'held')
  if (left < held) changeHeld(draft, left - held)
}
