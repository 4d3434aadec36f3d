import type { Columns } from '../insert-rows.queries.ts'
import type {
  LoanRow,
  InstalmentRow,
  RepaymentRow,
  RepaymentShareRow,
  PostingRow,
  LoanTierRow,
} from './loan-rows.ts'

export const loanKey = { institutionId: 'uuid', id: 'uuid' } as const

export const loanState = {
  balance: 'bigint',
  status: 'text',
  oldestUnpaidOn: 'date',
  settledOn: 'date',
  tier: 'text',
  nextTierOn: 'date',
  defaultedOn: 'date',
} as const

export const loanColumns: Columns<LoanRow> = {
  ...loanKey,
  number: 'text',
  customerId: 'uuid',
  applicationId: 'uuid',
  contractId: 'uuid',
  contractMadeBy: 'uuid',
  disbursedBy: 'uuid',
  product: 'text',
  currency: 'text',
  principal: 'bigint',
  annualRate: 'bigint',
  method: 'text',
  frequency: 'text',
  dayCount: 'text',
  rounding: 'text',
  periods: 'integer',
  disbursedOn: 'date',
  firstDueOn: 'date',
  maturesOn: 'date',
  ...loanState,
  tierBasis: 'text',
  guarantee: 'text',
  industrySection: 'text',
  isConsumer: 'boolean',
  branchId: 'uuid',
  officerId: 'uuid',
  originOfficerId: 'uuid',
  source: 'text',
  importBatchId: 'uuid',
  createdAt: 'timestamptz',
}

export const instalmentKey = { institutionId: 'uuid', loanId: 'uuid', number: 'integer' } as const
export const instalmentState = {
  principalPaid: 'bigint',
  interestPaid: 'bigint',
  settledOn: 'date',
} as const
export const instalmentColumns: Columns<InstalmentRow> = {
  ...instalmentKey,
  dueOn: 'date',
  principal: 'bigint',
  interest: 'bigint',
  ...instalmentState,
}

export const repaymentColumns: Columns<RepaymentRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  loanId: 'uuid',
  paidOn: 'date',
  amount: 'bigint',
  principal: 'bigint',
  interest: 'bigint',
  journalId: 'uuid',
  source: 'text',
  importBatchId: 'uuid',
  postedBy: 'uuid',
  postedAt: 'timestamptz',
}

export const shareColumns: Columns<RepaymentShareRow> = {
  institutionId: 'uuid',
  repaymentId: 'uuid',
  loanId: 'uuid',
  number: 'integer',
  principal: 'bigint',
  interest: 'bigint',
}

export const postingColumns: Columns<PostingRow> = {
  institutionId: 'uuid',
  journalId: 'uuid',
  position: 'integer',
  kind: 'text',
  businessDay: 'date',
  debit: 'text',
  credit: 'text',
  amount: 'bigint',
  currency: 'text',
  loanId: 'uuid',
  postedAt: 'timestamptz',
}

export const tierColumns: Columns<LoanTierRow> = {
  institutionId: 'uuid',
  loanId: 'uuid',
  validFrom: 'date',
  knownFrom: 'timestamptz',
  validTo: 'date',
  knownTo: 'timestamptz',
  tier: 'text',
  daysPastDue: 'integer',
  basis: 'text',
}
