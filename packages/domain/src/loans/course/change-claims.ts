import { money, type Money } from '../../money.ts'
import { Refused } from '../../refused.ts'
import { callDue } from './call-due.ts'
import { type Claim, claimsDue } from './claims.ts'
import { type Draft, post } from './draft.ts'
import { chargeFee } from './draw-and-pay.ts'
import type { ClaimChoice, EventOf } from './loan-event.ts'
import { sumOfParts } from './part-amounts.ts'
import { allocate, applyHeld, takeMoney } from './pay-claims.ts'

/** A charge made by hand, due the same day. */
export function charge(draft: Draft, { id, code, amount }: EventOf<'fee'>): void {
  chargeFee(draft.state, { eventId: id, code, dueOn: draft.on, amount })
  if (draft.state.status === 'written-off') {
    post(draft, 'written-off-claims', 'written-off-claims-contra', amount)
  }
}

function isChosen({ row, fee }: Claim, only: ClaimChoice | undefined): boolean {
  if (only === undefined) return true
  if ('number' in only) return row?.number === only.number
  return fee !== null && fee.eventId === only.eventId && fee.code === only.code
}

/**
 * Forgives part of what is due, oldest first or of the one claim named; never booked before, so nothing is
 * posted while on the books. Refused: `more-than-owed` there.
 */
export function waive(draft: Draft, { part, amount, only }: EventOf<'waiver'>): void {
  const { state, on } = draft
  let left: number = amount
  for (const claim of claimsDue(state, on).filter((each) => isChosen(each, only))) {
    const share = Math.min(left, claim.owed[part])
    if (share === 0) continue
    allocate(draft, claim, { part, amount: share, how: 'waived' })
    left -= share
  }
  if (left > 0) throw new Refused('more-than-owed')
  if (state.status === 'written-off') {
    post(draft, 'written-off-claims-contra', 'written-off-claims', amount)
  }
}

/**
 * 核销: everything is called due, held money is spent on it, and what is left leaves the books against
 * the allowance and stays as a claim in memorandum accounts. Late interest ends that day.
 */
export function writeOff(draft: Draft): void {
  const { state, on } = draft
  callDue(draft, 'called')
  applyHeld(draft)
  const claims = claimsDue(state, on)
  const total = claims.reduce((sum, { owed }) => sum + sumOfParts(owed), 0)
  if (total === 0) throw new Refused('nothing-owed')
  const interest = claims.reduce((sum, { owed }) => sum + owed.interest, 0)
  post(draft, 'allowance', 'loan', state.balance)
  if (draft.isOnBalance) {
    post(draft, 'allowance', 'interest-receivable', interest)
    state.chargedOffInterest = money(interest)
  }
  post(draft, 'written-off-claims', 'written-off-claims-contra', total)
  state.writtenOffOn = on
  state.status = 'written-off'
}

/** Money that comes in after the write-off. */
export function recover(draft: Draft, { amount }: { amount: Money }): void {
  takeMoney(draft, amount)
}
