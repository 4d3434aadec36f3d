import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { sql } from 'kysely'
import type { Columns } from '../insert-rows.queries.ts'
import { insertAllRows, keepRows, setRows } from './bulk-rows.queries.ts'
import type {
  InstalmentRow,
  LoanBundle,
  LoanRow,
  LoanTierRow,
  PostingRow,
  RepaymentRow,
  RepaymentShareRow,
} from './loan-rows.ts'

const loanKey = { institutionId: 'uuid', id: 'uuid' } as const

const loanState = {
  balance: 'bigint',
  status: 'text',
  oldestUnpaidOn: 'date',
  settledOn: 'date',
  tier: 'text',
  nextTierOn: 'date',
  defaultedOn: 'date',
} as const

const loanColumns: Columns<LoanRow> = {
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

const instalmentKey = { institutionId: 'uuid', loanId: 'uuid', number: 'integer' } as const
const instalmentState = {
  principalPaid: 'bigint',
  interestPaid: 'bigint',
  settledOn: 'date',
} as const
const instalmentColumns: Columns<InstalmentRow> = {
  ...instalmentKey,
  dueOn: 'date',
  principal: 'bigint',
  interest: 'bigint',
  ...instalmentState,
}

const repaymentColumns: Columns<RepaymentRow> = {
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

const shareColumns: Columns<RepaymentShareRow> = {
  institutionId: 'uuid',
  repaymentId: 'uuid',
  loanId: 'uuid',
  number: 'integer',
  principal: 'bigint',
  interest: 'bigint',
}

const postingColumns: Columns<PostingRow> = {
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

const tierColumns: Columns<LoanTierRow> = {
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

/** All rows of new loans in six statements per 20,000 rows, for one loan as for thousands. */
export async function insertLoans(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  await insertAllRows(
    tx,
    'loan',
    loanColumns,
    bundles.map(({ loan }) => loan),
  )
  await insertAllRows(
    tx,
    'instalment',
    instalmentColumns,
    bundles.flatMap((each) => each.instalments),
  )
  await insertMovements(tx, bundles)
  await setTiers(
    tx,
    bundles.flatMap(({ tiers }) => tiers),
  )
}

async function insertMovements(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  await insertAllRows(
    tx,
    'repayment',
    repaymentColumns,
    bundles.flatMap((each) => each.repayments),
  )
  await insertAllRows(
    tx,
    'repaymentShare',
    shareColumns,
    bundles.flatMap(({ shares }) => shares),
  )
  await insertAllRows(
    tx,
    'posting',
    postingColumns,
    bundles.flatMap(({ postings }) => postings),
  )
}

/** New history rows are kept, known ones take their new end. */
export async function setTiers(tx: Tx, tiers: readonly LoanTierRow[]): Promise<void> {
  const key = ['institutionId', 'loanId', 'validFrom', 'knownFrom'] as const
  await keepRows(tx, 'loanTier', { columns: tierColumns, key }, tiers)
}

export async function setLoanStates(tx: Tx, loans: readonly LoanRow[]): Promise<void> {
  await setRows(tx, 'loan', { key: loanKey, set: loanState }, loans)
}

/** Writes what has happened to stored loans since they were locked: their state and the new movements. */
export async function recordMovements(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  const touched = bundles.flatMap(({ instalments, shares, loan }) => {
    const numbers = new Set(shares.filter((s) => s.loanId === loan.id).map(({ number }) => number))
    return instalments.filter(({ number }) => numbers.has(number))
  })
  await setRows(tx, 'instalment', { key: instalmentKey, set: instalmentState }, touched)
  await setLoanStates(
    tx,
    bundles.map(({ loan }) => loan),
  )
  await insertMovements(tx, bundles)
  await setTiers(
    tx,
    bundles.flatMap(({ tiers }) => tiers),
  )
}

/** A replay from the start replaces what was believed of the tiers until now. */
export async function supersedeTiers(
  tx: Tx,
  { institutionId, loanIds, at }: { institutionId: string; loanIds: readonly string[]; at: Date },
): Promise<void> {
  await tx
    .updateTable('loanTier')
    .set({ knownTo: at })
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('knownTo', 'is', null)
    .execute()
}

const loanFields = Object.keys(loanColumns) as (keyof LoanRow)[]

interface Lender {
  id: string
  kind: InstitutionKind
}

/** Holds the loans in ascending id and reads them with their instalments and their open tier. */
export async function lockLoans(
  tx: Tx,
  institution: Lender,
  loanIds: readonly string[],
): Promise<LoanBundle[]> {
  if (loanIds.length === 0) return []
  const loans = await selectLoans(tx, institution.id, loanIds).forNoKeyUpdate().execute()
  return withInstalments(tx, institution, loans as LoanRow[])
}

/** As `lockLoans`, for looking only. */
export async function readLoans(
  tx: Tx,
  institution: Lender,
  loanIds: readonly string[],
): Promise<LoanBundle[]> {
  if (loanIds.length === 0) return []
  const loans = await selectLoans(tx, institution.id, loanIds).execute()
  return withInstalments(tx, institution, loans as LoanRow[])
}

function selectLoans(tx: Tx, institutionId: string, loanIds: readonly string[]) {
  return tx
    .selectFrom('loan')
    .select(loanFields)
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${loanIds}::uuid[])`)
    .orderBy('id')
}

async function withInstalments(
  tx: Tx,
  institution: Lender,
  loans: readonly LoanRow[],
): Promise<LoanBundle[]> {
  const loanIds = loans.map(({ id }) => id)
  const instalments = await tx
    .selectFrom('instalment')
    .select(['institutionId', 'loanId', 'number', 'dueOn', 'principal', 'interest'])
    .select(['principalPaid', 'interestPaid', 'settledOn'])
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .orderBy('loanId')
    .orderBy('number')
    .execute()
  const tiers = await tx
    .selectFrom('loanTier')
    .selectAll()
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
  const instalmentsOf = Map.groupBy(instalments as InstalmentRow[], ({ loanId }) => loanId)
  const tiersOf = Map.groupBy(tiers as LoanTierRow[], ({ loanId }) => loanId)
  return loans.map((loan) => ({
    institutionKind: institution.kind,
    loan,
    instalments: instalmentsOf.get(loan.id) ?? [],
    repayments: [],
    shares: [],
    postings: [],
    tiers: tiersOf.get(loan.id) ?? [],
  }))
}

/** What has been paid on these loans and not taken back, in the order it was posted. */
export async function listPayments(tx: Tx, institutionId: string, loanIds: readonly string[]) {
  if (loanIds.length === 0) return []
  const rows = await tx
    .selectFrom('repayment')
    .select(['id', 'loanId', 'paidOn', 'amount'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('reversedOn', 'is', null)
    .orderBy('paidOn')
    .orderBy('postedAt')
    .orderBy('id')
    .execute()
  return rows as { id: string; loanId: string; paidOn: Day; amount: Money }[]
}
