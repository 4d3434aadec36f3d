import { randomBytes } from 'node:crypto'
import type { Db } from '@banyan/database'
import { digestOf, insertPasswordLink } from './accounts.queries.ts'

const hoursValid = 24

export interface PasswordLink {
  /** Path of the page, with the token; it works once. */
  path: string
  expiresAt: Date
}

/** Nobody sets another's password: they get a link with which that person sets it. */
export async function makePasswordLink(
  db: Db,
  accountId: string,
  madeBy: string,
  at: Date,
): Promise<PasswordLink> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(at.getTime() + hoursValid * 3_600_000)
  await insertPasswordLink(db, { tokenDigest: digestOf(token), accountId, madeBy, expiresAt })
  return { path: `/set-password#${token}`, expiresAt }
}
