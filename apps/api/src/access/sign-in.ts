import { randomBytes } from 'node:crypto'
import { type Db, inInstitution, uuidv7 } from '@banyan/database'
import type { Session } from './access.queries.ts'
import {
  addFailure,
  countAttempts,
  deleteAttemptsBefore,
  deleteSession,
  deleteSessionsOf,
  digestOf,
  findAccount,
  findPlace,
  getAccount,
  insertAccountEvent,
  insertAttempt,
  insertSession,
  listInstitutions,
  setFailures,
  setPassword,
  setSessionFresh,
  usePasswordLink,
} from './accounts.queries.ts'
import {
  hashPassword,
  passwordMatches,
  type PasswordRefusal,
  passwordRefusal,
} from './passwords.ts'

const minute = 60_000
export const idleMinutes = 30
const absoluteHours = 12
const freshMinutes = 5
const failuresBeforeLock = 5
const lockMinutes = 15
const attemptsPerAddress = 60

export interface Desk {
  db: Db
  now: () => Date
}

export type SignInOutcome =
  | { ok: true; token: string; expiresAt: Date }
  | { ok: false; reason: 'wrong-login-or-password' | 'no-place' }
  | { ok: false; reason: 'locked' | 'too-many-attempts'; retryAfterSeconds: number }

const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * minute)
const secondsUntil = (at: Date, now: Date) =>
  Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))

async function tooMany(desk: Desk, address: string, at: Date): Promise<boolean> {
  await deleteAttemptsBefore(desk.db, after(at, -15))
  const count = await countAttempts(desk.db, address, after(at, -10))
  return count >= attemptsPerAddress
}

/** Wrong password, unknown name, disabled account: one answer, in the same time. */
export async function signIn(
  desk: Desk,
  loginName: string,
  password: string,
  address: string,
): Promise<SignInOutcome> {
  const at = desk.now()
  if (await tooMany(desk, address, at))
    return { ok: false, reason: 'too-many-attempts', retryAfterSeconds: 600 }
  const account = await findAccount(desk.db, loginName.trim().toLowerCase())
  if (account?.lockedUntil && account.lockedUntil > at) {
    await passwordMatches(null, password)
    return { ok: false, reason: 'locked', retryAfterSeconds: secondsUntil(account.lockedUntil, at) }
  }
  const matches = await passwordMatches(account?.passwordHash ?? null, password)
  if (!account || !matches || account.disabledAt) {
    await insertAttempt(desk.db, uuidv7(), address, at)
    if (account) await noteFailure(desk, account.id, at)
    return { ok: false, reason: 'wrong-login-or-password' }
  }
  return openSession(desk, account.id, at)
}

async function noteFailure(desk: Desk, accountId: string, at: Date): Promise<void> {
  const failures = await addFailure(desk.db, accountId)
  const locks = failures >= failuresBeforeLock
  if (locks) await setFailures(desk.db, accountId, 0, after(at, lockMinutes))
  await insertAccountEvent(desk.db, accountId, locks ? 'locked' : 'sign-in failed', at)
}

export interface Place {
  institutionId: string
  institutionName: string
  staffId: string
  branchName: string
}

/** Every institution in which this account is active staff. */
export async function placesOf(db: Db, accountId: string): Promise<Place[]> {
  const places: Place[] = []
  for (const { id, name } of await listInstitutions(db)) {
    const place = await inInstitution(db, id, (tx) => findPlace(tx, id, accountId), {
      readOnly: true,
    })
    if (place)
      places.push({
        institutionId: id,
        institutionName: name,
        staffId: place.staffId,
        branchName: place.branchName,
      })
  }
  return places
}

async function openSession(desk: Desk, accountId: string, at: Date): Promise<SignInOutcome> {
  const [place] = await placesOf(desk.db, accountId)
  if (!place) return { ok: false, reason: 'no-place' }
  await setFailures(desk.db, accountId, 0, null)
  const opened = await newSession(desk, accountId, place, at)
  await insertAccountEvent(desk.db, accountId, 'signed in', at)
  return { ok: true, ...opened }
}

async function newSession(desk: Desk, accountId: string, place: Place, at: Date) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = after(at, absoluteHours * 60)
  const { institutionId, staffId } = place
  await insertSession(desk.db, {
    tokenDigest: digestOf(token),
    accountId,
    institutionId,
    staffId,
    createdAt: at,
    lastSeenAt: at,
    expiresAt,
    freshUntil: after(at, freshMinutes),
  })
  return { token, expiresAt }
}

export async function signOut(desk: Desk, session: Session): Promise<void> {
  await deleteSession(desk.db, session.tokenDigest)
  await insertAccountEvent(desk.db, session.accountId, 'signed out', desk.now())
}

/** The password again, before a grave act. Failures count towards the lock as at sign-in. */
export async function signInAgain(
  desk: Desk,
  session: Session,
  password: string,
): Promise<SignInOutcome> {
  const at = desk.now()
  const account = await getAccount(desk.db, session.accountId)
  if (account.lockedUntil && account.lockedUntil > at) {
    return { ok: false, reason: 'locked', retryAfterSeconds: secondsUntil(account.lockedUntil, at) }
  }
  if (!(await passwordMatches(account.passwordHash, password))) {
    await noteFailure(desk, account.id, at)
    return { ok: false, reason: 'wrong-login-or-password' }
  }
  await setFailures(desk.db, account.id, 0, null)
  await setSessionFresh(desk.db, session.tokenDigest, after(at, freshMinutes))
  await insertAccountEvent(desk.db, account.id, 'signed in again', at)
  return { ok: true, token: '', expiresAt: session.expiresAt }
}

/** Moves to another institution of the same account: a new session, the old one ends. */
export async function switchPlace(
  desk: Desk,
  session: Session,
  staffId: string,
): Promise<SignInOutcome> {
  const places = await placesOf(desk.db, session.accountId)
  const place = places.find((candidate) => candidate.staffId === staffId)
  if (!place) return { ok: false, reason: 'no-place' }
  const at = desk.now()
  await deleteSession(desk.db, session.tokenDigest)
  const opened = await newSession(desk, session.accountId, place, at)
  await insertAccountEvent(desk.db, session.accountId, 'changed place', at, {
    institutionId: place.institutionId,
  })
  return { ok: true, ...opened }
}

/** Sets a password through a one-time link; every session of the account ends. */
export async function setPasswordByLink(
  desk: Desk,
  token: string,
  password: string,
): Promise<PasswordRefusal | 'link-not-valid' | null> {
  const at = desk.now()
  return desk.db
    .transaction()
    .execute(async (tx) => {
      const link = await usePasswordLink(tx, digestOf(token), at)
      if (!link) return 'link-not-valid'
      const account = await getAccount(tx, link.accountId)
      const refusal = passwordRefusal(password, account.loginName)
      if (refusal) throw new PasswordNotTaken(refusal)
      await setPassword(tx, link.accountId, await hashPassword(password), at)
      await deleteSessionsOf(tx, link.accountId)
      await insertAccountEvent(tx, link.accountId, 'set a password', at)
      return null
    })
    .catch((error: unknown) => {
      if (error instanceof PasswordNotTaken) return error.refusal
      throw error
    })
}

/** Rolls the use of the link back, so that it can be tried again with a better password. */
class PasswordNotTaken extends Error {
  override readonly name = 'PasswordNotTaken'
  readonly refusal: PasswordRefusal

  constructor(refusal: PasswordRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}
