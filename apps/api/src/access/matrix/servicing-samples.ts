import type { Procedure } from '../policy.ts'
import { general, list, one, type Sample } from './sample.ts'

const reason = 'asked by the matrix'
const today = '2026-10-15'
const application = one(({ applicationId }) => ({ applicationId }))
const loan = one(({ loanId }) => ({ loanId }))
const act = one(({ loanActId: actId }) => ({ actId }))
const decided = one(({ loanActId: actId }) => ({ actId, note: reason }))
const ask = { kind: 'write-off' }

type Areas = 'loans' | 'loanActs' | 'ledger' | 'debits' | 'bankStatements'
export const servicingSamples: Readonly<Record<Extract<Procedure, `${Areas}.${string}`>, Sample>> =
  {
    'loans.list': list(({ loanId }) => loanId),
    'loans.choices': general(),
    'loans.get': loan,
    'loans.quote': loan,
    'loans.repay': one(({ loanId }) => ({ loanId, amount: 100_00, paidOn: '2026-10-15' })),
    'loans.contract': one(({ applicationId }) => ({ applicationId, signedOn: '2026-10-15' })),
    'loans.contractText': application,
    'loans.disbursal': application,
    'loans.disburse': application,
    'loans.happenings': loan,
    'loans.versions': loan,
    'loans.explain': one(({ loanId }) => ({ loanId, number: 1, column: 'interest' })),
    'loans.asOf': one(({ loanId }) => ({ loanId, on: today })),
    'loans.statement': loan,
    'loans.whatIf': one(({ loanId }) => ({
      loanId,
      change: { kind: 'repayment', amount: 100_00 },
    })),
    'loans.prepayments': one(({ loanId }) => ({ loanId, amount: 100_00 })),
    'loans.prepay': one(({ loanId }) => ({ loanId, mode: 'settle' })),
    'loans.chargeFee': one(({ loanId }) => ({ loanId, code: 'visit', amount: 100_00 })),
    'loans.draw': one(({ loanId }) => ({ loanId, amount: 100_00 })),
    'loanActs.list': list(({ loanActId }) => loanActId),
    'loanActs.get': act,
    'loanActs.preview': one(({ loanId }) => ({ loanId, ask })),
    'loanActs.propose': one(({ loanId }) => ({ loanId, ask, reason })),
    'loanActs.withdraw': act,
    'loanActs.approve': decided,
    'loanActs.refuse': decided,
    'ledger.accounts': general(),
    'ledger.chartChanges': general(),
    'ledger.trialBalance': general({ on: today }),
    'ledger.tieOut': general(),
    'ledger.journal': general({ from: '2026-10-01', to: today }),
    'ledger.proposeAccount': general({
      role: 'fee-income',
      code: '602101',
      name: '贷款手续费',
      nameEn: 'Loan fees',
      reason,
    }),
    'ledger.decideAccount': one(({ chartChangeId: changeId }) => ({
      changeId,
      outcome: 'refused',
      note: reason,
    })),
    'debits.due': general({ on: today }),
    'debits.list': general(),
    'debits.get': one(({ debitFileId: fileId }) => ({ fileId })),
    'debits.make': general({ on: today, channel: 'core' }),
    'debits.answer': one(({ debitFileId: fileId }) => ({
      fileId,
      line: 1,
      outcome: 'failed',
      reason,
    })),
    'bankStatements.list': general(),
    'bankStatements.lines': list(({ bankLineId }) => bankLineId),
    'bankStatements.match': one(({ bankLineId: lineId, loanId }) => ({ lineId, loanId })),
    'bankStatements.unmatch': one(({ bankLineId: lineId }) => ({ lineId, reason })),
    'bankStatements.setAside': one(({ bankLineId: lineId }) => ({ lineId, note: reason })),
  }
