import type { Guarantee } from '@banyan/domain/applications/application'
import type { Day } from '@banyan/domain/calendar'
import type { TierState } from '@banyan/domain/classification/tier-course'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import type { AccrualColumns } from '@banyan/domain/loans/accrual'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import type { LoanEvent, LoanEventKind } from '@banyan/domain/loans/course/loan-event'
import type { LoanState } from '@banyan/domain/loans/course/loan-state'
import type { Instalment } from '@banyan/domain/loans/instalments'
import type { SchedulePlan } from '@banyan/domain/loans/schedule-plan'
import type { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import type { Money } from '@banyan/domain/money'
import type { ContractTerms } from '@banyan/domain/products/contract-terms'
import type { ColumnTerms } from './agreed-terms.ts'
import type { InstalmentCourse, LoanCourse } from './state-rows.ts'

export type LoanSource = 'operation' | 'import' | 'demo'

/** The open code of each role. */
export type AccountCodes = Readonly<Record<AccountRole, string>>

/** A loan to be paid out: its schedule's terms, and whose it is. */
export interface LoanTerms extends ScheduleTerms {
  institution: { id: string; kind: InstitutionKind; accounts?: AccountCodes }
  number: string
  customerId: string
  product: string
  currency: string
  branchId: string
  officerId: string | null
  industrySection: string | null
  guarantee: Guarantee
  isConsumer: boolean
  source: LoanSource
  disbursedBy: string
  applicationId?: string
  contract?: { id: string; madeBy: string }
  importBatchId?: string
  /** What the contract froze; left out where nothing was agreed of servicing. */
  agreed?: ContractTerms
  /** What is paid out at once; all of it unless said otherwise. */
  drawn?: Money
}

/** Where ids and instants come from: a clock for the operations, the business day for the demo. */
export interface Making {
  newId: () => string
  at: (on: Day) => Date
}

export interface LoanRow extends ColumnTerms, TierState, AccrualColumns {
  institutionId: string
  id: string
  number: string
  customerId: string
  applicationId: string | null
  contractId: string | null
  contractMadeBy: string | null
  disbursedBy: string
  product: string
  currency: string
  commitment: Money
  balance: Money
  maturesOn: Day
  status: 'active' | 'settled' | 'written-off'
  settledOn: Day | null
  tierBasis: string
  guarantee: string
  industrySection: string | null
  isConsumer: boolean
  branchId: string
  officerId: string | null
  originOfficerId: string | null
  source: string
  importBatchId: string | null
  createdAt: Date
  terms: ContractTerms | null
  course: LoanCourse | null
  scheduleVersion: number
  eventCount: number
  isAccruing: boolean
  held: Money
  feesDue: Money
  capitalised: Money
  writtenOff: Money
  writtenOffOn: Day | null
  misusedFrom: Day | null
  allowance: Money
}

/**
 * A row of the schedule in force. `principal`, `interest` and `fee` are what is asked of the borrower:
 * less what was forgiven or carried into the principal of a later version.
 */
export interface InstalmentRow extends Instalment {
  institutionId: string
  loanId: string
  version: number
  fee: Money
  feePaid: Money
  penaltyPaid: Money
  compoundPaid: Money
  course: InstalmentCourse | null
  settledOn: Day | null
}

export interface RepaymentRow {
  institutionId: string
  /** The event's own where its money came in; another where money held paid, or was given back. */
  id: string
  loanId: string
  /**
   * `held`: money held paid something. `returned`: paid ahead on instalments that are no more, its parts below
   * zero and the same sum held; no money comes in.
   */
  kind: 'repayment' | 'prepayment' | 'recovery' | 'held' | 'returned'
  paidOn: Day
  businessDay: Day
  amount: Money
  principal: Money
  interest: Money
  penalty: Money
  compound: Money
  fee: Money
  held: Money
  journalId: string
  source: string
  importBatchId: string | null
  postedBy: string
  postedAt: Date
}

export interface RepaymentShareRow {
  institutionId: string
  repaymentId: string
  loanId: string
  /** The instalment; 0 for charges outside the schedule. */
  number: number
  principal: Money
  interest: Money
  penalty: Money
  compound: Money
  fee: Money
}

export interface PostingRow {
  institutionId: string
  journalId: string
  position: number
  kind: string
  businessDay: Day
  valueDay: Day
  debit: string
  credit: string
  amount: Money
  currency: string
  loanId: string | null
  branchId: string
  product: string
  eventId: string | null
  reverses: string | null
  postedAt: Date
}

export interface LoanEventRow {
  institutionId: string
  id: string
  loanId: string
  sequence: number
  kind: LoanEventKind
  valueDay: Day
  businessDay: Day
  amount: Money | null
  detail: object
  reverses: string | null
  journalId: string | null
  proposalId: string | null
  source: string
  externalKey: string | null
  importBatchId: string | null
  madeBy: string
  madeAt: Date
}

export interface LoanFeeRow {
  institutionId: string
  loanId: string
  eventId: string
  code: string
  dueOn: Day
  amount: Money
  paid: Money
  waived: Money
  moved: Money
}

export interface ScheduleVersionRow {
  institutionId: string
  loanId: string
  version: number
  validFrom: Day
  eventId: string
  reason: string
  plan: object
  madeAt: Date
}

export interface SupersededRow {
  institutionId: string
  loanId: string
  version: number
  number: number
  dueOn: Day
  principal: Money
  interest: Money
  fee: Money
}

export interface LoanTierRow {
  institutionId: string
  loanId: string
  validFrom: Day
  knownFrom: Date
  validTo: Day | null
  knownTo: Date | null
  tier: Tier
  daysPastDue: number
  basis: string
}

/** A loan with all it has left behind, or, of a stored loan, what is still to be written. */
export interface LoanBundle {
  institutionKind: InstitutionKind
  accounts: AccountCodes
  loan: LoanRow
  /** In due order. */
  instalments: InstalmentRow[]
  fees: LoanFeeRow[]
  repayments: RepaymentRow[]
  shares: RepaymentShareRow[]
  postings: PostingRow[]
  /** The open one last. */
  tiers: LoanTierRow[]
  events: LoanEventRow[]
  versions: ScheduleVersionRow[]
  superseded: SupersededRow[]
  /** Everything that happened before the bundle was read; null where it was not asked for. */
  past: LoanEvent[] | null
  state: LoanState | null
  /** What the version in force comes from, of a loan whose schedule was changed. */
  plan: SchedulePlan | null
  /** The instalments as they are stored; null of a loan that is not. */
  stored: readonly InstalmentRow[] | null
  /** The journal of each event of the past. */
  journals: ReadonlyMap<string, string>
  /** What entering an event into the past changed of rows that are stored. */
  amended: Amended
}

export interface Amended {
  /** Repayments that are spread anew, and those taken back. */
  repayments: RepaymentRow[]
  reversed: { id: string; on: Day; journalId: string }[]
  /** The open day on which the past was told anew; null where nothing was. */
  retoldOn: Day | null
}
