import { createHash } from 'node:crypto'
import type { Db, Tx } from '@banyan/database'
import { sql } from 'kysely'
import { canonicalText } from '../audit/canonical-text.ts'

export function findAccount(db: Db, loginName: string) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'loginName', 'passwordHash', 'failedCount', 'lockedUntil', 'disabledAt'])
    .where('loginName', '=', loginName)
    .executeTakeFirst()
}

export function getAccount(db: Db, id: string) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'loginName', 'passwordHash', 'failedCount', 'lockedUntil'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function setFailures(
  db: Db,
  id: string,
  failedCount: number,
  lockedUntil: Date | null,
): Promise<void> {
  await db.updateTable('account').set({ failedCount, lockedUntil }).where('id', '=', id).execute()
}

/** Counts one more failure in the database, so that parallel guesses all count. */
export async function addFailure(db: Db, id: string): Promise<number> {
  const row = await db
    .updateTable('account')
    .set((eb) => ({ failedCount: eb('failedCount', '+', 1) }))
    .where('id', '=', id)
    .returning('failedCount')
    .executeTakeFirstOrThrow()
  return row.failedCount
}

export async function setPassword(
  db: Db,
  id: string,
  passwordHash: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('account')
    .set({ passwordHash, passwordSetAt: at, failedCount: 0, lockedUntil: null })
    .where('id', '=', id)
    .execute()
}

/** One event in the account's own chain: sign-ins belong to no institution. */
export async function insertAccountEvent(
  db: Db,
  accountId: string,
  action: string,
  at: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const body = canonicalText({ action, accountId, at: at.toISOString(), detail })
  await sql`
    with head as (
      update account set audit_seq = audit_seq + 1, audit_head = sha256(audit_head || convert_to(${body}, 'UTF8'))
      where id = ${accountId} returning audit_seq, audit_head
    )
    insert into account_event (account_id, seq, action, at, body, hash)
    select ${accountId}, audit_seq, ${action}, ${at}, ${body}, audit_head from head`.execute(db)
}

export interface NewSession {
  tokenDigest: Buffer
  accountId: string
  institutionId: string
  staffId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  freshUntil: Date
}

export async function insertSession(db: Db, row: NewSession): Promise<void> {
  await db.insertInto('session').values(row).execute()
}

export async function deleteSession(db: Db, tokenDigest: Buffer): Promise<void> {
  await db.deleteFrom('session').where('tokenDigest', '=', tokenDigest).execute()
}

export async function deleteSessionsOf(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('session').where('accountId', '=', accountId).execute()
}

export async function setSessionFresh(
  db: Db,
  tokenDigest: Buffer,
  freshUntil: Date,
): Promise<void> {
  await db
    .updateTable('session')
    .set({ freshUntil })
    .where('tokenDigest', '=', tokenDigest)
    .execute()
}

export function listInstitutions(db: Db) {
  return db
    .selectFrom('institution')
    .select(['id', 'code', 'name', 'kind', 'currency'])
    .orderBy('code')
    .execute()
}

/** Where an account works in one institution; run inside that institution's transaction. */
export function findPlace(tx: Tx, institutionId: string, accountId: string) {
  return tx
    .selectFrom('staff')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .select(['staff.id as staffId', 'staff.roles', 'staff.status', 'branch.name as branchName'])
    .where('staff.institutionId', '=', institutionId)
    .where('accountId', '=', accountId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}

export async function countAttempts(db: Db, address: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('signInAttempt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('address', '=', address)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertAttempt(db: Db, id: string, address: string, at: Date): Promise<void> {
  await db.insertInto('signInAttempt').values({ id, address, at }).execute()
}

export async function deleteAttemptsBefore(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('signInAttempt').where('at', '<', at).execute()
  await db.deleteFrom('session').where('expiresAt', '<', at).execute()
}

export async function insertPasswordLink(
  db: Db,
  row: { tokenDigest: Buffer; accountId: string; madeBy: string; expiresAt: Date },
): Promise<void> {
  await db.insertInto('passwordLink').values(row).execute()
}

/** Takes a one-time link: the second to try finds nothing. */
export function usePasswordLink(db: Db, tokenDigest: Buffer, at: Date) {
  return db
    .updateTable('passwordLink')
    .set({ usedAt: at })
    .where('tokenDigest', '=', tokenDigest)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('accountId')
    .executeTakeFirst()
}

export async function listAccountChains(db: Db) {
  return db.selectFrom('account').select(['id', 'auditSeq', 'auditHead']).orderBy('id').execute()
}

export function listAccountEvents(db: Db, accountId: string) {
  return db
    .selectFrom('accountEvent')
    .select(['seq', 'action', 'at', 'body', 'hash'])
    .where('accountId', '=', accountId)
    .orderBy('seq')
    .execute()
}

export const digestOf = (token: string) => createHash('sha256').update(token).digest()
