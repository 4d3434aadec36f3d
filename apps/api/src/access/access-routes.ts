import { inInstitution } from '@banyan/database'
import { dayInBeijing } from '@banyan/domain/calendar'
import { unstorableAt } from '@banyan/domain/storable-text'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { DemoLogin } from '../demo-logins.ts'
import { findSession, findWorkplace, type Session, touchSession } from './access.queries.ts'
import { digestOf, getAccount } from './accounts.queries.ts'
import { permissionsOf } from './policy.ts'
import {
  type Desk,
  idleMinutes,
  placesOf,
  setPasswordByLink,
  type SignInOutcome,
  signIn,
  signInAgain,
  signOut,
  switchPlace,
} from './sign-in.ts'

export interface AccessSettings extends Desk {
  /** `__Host-` cookies wherever the address is https, a plain name on loopback http. */
  isSecure: boolean
  demoLogins: () => DemoLogin[]
  isDemo: boolean
}

const cookieName = (settings: AccessSettings) => (settings.isSecure ? '__Host-banyan' : 'banyan')

function keepCookie(c: Context, settings: AccessSettings, token: string, expires: Date): void {
  setCookie(c, cookieName(settings), token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: settings.isSecure,
    expires,
  })
}

/** The live session behind a request's cookie: within its idle and absolute time. */
export async function sessionOf(c: Context, settings: AccessSettings): Promise<Session | null> {
  const token = getCookie(c, cookieName(settings))
  if (!token) return null
  const session = await findSession(settings.db, digestOf(token))
  const now = settings.now()
  if (!session || session.expiresAt <= now) return null
  const idle = now.getTime() - session.lastSeenAt.getTime()
  if (idle > idleMinutes * 60_000) return null
  if (idle > 60_000) await touchSession(settings.db, session.tokenDigest, now)
  return session
}

const SignIn = z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(512) })
const Password = z.object({ password: z.string().min(1).max(512) })
const Place = z.object({ staffId: z.uuid() })
const NewPassword = z.object({ token: z.string().min(20).max(100), password: z.string().max(512) })

async function body<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S> | null> {
  const given: unknown = await c.req.json().catch(() => null)
  const parsed = schema.safeParse(given)
  return parsed.success && unstorableAt(given) === null ? parsed.data : null
}

function refused(c: Context, outcome: Exclude<SignInOutcome, { ok: true }>): Response {
  if ('retryAfterSeconds' in outcome) {
    c.header('retry-after', String(outcome.retryAfterSeconds))
    return c.json(outcome, outcome.reason === 'locked' ? 423 : 429)
  }
  return c.json(outcome, 401)
}

const address = (c: Context) =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress ?? 'local'

/** What the screens need to know of who is signed in. */
async function describe(settings: AccessSettings, session: Session) {
  const { db } = settings
  const workplace = await inInstitution(
    db,
    session.institutionId,
    (tx) => findWorkplace(tx, session.institutionId, session.staffId),
    { readOnly: true },
  )
  if (!workplace || workplace.status !== 'active') return null
  const { staff, institution, businessDay } = workplace
  const account = await getAccount(db, session.accountId)
  const places = await placesOf(db, session.accountId)
  return {
    account: { id: session.accountId, loginName: account.loginName, name: account.name },
    staff: {
      id: staff.id,
      number: staff.number,
      name: staff.name,
      roles: staff.roles,
      branch: { id: staff.branchId, code: staff.branchCode, name: staff.branchName },
    },
    institution: {
      id: institution.id,
      code: institution.code,
      name: institution.name,
      kind: institution.kind,
    },
    places: places.map(({ staffId, institutionName, branchName }) => ({
      staffId,
      institutionName,
      branchName,
    })),
    permissions: permissionsOf(staff.roles),
    businessDay,
    today: dayInBeijing(settings.now()),
    demo: settings.isDemo,
  }
}

/** Signing in and out: the only routes that stand before the policy. */
export function accessRoutes(settings: AccessSettings): Hono {
  const app = new Hono()
  app.post('/sign-in', async (c) => {
    const input = await body(c, SignIn)
    if (!input) return c.json({ ok: false, reason: 'bad-input' }, 400)
    const outcome = await signIn(settings, input.login, input.password, address(c))
    if (!outcome.ok) return refused(c, outcome)
    keepCookie(c, settings, outcome.token, outcome.expiresAt)
    return c.json({ ok: true })
  })
  app.post('/sign-out', async (c) => {
    const session = await sessionOf(c, settings)
    if (session) await signOut(settings, session)
    deleteCookie(c, cookieName(settings), { path: '/', secure: settings.isSecure })
    return c.json({ ok: true })
  })
  app.post('/fresh-sign-in', async (c) => {
    const session = await sessionOf(c, settings)
    const input = await body(c, Password)
    if (!session) return c.json({ ok: false, reason: 'signed-out' }, 401)
    if (!input) return c.json({ ok: false, reason: 'bad-input' }, 400)
    const outcome = await signInAgain(settings, session, input.password)
    return outcome.ok ? c.json({ ok: true }) : refused(c, outcome)
  })
  app.post('/session/place', async (c) => {
    const session = await sessionOf(c, settings)
    const input = await body(c, Place)
    if (!session) return c.json({ ok: false, reason: 'signed-out' }, 401)
    if (!input) return c.json({ ok: false, reason: 'bad-input' }, 400)
    const outcome = await switchPlace(settings, session, input.staffId)
    if (!outcome.ok) return refused(c, outcome)
    keepCookie(c, settings, outcome.token, outcome.expiresAt)
    return c.json({ ok: true })
  })
  app.post('/set-password', async (c) => {
    const input = await body(c, NewPassword)
    if (!input) return c.json({ ok: false, reason: 'bad-input' }, 400)
    const refusal = await setPasswordByLink(settings, input.token, input.password)
    return refusal ? c.json({ ok: false, reason: refusal }, 422) : c.json({ ok: true })
  })
  app.get('/session', async (c) => {
    const session = await sessionOf(c, settings)
    const described = session && (await describe(settings, session))
    return described ? c.json(described) : c.json({ reason: 'signed-out' }, 401)
  })
  app.get('/demo-logins', (c) => c.json(settings.isDemo ? settings.demoLogins() : []))
  return app
}
