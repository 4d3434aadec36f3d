import type { Guarantee } from '@banyan/domain/applications/application'
import type { Day } from '@banyan/domain/calendar'
import { nextBoundaryOn } from '@banyan/domain/classification/by-days'
import type { TierState } from '@banyan/domain/classification/tier-course'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { type AccountCode, loanAccount, moneyAccount } from '@banyan/domain/loans/chart-of-accounts'
import { type Instalment, unpaidInstalments } from '@banyan/domain/loans/instalments'
import { buildSchedule } from '@banyan/domain/loans/schedule'
import type { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import type { Money } from '@banyan/domain/money'

export type LoanSource = 'operation' | 'import' | 'demo'

/** A loan to be paid out: its schedule's terms, and whose it is. */
export interface LoanTerms extends ScheduleTerms {
  institution: { id: string; kind: InstitutionKind }
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
}

/** Where ids and instants come from: a clock for the operations, the business day for the demo. */
export interface Making {
  newId: () => string
  at: (on: Day) => Date
}

export interface LoanRow extends ScheduleTerms, TierState {
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
  balance: Money
  maturesOn: Day
  status: 'active' | 'settled'
  settledOn: Day | null
  tierBasis: 'by-days'
  guarantee: string
  industrySection: string | null
  isConsumer: boolean
  branchId: string
  officerId: string | null
  originOfficerId: string | null
  source: string
  importBatchId: string | null
  createdAt: Date
}

export interface InstalmentRow extends Instalment {
  institutionId: string
  loanId: string
  settledOn: Day | null
}

export interface RepaymentRow {
  institutionId: string
  id: string
  loanId: string
  paidOn: Day
  amount: Money
  principal: Money
  interest: Money
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
  number: number
  principal: Money
  interest: Money
}

export interface PostingRow {
  institutionId: string
  journalId: string
  position: number
  kind: 'disbursement' | 'repayment'
  businessDay: Day
  debit: AccountCode
  credit: AccountCode
  amount: Money
  currency: string
  loanId: string
  postedAt: Date
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
  basis: 'by-days'
}

/** A loan with all it has left behind, or, of a stored loan, what is still to be written. */
export interface LoanBundle {
  institutionKind: InstitutionKind
  loan: LoanRow
  /** In due order. */
  instalments: InstalmentRow[]
  repayments: RepaymentRow[]
  shares: RepaymentShareRow[]
  postings: PostingRow[]
  /** The open one last. */
  tiers: LoanTierRow[]
}

/** Every row of a new loan, paid out on its day and nothing paid back yet. */
export function buildLoan(terms: LoanTerms, { newId, at }: Making): LoanBundle {
  const { institution, disbursedOn } = terms
  const id = newId()
  const { rows } = buildSchedule(terms)
  const instalments = unpaidInstalments(rows).map((instalment): InstalmentRow => ({
    institutionId: institution.id,
    loanId: id,
    ...instalment,
    settledOn: null,
  }))
  const loan = loanRow(terms, { id, instalments, at })
  return {
    institutionKind: institution.kind,
    loan,
    instalments: settleEmpty(instalments, disbursedOn),
    repayments: [],
    shares: [],
    postings: [disbursementPosting(loan, institution.kind, newId())],
    tiers: [openingTier(loan)],
  }
}

function loanRow(
  terms: LoanTerms,
  { id, instalments, at }: { id: string; instalments: readonly Instalment[]; at: Making['at'] },
): LoanRow {
  const { institution, disbursedOn, firstDueOn } = terms
  return {
    institutionId: institution.id,
    id,
    number: terms.number,
    customerId: terms.customerId,
    applicationId: terms.applicationId ?? null,
    contractId: terms.contract?.id ?? null,
    contractMadeBy: terms.contract?.madeBy ?? null,
    disbursedBy: terms.disbursedBy,
    product: terms.product,
    currency: terms.currency,
    principal: terms.principal,
    balance: terms.principal,
    annualRate: terms.annualRate,
    method: terms.method,
    frequency: terms.frequency,
    dayCount: terms.dayCount,
    rounding: terms.rounding,
    periods: terms.periods,
    disbursedOn,
    firstDueOn,
    maturesOn: instalments.at(-1)?.dueOn ?? firstDueOn,
    status: 'active',
    settledOn: null,
    ...openingState(disbursedOn, instalments),
    tierBasis: 'by-days',
    guarantee: terms.guarantee,
    industrySection: terms.industrySection,
    isConsumer: terms.isConsumer,
    branchId: terms.branchId,
    officerId: terms.officerId,
    originOfficerId: terms.officerId,
    source: terms.source,
    importBatchId: terms.importBatchId ?? null,
    createdAt: at(disbursedOn),
  }
}

/** How every loan begins: normal, its first instalment of anything the oldest unpaid. */
export function openingState(disbursedOn: Day, instalments: readonly Instalment[]): TierState {
  const first = instalments.find(({ principal, interest }) => principal + interest > 0)
  const oldestUnpaidOn = first?.dueOn ?? null
  return {
    tier: 'normal',
    oldestUnpaidOn,
    nextTierOn: nextBoundaryOn(oldestUnpaidOn, disbursedOn),
    defaultedOn: null,
  }
}

export function openingTier(loan: LoanRow, knownFrom = loan.createdAt): LoanTierRow {
  return {
    institutionId: loan.institutionId,
    loanId: loan.id,
    validFrom: loan.disbursedOn,
    knownFrom,
    validTo: null,
    knownTo: null,
    tier: 'normal',
    daysPastDue: 0,
    basis: 'by-days',
  }
}

/** An instalment of nothing, as an interest-free loan may have, never waits for anything. */
function settleEmpty(instalments: InstalmentRow[], disbursedOn: Day): InstalmentRow[] {
  return instalments.map((row) =>
    row.principal + row.interest === 0 ? { ...row, settledOn: disbursedOn } : row,
  )
}

function disbursementPosting(loan: LoanRow, kind: InstitutionKind, journalId: string): PostingRow {
  return {
    institutionId: loan.institutionId,
    journalId,
    position: 1,
    kind: 'disbursement',
    businessDay: loan.disbursedOn,
    debit: loanAccount,
    credit: moneyAccount(kind),
    amount: loan.principal,
    currency: loan.currency,
    loanId: loan.id,
    postedAt: loan.createdAt,
  }
}
