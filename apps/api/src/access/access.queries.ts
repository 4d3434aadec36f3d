import type { Db, Tx } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { InstitutionKeys, Keyring } from './keys.ts'
import type { Institution, Scope, Staff } from './staff-context.ts'

export interface Session {
  tokenDigest: Buffer
  accountId: string
  institutionId: string
  staffId: string
  lastSeenAt: Date
  expiresAt: Date
  freshUntil: Date
}

/** The session behind a cookie, unless it or its account has ended. */
export function findSession(db: Db, tokenDigest: Buffer): Promise<Session | undefined> {
  return db
    .selectFrom('session')
    .modifyFront(sql`/* prepared */`)
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'tokenDigest',
      'accountId',
      'institutionId',
      'staffId',
      'lastSeenAt',
      'expiresAt',
      'freshUntil',
    ])
    .where('tokenDigest', '=', tokenDigest)
    .where('account.disabledAt', 'is', null)
    .executeTakeFirst()
}

export interface Workplace {
  institution: Institution
  staff: Staff
  status: string
  businessDay: string
  branchIds: string[]
}

function selectWorkplace(tx: Tx, institutionId: string, staffId: string) {
  return tx
    .selectFrom('staff')
    .modifyFront(sql`/* prepared */`)
    .innerJoin('institution', 'institution.id', 'staff.institutionId')
    .innerJoin('institutionState', 'institutionState.institutionId', 'staff.institutionId')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .select([
      'staff.id',
      'staff.accountId',
      'staff.number',
      'staff.name',
      'staff.branchId',
      'staff.roles',
      'staff.status',
      'branch.code as branchCode',
      'branch.name as branchName',
      'institution.code',
      'institution.name as institutionName',
      'institution.kind',
      'institution.currency',
      'institutionState.businessDay',
    ])
    .select(branchesBelow(institutionId).as('branchIds'))
    .where('staff.institutionId', '=', institutionId)
    .where('staff.id', '=', staffId)
    .executeTakeFirst()
}

/** Where a member of staff works, read anew at every call so that a change counts at once. */
export async function findWorkplace(
  tx: Tx,
  institutionId: string,
  staffId: string,
): Promise<Workplace | undefined> {
  const row = await selectWorkplace(tx, institutionId, staffId)
  if (!row) return undefined
  const { id, accountId, number, name, branchId, branchCode, branchName, status } = row
  return {
    institution: {
      id: institutionId,
      code: row.code,
      name: row.institutionName,
      kind: row.kind as Institution['kind'],
      currency: row.currency,
    },
    staff: {
      id,
      accountId,
      number,
      name,
      branchId,
      branchCode,
      branchName,
      roles: row.roles as Role[],
    },
    status,
    businessDay: row.businessDay,
    branchIds: row.branchIds,
  }
}

function branchesBelow(institutionId: string) {
  return sql<string[]>`(
    with recursive below as (
      select b.id from branch b where b.institution_id = ${institutionId} and b.id = staff.branch_id
      union
      select child.id from branch child join below on child.parent_id = below.id
      where child.institution_id = ${institutionId}
    ) select array_agg(id) from below)`
}

/**
 * Whether a row lies within a caller's reach, by the columns that say whose it is.
 * `inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' })`
 */
export function inScope<D, T extends keyof D>(
  eb: ExpressionBuilder<D, T>,
  scope: Scope,
  columns: { branch: string; officer: string },
): Expression<SqlBool> {
  if (scope.reach === 'institution') return sql<SqlBool>`true`
  if (scope.reach === 'own') return sql<SqlBool>`${sql.ref(columns.officer)} = ${scope.staffId}`
  return sql<SqlBool>`${sql.ref(columns.branch)} = any(${scope.branchIds}::uuid[])`
}

export async function touchSession(db: Db, tokenDigest: Buffer, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ lastSeenAt: at })
    .where('tokenDigest', '=', tokenDigest)
    .execute()
}

/** The institution's keys, opened once and kept in memory. */
export async function institutionKeys(
  tx: Tx,
  keyring: Keyring,
  institutionId: string,
): Promise<InstitutionKeys> {
  const opened = keyring.opened(institutionId)
  if (opened) return opened
  const rows = await tx
    .selectFrom('institutionKey')
    .select(['version', 'wrapped'])
    .where('institutionId', '=', institutionId)
    .execute()
  return keyring.open(institutionId, rows)
}

export interface IdempotencyRow {
  institutionId: string
  staffId: string
  procedure: string
  key: string
  requestDigest: Buffer
  createdAt: Date
}

/**
 * Takes the key for this intent. Undefined: it is ours to carry out. A twin under way makes this
 * wait for its end, and then its row is found.
 */
export async function takeIdempotencyKey(tx: Tx, row: IdempotencyRow) {
  const taken = await tx
    .insertInto('idempotencyKey')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return undefined
  return tx
    .selectFrom('idempotencyKey')
    .select(['requestDigest', 'reply'])
    .where('institutionId', '=', row.institutionId)
    .where('staffId', '=', row.staffId)
    .where('procedure', '=', row.procedure)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow()
}

export async function setIdempotentReply(
  tx: Tx,
  row: IdempotencyRow,
  reply: string,
): Promise<void> {
  await tx
    .updateTable('idempotencyKey')
    .set({ reply })
    .where('institutionId', '=', row.institutionId)
    .where('staffId', '=', row.staffId)
    .where('procedure', '=', row.procedure)
    .where('key', '=', row.key)
    .execute()
}
