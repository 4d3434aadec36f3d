import type { ReportCheck } from '@banyan/domain/reports/cells'
import type { LoanFact } from './loan-facts.queries.ts'
import type { ReportedLoan } from './reported-loan.ts'

/** A check of the report; one on single loans names those that fail it, by number. */
export interface BookCheck extends ReportCheck {
  loans?: string[]
}

function namesNone(id: string, failing: readonly { number: string }[]): BookCheck {
  const loans = failing.map(({ number }) => number)
  const check = { id, ok: loans.length === 0, left: loans.length, right: 0 }
  return loans.length === 0 ? check : { ...check, loans }
}

/**
 * What the figures rest on: every foreign loan has a rate, every company an industry, every loan a
 * tier by the full rules and a balance that is not negative; and the loans' balance is the ledger's, in fen.
 */
export function bookChecks(
  facts: readonly LoanFact[],
  loans: readonly ReportedLoan[],
): BookCheck[] {
  const owing = loans.filter(({ originalBalance }) => originalBalance !== 0)
  const sumOf = (amount: (loan: ReportedLoan) => number) =>
    loans.reduce((sum, loan) => sum + amount(loan), 0)
  const balance = sumOf((loan) => loan.balance)
  const ledger = sumOf((loan) => loan.ledgerBalance)
  const apart = facts.filter((fact) => fact.balance !== fact.ledgerBalance)
  return [
    { ...namesNone('book:ledger', apart), ok: apart.length === 0, left: balance, right: ledger },
    namesNone(
      'book:exchange-rate',
      loans.filter(({ isLeftOut }) => isLeftOut),
    ),
    namesNone(
      'book:industry',
      owing.filter(({ section }) => section === 'unknown'),
    ),
    namesNone(
      'book:tier',
      facts.filter(({ tier, balance: owed }) => tier === null && owed !== 0),
    ),
    namesNone(
      'book:tier-basis',
      facts.filter(({ tierBasis, balance: owed }) => tierBasis === 'by-days' && owed !== 0),
    ),
    namesNone(
      'book:not-negative',
      facts.filter(({ balance: owed, overduePrincipal }) => owed < 0 || overduePrincipal < 0),
    ),
  ]
}
