import { nextBoundaryOn } from '@banyan/domain/classification/by-days'
import { type AccountRole, startingChart } from '@banyan/domain/loans/chart-of-accounts'
import { openCourse } from '@banyan/domain/loans/course/course'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { zero } from '@banyan/domain/money'
import { columnTerms, contractOf } from './agreed-terms.ts'
import { enterEvent } from './enter-event.ts'
import type {
  AccountCodes,
  LoanBundle,
  LoanRow,
  LoanTerms,
  LoanTierRow,
  Making,
} from './loan-rows.ts'

/** The codes an institution of the kind starts with. */
export function startingCodes(kind: InstitutionKind): AccountCodes {
  const chart = startingChart(kind)
  const codes = Object.entries(chart).map(([role, { code }]) => [role, code])
  return Object.fromEntries(codes) as Record<AccountRole, string>
}

/** Every row of a new loan, paid out on its day and nothing paid back yet. */
export function buildLoan(terms: LoanTerms, making: Making): LoanBundle {
  const { institution, disbursedOn } = terms
  const loan = loanRow(terms, making)
  const bundle: LoanBundle = {
    institutionKind: institution.kind,
    accounts: institution.accounts ?? startingCodes(institution.kind),
    loan,
    instalments: [],
    fees: [],
    repayments: [],
    shares: [],
    postings: [],
    tiers: [],
    events: [],
    versions: [],
    superseded: [],
    past: [],
    state: openCourse(contractOf(loan)),
    plan: null,
    stored: null,
    journals: new Map(),
    amended: { repayments: [], reversed: [], retoldOn: null },
  }
  const amount = terms.drawn ?? terms.principal
  enterEvent(
    bundle,
    { kind: 'drawdown', on: disbursedOn, amount },
    {
      ...making,
      postedBy: terms.disbursedBy,
      source: terms.source,
      ...(terms.importBatchId ? { importBatchId: terms.importBatchId } : {}),
    },
  )
  openTier(bundle)
  return bundle
}

function loanRow(terms: LoanTerms, { newId, at }: Making): LoanRow {
  const { institution, disbursedOn, firstDueOn } = terms
  return {
    institutionId: institution.id,
    id: newId(),
    number: terms.number,
    customerId: terms.customerId,
    applicationId: terms.applicationId ?? null,
    contractId: terms.contract?.id ?? null,
    contractMadeBy: terms.contract?.madeBy ?? null,
    disbursedBy: terms.disbursedBy,
    product: terms.product,
    currency: terms.currency,
    ...columnTerms(terms),
    commitment: terms.principal,
    balance: zero,
    maturesOn: firstDueOn,
    status: 'active',
    settledOn: null,
    tier: 'normal',
    tierBasis: 'rules',
    otherFloor: 'normal',
    oldestUnpaidOn: null,
    nextTierOn: null,
    defaultedOn: null,
    guarantee: terms.guarantee,
    industrySection: terms.industrySection,
    isConsumer: terms.isConsumer,
    branchId: terms.branchId,
    officerId: terms.officerId,
    originOfficerId: terms.officerId,
    source: terms.source,
    importBatchId: terms.importBatchId ?? null,
    createdAt: at(disbursedOn),
    terms: terms.agreed
      ? { ...terms.agreed, principal: terms.principal, disbursedOn, firstDueOn }
      : null,
    course: null,
    scheduleVersion: 0,
    eventCount: 0,
    ...nothingYet,
  }
}

const nothingYet = {
  isAccruing: true,
  accruedFrom: null,
  accruesTo: null,
  periodInterest: zero,
  interestDue: zero,
  held: zero,
  feesDue: zero,
  capitalised: zero,
  writtenOff: zero,
  writtenOffOn: null,
  misusedFrom: null,
  allowance: zero,
} as const

/** How every loan begins: normal, its first instalment of anything the oldest unpaid. */
export function openTier(bundle: LoanBundle, knownFrom = bundle.loan.createdAt): void {
  const { loan } = bundle
  Object.assign(loan, {
    tier: 'normal',
    defaultedOn: null,
    nextTierOn: nextBoundaryOn(loan.oldestUnpaidOn, loan.disbursedOn),
  })
  bundle.tiers = [openingTier(loan, knownFrom)]
}

export function openingTier(loan: LoanRow, knownFrom: Date): LoanTierRow {
  return {
    institutionId: loan.institutionId,
    loanId: loan.id,
    validFrom: loan.disbursedOn,
    knownFrom,
    validTo: null,
    knownTo: null,
    tier: 'normal',
    daysPastDue: 0,
    basis: loan.tierBasis,
  }
}
