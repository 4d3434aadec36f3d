import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { Money } from '@banyan/domain/money'
import type { Stage } from '@banyan/domain/provisions/stages'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import { setRows } from '../loans/bulk-rows.queries.ts'
import { setTiers } from '../loans/loans.queries.ts'
import { touch } from '../touched.ts'

/** What a look at a loan leaves in its row. */
export interface LoanClassRow {
  institutionId: string
  id: string
  tier: Tier
  tierBasis: 'rules'
  claimTier: Tier
  otherFloor: Tier
  manualTier: Tier | null
  stage: Stage
  allowance: Money
  nextTierOn: Day | null
  defaultedOn: Day | null
  /** The day of the look. */
  classedOn: Day
}

const classKey = { institutionId: 'uuid', id: 'uuid' }
const classSet = {
  tier: 'text',
  tierBasis: 'text',
  claimTier: 'text',
  otherFloor: 'text',
  manualTier: 'text',
  stage: 'integer',
  allowance: 'bigint',
  nextTierOn: 'date',
  defaultedOn: 'date',
  classedOn: 'date',
}

/** The rows of loans owed; those whose tier changed are shown in trees anew. */
export async function setLoanClasses(
  tx: Tx,
  rows: readonly LoanClassRow[],
  changedIds: readonly string[],
): Promise<void> {
  touch(tx, 'loan', changedIds)
  await setRows(tx, 'loan', { key: classKey, set: classSet }, rows)
}

/** Loans no longer owed keep their tier and need no allowance. */
export async function closeLoanClasses(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<void> {
  if (loanIds.length === 0) return
  await tx
    .updateTable('loan')
    .set({ allowance: 0, nextTierOn: null })
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${loanIds}::uuid[])`)
    .execute()
}

export interface TierChange {
  id: string
  tier: Tier
  daysPastDue: number
}

/** The end of one row of history and the start of the next; a second change of a day replaces the first. */
export async function changeTiers(
  tx: Tx,
  institutionId: string,
  { day, at, changes }: { day: Day; at: Date; changes: readonly TierChange[] },
): Promise<void> {
  if (changes.length === 0) return
  const ids = changes.map(({ id }) => id)
  const open = tx
    .updateTable('loanTier')
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${ids}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
  await open.where('validFrom', '=', day).set({ knownTo: at }).execute()
  await open.where('validFrom', '<', day).set({ validTo: day }).execute()
  await setTiers(
    tx,
    changes.map(({ id, tier, daysPastDue }) => ({
      institutionId,
      loanId: id,
      validFrom: day,
      knownFrom: at,
      validTo: null,
      knownTo: null,
      tier,
      daysPastDue,
      basis: 'rules' as const,
    })),
  )
}

export interface ClassResultRow {
  institutionId: string
  id: string
  loanId: string
  day: Day
  at: Date
  tier: Tier
  stage: Stage
  body: string
  ruleVersionId: string | null
}

const resultColumns: Columns<ClassResultRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  loanId: 'uuid',
  day: 'date',
  at: 'timestamptz',
  tier: 'text',
  stage: 'integer',
  body: 'jsonb',
  ruleVersionId: 'uuid',
}

export async function insertClassResults(tx: Tx, rows: readonly ClassResultRow[]): Promise<void> {
  await insertRows(tx, 'classResult', resultColumns, rows)
}

/** Has the next close look at a loan, or at all loans of a debtor. */
export async function lookAgainAt(
  tx: Tx,
  institutionId: string,
  of: { loanIds: readonly string[] } | { customerId: string } | 'all',
  day: Day,
): Promise<number> {
  let query = tx
    .updateTable('loan')
    .set({ nextTierOn: sql<string>`least(next_tier_on, ${day}::date)` })
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'active')
    .where(sql<boolean>`next_tier_on is distinct from least(next_tier_on, ${day}::date)`)
  if (of !== 'all') {
    query =
      'customerId' in of
        ? query.where('customerId', '=', of.customerId)
        : query.where(sql<boolean>`id = any(${of.loanIds}::uuid[])`)
  }
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
