import type { Tx } from '@banyan/database'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import type { SchedulePlan } from '@banyan/domain/loans/schedule-plan'
import { sql } from 'kysely'
import { touch } from '../touched.ts'
import { accountCodes } from './accounts.queries.ts'
import { insertAllRows, keepRows, setRows } from './bulk-rows.queries.ts'
import { setInstalments } from './instalments.queries.ts'
import { listPast, type Past } from './events.queries.ts'
import {
  eventColumns,
  feeColumns,
  feeKey,
  instalmentColumns,
  loanColumns,
  loanKey,
  loanState,
  postingColumns,
  repaymentColumns,
  shareColumns,
  supersededColumns,
  tierColumns,
  versionColumns,
} from './loan-columns.ts'
import type {
  AccountCodes,
  InstalmentRow,
  LoanBundle,
  LoanFeeRow,
  LoanRow,
  LoanTierRow,
} from './loan-rows.ts'
import { amendRepayments } from './repayments.queries.ts'

/** All rows of new loans, for one loan as for thousands. */
export async function insertLoans(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  touch(
    tx,
    'customer',
    bundles.map(({ loan }) => loan.customerId),
  )
  const loans = bundles.map(({ loan }) => loan)
  await insertAllRows(tx, 'loan', loanColumns, loans)
  const instalments = bundles.flatMap((each) => each.instalments)
  await insertAllRows(tx, 'instalment', instalmentColumns, instalments)
  await insertMovements(tx, bundles)
  await setTiers(
    tx,
    bundles.flatMap(({ tiers }) => tiers),
  )
}

async function insertMovements(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  const all = <Row>(rowsOf: (bundle: LoanBundle) => readonly Row[]) => bundles.flatMap(rowsOf)
  const events = all((each) => each.events)
  await insertAllRows(tx, 'loanEvent', eventColumns, events)
  const repayments = all((each) => each.repayments)
  await insertAllRows(tx, 'repayment', repaymentColumns, repayments)
  const shares = all((each) => each.shares)
  await insertAllRows(tx, 'repaymentShare', shareColumns, shares)
  const postings = all((each) => each.postings)
  await insertAllRows(tx, 'posting', postingColumns, postings)
  const fees = all((each) => each.fees)
  await keepRows(tx, 'loanFee', { columns: feeColumns, key: feeKeys }, fees)
  const versions = all((each) => each.versions)
  await keepRows(tx, 'scheduleVersion', { columns: versionColumns, key: versionKeys }, versions)
  const superseded = all((each) => each.superseded)
  const supersededKeys = [...versionKeys, 'number'] as const
  await keepRows(
    tx,
    'supersededInstalment',
    { columns: supersededColumns, key: supersededKeys },
    superseded,
  )
}

const feeKeys = Object.keys(feeKey) as (keyof LoanFeeRow)[]
const versionKeys = ['institutionId', 'loanId', 'version'] as const

/** New history rows are kept, known ones take their new end. */
export async function setTiers(tx: Tx, tiers: readonly LoanTierRow[]): Promise<void> {
  const key = ['institutionId', 'loanId', 'validFrom', 'knownFrom'] as const
  await keepRows(tx, 'loanTier', { columns: tierColumns, key }, tiers)
}

export async function setLoanStates(tx: Tx, loans: readonly LoanRow[]): Promise<void> {
  touch(
    tx,
    'loan',
    loans.map(({ id }) => id),
  )
  await setRows(tx, 'loan', { key: loanKey, set: loanState }, loans)
}

/** Writes what has happened to stored loans since they were locked: their state and the new movements. */
export async function recordMovements(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  await setInstalments(tx, bundles)
  const loans = bundles.map(({ loan }) => loan)
  await setLoanStates(tx, loans)
  for (const { loan, amended } of bundles) await amendRepayments(tx, loan, amended)
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

const loanFields = Object.keys(loanColumns) as (keyof LoanRow & string)[]

interface Lender {
  id: string
  kind: InstitutionKind
}

export interface Reading {
  /** Whether every event is read: for an entry into the past. */
  withPast?: boolean
}

/** Holds the loans in ascending id and reads them with their instalments and their last tier. */
export async function lockLoans(
  tx: Tx,
  institution: Lender,
  loanIds: readonly string[],
  reading: Reading = {},
): Promise<LoanBundle[]> {
  if (loanIds.length === 0) return []
  const loans = await selectLoans(tx, institution.id, loanIds).forNoKeyUpdate('loan').execute()
  return withRows(tx, institution, { loans, reading })
}

/** As `lockLoans`, for looking only. */
export async function readLoans(
  tx: Tx,
  institution: Lender,
  loanIds: readonly string[],
  reading: Reading = {},
): Promise<LoanBundle[]> {
  if (loanIds.length === 0) return []
  const loans = await selectLoans(tx, institution.id, loanIds).execute()
  return withRows(tx, institution, { loans, reading })
}

function selectLoans(tx: Tx, institutionId: string, loanIds: readonly string[]) {
  return tx
    .selectFrom('loan')
    .leftJoin('scheduleVersion', (join) =>
      join
        .onRef('scheduleVersion.institutionId', '=', 'loan.institutionId')
        .onRef('scheduleVersion.loanId', '=', 'loan.id')
        .onRef('scheduleVersion.version', '=', 'loan.scheduleVersion'),
    )
    .select(loanFields.map((field) => `loan.${field}` as const))
    .select('scheduleVersion.plan')
    .where('loan.institutionId', '=', institutionId)
    .where(sql<boolean>`loan.id = any(${loanIds}::uuid[])`)
    .orderBy('loan.id')
}

interface Read {
  loans: readonly object[]
  reading: Reading
}

async function withRows(
  tx: Tx,
  institution: Lender,
  { loans: read, reading }: Read,
): Promise<LoanBundle[]> {
  // The columns were written from the types that they are read as.
  const loans = read as (LoanRow & { plan: { plan: SchedulePlan | null } | null })[]
  const loanIds = loans.map(({ id }) => id)
  const instalments = await listInstalments(tx, institution.id, loanIds)
  const fees = await listFees(tx, institution.id, loanIds)
  const tiers = await listLastTiers(tx, institution.id, loanIds)
  const told = loans.filter(({ course }) => course === null || reading.withPast)
  const past = await listPast(
    tx,
    institution.id,
    told.map(({ id }) => id),
  )
  const accounts = await accountCodes(tx, institution.id)
  const of = { institution, accounts, instalments, fees, tiers, past }
  return loans.map(({ plan, ...loan }) => bundleOf(loan, plan?.plan ?? null, of))
}

interface RowsOf {
  institution: Lender
  accounts: AccountCodes
  instalments: Map<string, InstalmentRow[]>
  fees: Map<string, LoanFeeRow[]>
  tiers: Map<string, LoanTierRow[]>
  past: Map<string, Past>
}

function bundleOf(loan: LoanRow, plan: SchedulePlan | null, of: RowsOf): LoanBundle {
  const instalments = of.instalments.get(loan.id) ?? []
  const past = of.past.get(loan.id)
  return {
    institutionKind: of.institution.kind,
    accounts: of.accounts,
    loan,
    instalments,
    fees: of.fees.get(loan.id) ?? [],
    repayments: [],
    shares: [],
    postings: [],
    tiers: of.tiers.get(loan.id) ?? [],
    events: [],
    versions: [],
    superseded: [],
    past: past?.events ?? null,
    journals: past?.journals ?? new Map(),
    state: null,
    plan,
    stored: instalments,
    amended: { repayments: [], reversed: [], retoldOn: null },
  }
}

const instalmentFields = Object.keys(instalmentColumns) as (keyof InstalmentRow & string)[]

async function listInstalments(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Map<string, InstalmentRow[]>> {
  const rows = await tx
    .selectFrom('instalment')
    .select(instalmentFields)
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .orderBy('loanId')
    .orderBy('number')
    .execute()
  return Map.groupBy(rows as unknown as InstalmentRow[], ({ loanId }) => loanId)
}

async function listFees(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Map<string, LoanFeeRow[]>> {
  const rows = await tx
    .selectFrom('loanFee')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .orderBy('eventId')
    .orderBy('code')
    .execute()
  return Map.groupBy(rows as LoanFeeRow[], ({ loanId }) => loanId)
}

/** Of each loan the last row of its history: open, or ended when the loan was settled. */
async function listLastTiers(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Map<string, LoanTierRow[]>> {
  const rows = await tx
    .selectFrom('loanTier')
    .distinctOn('loanId')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('knownTo', 'is', null)
    .orderBy('loanId')
    .orderBy('validFrom', 'desc')
    .execute()
  return Map.groupBy(rows as LoanTierRow[], ({ loanId }) => loanId)
}
