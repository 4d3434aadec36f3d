import { type Money, money } from '../../money.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import { spendMoney } from '../waterfall.ts'
import type { ClaimPart } from '../servicing-terms.ts'
import { type Claim, claimsDue, claimsToCome } from './claims.ts'
import { changeHeld, type Draft, post } from './draft.ts'
import { countLate } from './late-interest.ts'
import type { CourseAllocation, MoneySource } from './loan-state.ts'

type Allocated = Pick<CourseAllocation, 'part' | 'how'> & {
  amount: number
  source?: MoneySource
}

/** Takes an amount above zero off one part of a claim, or puts it back, in the state and in the effect. */
export function allocate(
  draft: Draft,
  { row, fee }: Pick<Claim, 'row' | 'fee'>,
  { part, amount, how, source }: Allocated,
): void {
  const { state } = draft
  const [taken, change] = how === 'returned' ? (['paid', -amount] as const) : [how, amount]
  if (row) {
    countLate(state, row, draft.on)
    const parts = { ...row[taken] }
    parts[part] = money(parts[part] + change)
    row[taken] = parts
  }
  if (fee) fee[taken] = money(fee[taken] + change)
  if (part === 'principal' && taken === 'paid') state.balance = money(state.balance - change)
  draft.allocations.push({
    number: row?.number ?? null,
    fee: fee ? { eventId: fee.eventId, code: fee.code } : null,
    part,
    how,
    source: source ?? null,
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
  { amount, source }: { amount: number; source: MoneySource },
): number {
  const { spends } = draft.state.contract.servicing.waterfall
  const { spent, left } = spendMoney(claims, amount as Money, { order: orderFor(draft), spends })
  for (const { claim, part, amount: share } of spent) {
    allocate(draft, claim, { part, amount: share, how: 'paid', source })
    bookPaid(draft, source, part, share)
  }
  return left
}

/** What money may go to ahead: no principal that interest of a grace period has still to become. */
function payableAhead({ state, on }: Draft): Claim[] {
  let left: number = state.balance
  return claimsToCome(state, on).map((claim) => {
    const principal = money(Math.min(claim.owed.principal, left))
    left -= principal
    return { ...claim, owed: { ...claim.owed, principal } }
  })
}

/** Pays what is due by the waterfall; what is left goes ahead where agreed. Returns the rest. */
function payDue(draft: Draft, amount: number, source: MoneySource): number {
  const { state, on } = draft
  const left = payClaims(draft, claimsDue(state, on), { amount, source })
  if (left === 0 || state.contract.servicing.overpayment === 'held') return left
  return payClaims(draft, payableAhead(draft), { amount: left, source })
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
