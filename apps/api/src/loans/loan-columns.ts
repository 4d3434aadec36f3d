import type { Columns } from '../insert-rows.queries.ts'
import type {
  LoanEventRow,
  LoanFeeRow,
  LoanRow,
  InstalmentRow,
  ScheduleVersionRow,
  SupersededRow,
  RepaymentRow,
  RepaymentShareRow,
  PostingRow,
  LoanTierRow,
} from './loan-rows.ts'

export const loanKey = { institutionId: 'uuid', id: 'uuid' } as const

/** What events change of a loan. */
export const loanState = {
  principal: 'bigint',
  balance: 'bigint',
  annualRate: 'bigint',
  maturesOn: 'date',
  status: 'text',
  oldestUnpaidOn: 'date',
  settledOn: 'date',
  tier: 'text',
  nextTierOn: 'date',
  defaultedOn: 'date',
  course: 'jsonb',
  scheduleVersion: 'integer',
  eventCount: 'integer',
  accruedFrom: 'date',
  accruesTo: 'date',
  periodInterest: 'bigint',
  interestDue: 'bigint',
  isAccruing: 'boolean',
  held: 'bigint',
  feesDue: 'bigint',
  capitalised: 'bigint',
  writtenOff: 'bigint',
  writtenOffOn: 'date',
  misusedFrom: 'date',
  allowance: 'bigint',
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
  commitment: 'bigint',
  method: 'text',
  frequency: 'text',
  dayCount: 'text',
  rounding: 'text',
  periods: 'integer',
  disbursedOn: 'date',
  firstDueOn: 'date',
  ...loanState,
  tierBasis: 'text',
  otherFloor: 'text',
  terms: 'jsonb',
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
  version: 'integer',
  dueOn: 'date',
  principal: 'bigint',
  interest: 'bigint',
  fee: 'bigint',
  principalPaid: 'bigint',
  interestPaid: 'bigint',
  feePaid: 'bigint',
  penaltyPaid: 'bigint',
  compoundPaid: 'bigint',
  course: 'jsonb',
  settledOn: 'date',
} as const
export const instalmentColumns: Columns<InstalmentRow> = { ...instalmentKey, ...instalmentState }

export const repaymentParts = {
  principal: 'bigint',
  interest: 'bigint',
  penalty: 'bigint',
  compound: 'bigint',
  fee: 'bigint',
  held: 'bigint',
} as const
export const repaymentColumns: Columns<RepaymentRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  loanId: 'uuid',
  kind: 'text',
  paidOn: 'date',
  businessDay: 'date',
  amount: 'bigint',
  ...repaymentParts,
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
  penalty: 'bigint',
  compound: 'bigint',
  fee: 'bigint',
}

export const postingColumns: Columns<PostingRow> = {
  institutionId: 'uuid',
  journalId: 'uuid',
  position: 'integer',
  kind: 'text',
  businessDay: 'date',
  valueDay: 'date',
  debit: 'text',
  credit: 'text',
  amount: 'bigint',
  currency: 'text',
  loanId: 'uuid',
  branchId: 'uuid',
  product: 'text',
  eventId: 'uuid',
  reverses: 'uuid',
  postedAt: 'timestamptz',
}

export const eventColumns: Columns<LoanEventRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  loanId: 'uuid',
  sequence: 'integer',
  kind: 'text',
  valueDay: 'date',
  businessDay: 'date',
  amount: 'bigint',
  detail: 'jsonb',
  reverses: 'uuid',
  journalId: 'uuid',
  proposalId: 'uuid',
  source: 'text',
  externalKey: 'text',
  importBatchId: 'uuid',
  madeBy: 'uuid',
  madeAt: 'timestamptz',
}

export const feeKey = {
  institutionId: 'uuid',
  loanId: 'uuid',
  eventId: 'uuid',
  code: 'text',
} as const
export const feeColumns: Columns<LoanFeeRow> = {
  ...feeKey,
  dueOn: 'date',
  amount: 'bigint',
  paid: 'bigint',
  waived: 'bigint',
  moved: 'bigint',
}

export const versionColumns: Columns<ScheduleVersionRow> = {
  institutionId: 'uuid',
  loanId: 'uuid',
  version: 'integer',
  validFrom: 'date',
  eventId: 'uuid',
  reason: 'text',
  plan: 'jsonb',
  madeAt: 'timestamptz',
}

export const supersededColumns: Columns<SupersededRow> = {
  institutionId: 'uuid',
  loanId: 'uuid',
  version: 'integer',
  number: 'integer',
  dueOn: 'date',
  principal: 'bigint',
  interest: 'bigint',
  fee: 'bigint',
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
