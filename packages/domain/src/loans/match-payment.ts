import type { Money } from '../money.ts'

/** A loan that money may have been meant for. */
export interface PaymentCandidate {
  loanId: string
  number: string
  borrower: string
  /** Due by the day the money came in, late charges among it. */
  owed: Money
  /** The next instalment to come. */
  nextDue: Money
}

export type MatchReason = 'loan-number' | 'name-and-amount'

export interface ReceivedMoney {
  amount: Money
  payer: string
  memo: string
}

const comparable = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** What in a memo may be the number of a loan. */
export function numbersIn(memo: string): string[] {
  return memo.normalize('NFKC').match(/[A-Za-z]{1,6}[0-9][A-Za-z0-9-]{3,40}/g) ?? []
}

/** The candidates whose borrower paid, or whose number the memo names: for a person to choose from. */
export function likelyLoans<C extends PaymentCandidate>(
  { payer, memo }: ReceivedMoney,
  candidates: readonly C[],
): C[] {
  const named = new Set(numbersIn(memo).map(comparable))
  return candidates.filter(
    ({ number, borrower }) =>
      named.has(comparable(number)) || comparable(borrower) === comparable(payer),
  )
}

/**
 * The one loan the money was surely meant for, or null: the loan that the memo names alone, else the
 * only one of the payer's loans that asks for exactly this amount. In doubt a person decides.
 */
export function matchPayment<C extends PaymentCandidate>(
  money: ReceivedMoney,
  candidates: readonly C[],
): { loan: C; by: MatchReason } | null {
  const likely = likelyLoans(money, candidates)
  const named = new Set(numbersIn(money.memo).map(comparable))
  const byNumber = likely.filter(({ number }) => named.has(comparable(number)))
  const [only, ...others] = byNumber
  if (only) return others.length === 0 ? { loan: only, by: 'loan-number' } : null
  const exact = likely.filter(({ owed, nextDue }) => money.amount === (owed > 0 ? owed : nextDue))
  const [loan, ...more] = exact
  return loan && more.length === 0 ? { loan, by: 'name-and-amount' } : null
}
