import type { Day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import { claimParts } from '../servicing-terms.ts'
import type { Effect, PartAmounts } from './loan-state.ts'
import { noParts } from './part-amounts.ts'

/** One line of a loan's statement: what an event did to what the customer owes and has. */
export interface StatementLine {
  on: Day
  event: Effect['event']
  /** Added to the principal: drawn, or joined to it. */
  added: Money
  paid: PartAmounts
  /** Paid ahead before, beyond what the same event paid of the same part: given back to what is held. */
  returned: Money
  waived: Money
  writtenOff: Money
  /** Change of the money held for the customer. */
  held: Money
  /** Principal on the books after the line. */
  balance: Money
  heldAfter: Money
}

function flow(effect: Effect, role: 'loan', side: 'debit' | 'credit'): number {
  return effect.postings.reduce(
    (sum, posting) => (posting[side] === role ? sum + posting.amount : sum),
    0,
  )
}

function writtenOff({ postings }: Effect): number {
  return postings.reduce(
    (sum, { debit, credit, amount }) =>
      debit === 'allowance' && credit === 'loan' ? sum + amount : sum,
    0,
  )
}

/** What was paid part by part once what was given back of the part is taken off, and the rest of that. */
function paidBy({ allocations }: Effect): { paid: PartAmounts; returned: Money } {
  const net = noParts()
  for (const { how, part, amount } of allocations) {
    if (how === 'paid') net[part] = money(net[part] + amount)
    if (how === 'returned') net[part] = money(net[part] - amount)
  }
  const paid = noParts()
  let returned = 0
  for (const part of claimParts) {
    paid[part] = money(Math.max(net[part], 0))
    returned += Math.max(-net[part], 0)
  }
  return { paid, returned: money(returned) }
}

/** The statement of a loan from its effects in the order of their days; events without money are left out. */
export function statementLines(effects: readonly Effect[]): StatementLine[] {
  let [balance, heldAfter] = [0, 0]
  return effects.flatMap((effect): StatementLine[] => {
    const waived = effect.allocations.reduce(
      (sum, { how, amount }) => (how === 'waived' ? sum + amount : sum),
      0,
    )
    if (effect.postings.length === 0 && waived === 0) return []
    const added = flow(effect, 'loan', 'debit')
    balance += added - flow(effect, 'loan', 'credit')
    heldAfter += effect.held
    return [
      {
        on: effect.on,
        event: effect.event,
        added: money(added),
        ...paidBy(effect),
        waived: money(waived),
        writtenOff: money(writtenOff(effect)),
        held: effect.held,
        balance: money(balance),
        heldAfter: money(heldAfter),
      },
    ]
  })
}
