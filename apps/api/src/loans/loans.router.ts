import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listLoanChoices } from './loan-choices.queries.ts'
import { readContract } from './read-contract.ts'
import { weighDisbursement } from './weigh-disbursement.ts'
import { chargeFee, NewFee } from './charge-fee.ts'
import { Disbursement, disburseLoan, FirstDrawdown } from './disburse-loan.ts'
import { drawLoan, FurtherDrawdown } from './draw-loan.ts'
import { DayQuestion, loanAsOf } from './loan-as-of.ts'
import { CellQuestion, explainInstalment, loanHappenings, loanVersions } from './loan-history.ts'
import { LoanList, pageOfLoans } from './loan-pages.ts'
import { loanStatement, StatementQuestion } from './loan-statement.ts'
import { makeContract, NewContract } from './make-contract.ts'
import { EarlyRepayment, prepayLoan } from './prepay-loan.ts'
import { quoteRepayment, RepaymentQuestion } from './quote-repayment.ts'
import { LoanQuestion, readLoan } from './read-loan.ts'
import { NewRepayment, repayLoan } from './repay-loan.ts'
import { comparePrepayments, ModesQuestion, Trial, tryOnLoan } from './try-event.ts'

export const loans = createRouter({
  list: allowedTo('see loans').read(LoanList, pageOfLoans),
  choices: allowedTo('see loans').read(nothing, listLoanChoices),
  get: allowedTo('see loans').read(LoanQuestion, readLoan),
  happenings: allowedTo('see loans').read(LoanQuestion, loanHappenings),
  versions: allowedTo('see loans').read(LoanQuestion, loanVersions),
  explain: allowedTo('see loans').read(CellQuestion, explainInstalment),
  asOf: allowedTo('see loans').read(DayQuestion, loanAsOf),
  statement: allowedTo('see loans').read(StatementQuestion, loanStatement),
  whatIf: allowedTo('see loans').read(Trial, tryOnLoan),
  prepayments: allowedTo('see loans').read(ModesQuestion, comparePrepayments),
  quote: allowedTo('take repayments').read(RepaymentQuestion, quoteRepayment),
  repay: allowedTo('take repayments').write(NewRepayment, repayLoan),
  prepay: allowedTo('take repayments').write(EarlyRepayment, prepayLoan),
  chargeFee: allowedTo('charge fees').write(NewFee, chargeFee),
  contract: allowedTo('make contracts').write(NewContract, makeContract),
  contractText: allowedTo('read contracts').read(Disbursement, readContract),
  disbursal: allowedTo('disburse loans').read(Disbursement, weighDisbursement),
  disburse: allowedTo('disburse loans', { fresh: true }).write(FirstDrawdown, disburseLoan),
  draw: allowedTo('disburse loans', { fresh: true }).write(FurtherDrawdown, drawLoan),
})
