import { randomUUID } from 'node:crypto'
import { trpcServer } from '@hono/trpc-server'
import { databaseTrouble } from '@banyan/database'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { accessRoutes, type AccessSettings, sessionOf } from './access/access-routes.ts'
import { failureResponse } from './access/plain-route.ts'
import type { Resources } from './access/staff-context.ts'
import { isReady } from './ready.queries.ts'
import { type PageFolders, servePages, setSafeHeaders } from './pages.ts'
import { plainRoutes } from './plain-routes.ts'
import { router } from './router.ts'
import type { RequestContext } from './trpc.ts'

export interface ServerOptions {
  resources: Resources
  access: AccessSettings
  pages: PageFolders | null
}

const megabyte = 1024 * 1024
const uploadLimit = 64 * megabyte
const uploadPaths = ['/api/documents', '/api/imports']
const batchLimit = 10

/** Cross-site requests cannot set this header, nor send a foreign origin past this check. */
function isForeign(c: Context): boolean {
  if (c.req.header('x-banyan') !== '1') return true
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const origin = c.req.header('origin')
  if (origin === undefined) return false
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host')
}

type RequestIdOf = (c: Context) => string

/** Gives each request an id that its answer, its log line and its audit events share. */
function followRequests(app: Hono, { resources, access }: ServerOptions): RequestIdOf {
  const { log } = resources
  const requestIds = new WeakMap<Context, string>()
  const requestIdOf = (c: Context) => requestIds.get(c) ?? 'none'
  app.use(async (c, next) => {
    const requestId = randomUUID()
    requestIds.set(c, requestId)
    const started = performance.now()
    await next()
    c.header('x-request-id', requestId)
    setSafeHeaders(c, access.isSecure)
    if (!c.req.path.startsWith('/api/')) return
    c.header('cache-control', 'no-store')
    const ms = Math.round(performance.now() - started)
    const { method, path } = c.req
    log.info({ requestId, method, path, status: c.res.status, ms }, 'request')
  })
  app.onError((error, c) => {
    log.error({ err: error, requestId: requestIdOf(c) }, 'request failed')
    return failureResponse(c, error, requestIdOf(c))
  })
  return requestIdOf
}

/** healthz: this process answers. readyz: the database answers as well. */
function tellHealth(app: Hono, { db, log }: Resources): void {
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const ready = await isReady(db).catch((error: unknown) => {
      log.warn({ trouble: databaseTrouble(error) }, 'not ready')
      return false
    })
    return c.json({ ok: ready }, ready ? 200 : 503)
  })
}

/** What comes from elsewhere, or is too large, is answered before anything reads it. */
function guardRequests(app: Hono): void {
  app.use('/api/*', async (c, next) => {
    if (!['GET', 'HEAD'].includes(c.req.method) && isForeign(c)) {
      return c.json({ reason: 'foreign-request' }, 403)
    }
    const isUpload = uploadPaths.includes(c.req.path)
    const limit = bodyLimit({
      maxSize: isUpload ? uploadLimit : megabyte,
      onError: (tooLarge) => tooLarge.json({ reason: 'too-large' }, 413),
    })
    return limit(c, next)
  })
  app.use('/api/trpc/*', async (c, next) => {
    const calls = c.req.path.split(/,|%2c/i).length
    return calls > batchLimit ? c.json({ reason: 'batch-too-large' }, 413) : next()
  })
}

/** The whole HTTP surface; given its resources, so that a test can make one. */
export function createServer(options: ServerOptions): Hono {
  const { resources, access, pages } = options
  const app = new Hono()
  const requestIdOf = followRequests(app, options)
  tellHealth(app, resources)
  guardRequests(app)
  const contextOf = async (c: Context): Promise<RequestContext> => ({
    resources,
    session: await sessionOf(c, access),
    requestId: requestIdOf(c),
    idempotencyKey: c.req.header('idempotency-key') ?? null,
  })
  app.route('/api', accessRoutes(access))
  app.use(
    '/api/trpc/*',
    trpcServer({
      router,
      endpoint: '/api/trpc',
      createContext: async (_, c) => ({ ...(await contextOf(c)) }),
      onError: ({ error, path }) => {
        if (error.code !== 'INTERNAL_SERVER_ERROR') return
        resources.log.error({ err: error.cause ?? error, path }, 'procedure failed')
      },
    }),
  )
  plainRoutes(app, contextOf)
  app.all('/api/*', (c) => c.json({ reason: 'not-found' }, 404))
  if (pages) servePages(app, pages)
  return app
}
