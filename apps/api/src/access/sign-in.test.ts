import { uuidv7 } from '@banyan/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAccount, insertStaff } from '../officers/officers.queries.ts'
import { aBank, type TestBank } from '../testing.ts'
import { digestOf } from './accounts.queries.ts'
import { findSession } from './access.queries.ts'
import { hashPassword, passwordRefusal } from './passwords.ts'
import { signIn, signInAgain, signOut } from './sign-in.ts'
import { verifyAccountChains } from '../audit/verify-accounts.ts'

let bank: TestBank
let hash: string
const password = 'correct horse battery'
let clock = new Date('2026-10-15T02:00:00Z')
const desk = () => ({ db: bank.db, now: () => clock })

beforeAll(async () => {
  bank = await aBank()
  hash = await hashPassword(password)
})
afterAll(() => bank.drop())

async function anAccount(): Promise<string> {
  const accountId = uuidv7()
  const loginName = `someone-${accountId.slice(-12)}`
  const institutionId = bank.institution.id
  await insertAccount(bank.db, {
    id: accountId,
    loginName,
    name: '某人',
    passwordHash: hash,
    createdAt: clock,
  })
  await bank.resources.transact(institutionId, (tx) =>
    insertStaff(tx, {
      institutionId,
      id: uuidv7(),
      accountId,
      number: loginName,
      name: '某人',
      nameSort: 'x',
      branchId: bank.north,
      roles: [],
      isOperator: false,
      createdAt: clock,
    }),
  )
  return loginName
}

const attempt = (loginName: string, given: string, address = loginName) =>
  signIn(desk(), loginName, given, address)

describe('signing in', () => {
  it('opens a session of which only the digest is kept', async () => {
    const outcome = await attempt(await anAccount(), password)

    if (!outcome.ok) throw new Error(outcome.reason)
    expect(await findSession(bank.db, digestOf(outcome.token))).toBeDefined()
    expect(await findSession(bank.db, Buffer.from(outcome.token))).toBeUndefined()
  })

  it('answers the same to a wrong password and an unknown name', async () => {
    const wrong = await attempt(await anAccount(), 'wrong password here')
    const unknown = await attempt('nobody-by-this-name', 'wrong password here')

    expect(wrong).toEqual({ ok: false, reason: 'wrong-login-or-password' })
    expect(unknown).toEqual(wrong)
  })

  it('locks for a quarter of an hour after five failures, also against the right password', async () => {
    const loginName = await anAccount()
    for (let i = 0; i < 5; i++) await attempt(loginName, 'wrong password here', `a${i}`)

    expect(await attempt(loginName, password)).toMatchObject({ ok: false, reason: 'locked' })
    clock = new Date(clock.getTime() + 16 * 60_000)
    expect(await attempt(loginName, password)).toMatchObject({ ok: true })
  })

  it('counts failures that arrive at once', async () => {
    const loginName = await anAccount()

    await Promise.all(Array.from({ length: 8 }, () => attempt(loginName, 'wrong password here')))

    expect(await attempt(loginName, password)).toMatchObject({ ok: false, reason: 'locked' })
  })

  it('slows an address that keeps guessing', async () => {
    for (let i = 0; i < 60; i++) await attempt(`guess-${i}`, 'x', 'one address')

    expect(await attempt('guess-61', 'x', 'one address')).toMatchObject({
      reason: 'too-many-attempts',
    })
  })
})

describe('a session', () => {
  it('is fresh again after the password, and gone after signing out', async () => {
    const outcome = await attempt(await anAccount(), password)
    if (!outcome.ok) throw new Error(outcome.reason)
    const session = await findSession(bank.db, digestOf(outcome.token))
    if (!session) throw new Error('no session')
    clock = new Date(clock.getTime() + 10 * 60_000)

    expect(session.freshUntil < clock).toBe(true)
    expect(await signInAgain(desk(), session, 'wrong password here')).toMatchObject({ ok: false })
    expect(await signInAgain(desk(), session, password)).toMatchObject({ ok: true })
    const fresh = await findSession(bank.db, session.tokenDigest)
    expect(fresh && fresh.freshUntil > clock).toBe(true)

    await signOut(desk(), session)
    expect(await findSession(bank.db, session.tokenDigest)).toBeUndefined()
  })

  it('leaves a chain of events that verifies', async () => {
    const verdict = await verifyAccountChains(bank.db)

    expect(verdict).toMatchObject({ ok: true, firstBad: null })
    expect(verdict.events).toBeGreaterThan(10)
  })
})

describe('a password', () => {
  it.each([
    ['elevenchars', 'password-too-short'],
    ['twelve chars', null],
    ['x'.repeat(129), 'password-too-long'],
    ['anna.wang is my name', 'password-names-the-account'],
    ['password1234', 'password-is-common'],
    ['密码也可以是一句很长的话', null],
  ])('%s → %s', (given, refusal) => {
    expect(passwordRefusal(given, 'anna.wang')).toBe(refusal)
  })
})
