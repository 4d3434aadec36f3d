import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listLoanChoices } from './loan-choices.queries.ts'
import { readContract } from './read-contract.ts'
import { weighDisbursement } from './weigh-disbursement.ts'
import { Disbursement, disburseLoan } from './disburse-loan.ts'
import { LoanList, pageOfLoans } from './loan-pages.ts'
import { makeContract, NewContract } from './make-contract.ts'
import { quoteRepayment, RepaymentQuestion } from './quote-repayment.ts'
import { LoanQuestion, readLoan } from './read-loan.ts'
import { NewRepayment, repayLoan } from './repay-loan.ts'

export const loans = createRouter({
  list: allowedTo('see loans').read(LoanList, pageOfLoans),
  choices: allowedTo('see loans').read(nothing, listLoanChoices),
  get: allowedTo('see loans').read(LoanQuestion, readLoan),
  quote: allowedTo('take repayments').read(RepaymentQuestion, quoteRepayment),
  repay: allowedTo('take repayments').write(NewRepayment, repayLoan),
  contract: allowedTo('make contracts').write(NewContract, makeContract),
  contractText: allowedTo('read contracts').read(Disbursement, readContract),
  disbursal: allowedTo('disburse loans').read(Disbursement, weighDisbursement),
  disburse: allowedTo('disburse loans', { fresh: true }).write(Disbursement, disburseLoan),
})
