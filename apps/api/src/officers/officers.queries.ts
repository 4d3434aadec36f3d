import type { Db, Tx } from '@banyan/database'
import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { RoleAccount } from '@banyan/domain/loans/chart-of-accounts'
import type { Scorecard } from '@banyan/domain/scoring/scorecard'
import type { AuthorityTerms } from './institution-defaults.ts'

export async function insertInstitution(
  db: Db,
  row: { id: string; code: string; name: string; kind: string; createdAt: Date },
): Promise<void> {
  await db.insertInto('institution').values(row).execute()
}

export async function insertKey(
  tx: Tx,
  row: { institutionId: string; version: number; wrapped: Buffer; createdAt: Date },
): Promise<void> {
  await tx.insertInto('institutionKey').values(row).execute()
}

/** The open business day, and the closed one before it. */
export async function insertState(
  tx: Tx,
  institutionId: string,
  businessDay: Day,
  dayBefore: Day,
  at: Date,
): Promise<void> {
  await tx.insertInto('institutionState').values({ institutionId, businessDay }).execute()
  await tx
    .insertInto('businessDay')
    .values([
      { institutionId, day: dayBefore, closedAt: at },
      { institutionId, day: businessDay, closedAt: null },
    ])
    .execute()
}

export interface NewBranchRow {
  institutionId: string
  id: string
  code: string
  name: string
  parentId: string | null
  createdAt: Date
}

export async function insertBranch(tx: Tx, row: NewBranchRow): Promise<void> {
  await tx.insertInto('branch').values(row).execute()
}

export async function insertAuthorities(
  tx: Tx,
  institutionId: string,
  authorities: readonly AuthorityTerms[],
  validFrom: Day,
): Promise<void> {
  const rows = authorities.map(({ role, upTo }) => ({
    institutionId,
    id: uuidv7(),
    role,
    upTo,
    product: null,
    validFrom,
    validTo: null,
  }))
  await tx.insertInto('authority').values(rows).execute()
}

export async function insertScorecards(
  tx: Tx,
  institutionId: string,
  cards: readonly Scorecard[],
  validFrom: Day,
): Promise<void> {
  const rows = cards.map((card) => ({
    institutionId,
    code: card.code,
    version: card.version,
    customerKind: card.customerKind,
    validFrom,
    body: JSON.stringify(card),
  }))
  await tx.insertInto('scorecard').values(rows).execute()
}

/** The chart of accounts an institution starts with; every code has always played its role. */
export async function insertChart(
  tx: Tx,
  institutionId: string,
  chart: Readonly<Record<string, RoleAccount>>,
): Promise<void> {
  const rows = Object.entries(chart).map(([role, account]) => ({
    institutionId,
    role,
    ...account,
    validFrom: '2000-01-01',
  }))
  await tx.insertInto('ledgerAccount').values(rows).execute()
}

export interface NewStaffRow {
  institutionId: string
  id: string
  accountId: string
  number: string
  name: string
  nameSort: string
  branchId: string
  roles: string[]
  isOperator: boolean
  createdAt: Date
}

export async function insertStaff(tx: Tx, row: NewStaffRow): Promise<void> {
  await tx
    .insertInto('staff')
    .values({ ...row, status: 'active' })
    .execute()
}

export interface NewAccountRow {
  id: string
  loginName: string
  name: string
  passwordHash: string | null
  createdAt: Date
}

export async function insertAccount(db: Db, row: NewAccountRow): Promise<void> {
  await db.insertInto('account').values(row).execute()
}

/** The next human number of a kind: a block of `count`, its first returned. The counter's row is the lock. */
export async function takeNumbers(
  tx: Tx,
  institutionId: string,
  kind: string,
  count = 1,
): Promise<number> {
  const row = await tx
    .insertInto('counter')
    .values({ institutionId, kind, next: count + 1 })
    .onConflict((c) =>
      c
        .columns(['institutionId', 'kind'])
        .doUpdateSet((eb) => ({ next: eb('counter.next', '+', count) })),
    )
    .returning('next')
    .executeTakeFirstOrThrow()
  return row.next - count
}
