import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { findContractText } from './contracts.queries.ts'
import { Disbursement, disburseLoan } from './disburse-loan.ts'
import { LoanList, pageOfLoans } from './loan-pages.ts'
import { makeContract, NewContract } from './make-contract.ts'
import { quoteRepayment, RepaymentQuestion } from './quote-repayment.ts'
import { LoanQuestion, readLoan } from './read-loan.ts'
import { NewRepayment, repayLoan } from './repay-loan.ts'

async function contractText(context: StaffContext, input: { applicationId: string }) {
  const contract = found(await findContractText(context, input.applicationId), 'contract')
  return { ...contract, digest: contract.digest.toString('hex') }
}

export const loans = createRouter({
  list: allowedTo('see loans').read(LoanList, pageOfLoans),
  get: allowedTo('see loans').read(LoanQuestion, readLoan),
  quote: allowedTo('take repayments').read(RepaymentQuestion, quoteRepayment),
  repay: allowedTo('take repayments').write(NewRepayment, repayLoan),
  contract: allowedTo('make contracts').write(NewContract, makeContract),
  contractText: allowedTo('read contracts').read(Disbursement, contractText),
  disburse: allowedTo('disburse loans', { fresh: true }).write(Disbursement, disburseLoan),
})
