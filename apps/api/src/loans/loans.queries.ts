import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { sql } from 'kysely'
import { touch } from '../touched.ts'
import {
  loanKey,
  loanState,
  loanColumns,
  instalmentKey,
  instalmentState,
  instalmentColumns,
  repaymentColumns,
  shareColumns,
  postingColumns,
  tierColumns,
} from './loan-columns.ts'
import { insertAllRows, keepRows, setRows } from './bulk-rows.queries.ts'
import type { InstalmentRow, LoanBundle, LoanRow, LoanTierRow } from './loan-rows.ts'

/** All rows of new loans in six statements per 20,000 rows, for one loan as for thousands. */
export async function insertLoans(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  touch(
    tx,
    'customer',
    bundles.map(({ loan }) => loan.customerId),
  )
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
  touch(
    tx,
    'loan',
    loans.map(({ id }) => id),
  )
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
