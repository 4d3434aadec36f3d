import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'

export interface PageFolders {
  portal: string
  analytics: string
}

function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}

export function setSafeHeaders(c: Context, isSecure: boolean): void {
  c.header('x-content-type-options', 'nosniff')
  c.header('x-frame-options', 'DENY')
  c.header('referrer-policy', 'no-referrer')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  if (!c.res.headers.has('content-security-policy')) {
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  }
  if (isSecure) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/** The page of an app, with a nonce of its own for the styles the kit adds. */
function page(c: Context, folder: string): Response {
  const file = path.join(folder, 'index.html')
  if (!existsSync(file)) return c.text('This page has not been built: npm run build', 503)
  const nonce = randomBytes(16).toString('base64')
  c.header('content-security-policy', policyFor(nonce))
  c.header('cache-control', 'no-store')
  return c.html(readFileSync(file, 'utf8').replaceAll('__CSP_NONCE__', nonce))
}

const immutable = 'public, max-age=31536000, immutable'

/** Both apps on one origin: the portal at `/`, analytics at `/analytics/`. */
export function servePages(app: Hono, { portal, analytics }: PageFolders): void {
  const assets = (prefix: string, folder: string) =>
    serveStatic({
      root: folder,
      rewriteRequestPath: (url) => url.slice(prefix.length),
      onFound: (_, c) => c.header('cache-control', immutable),
    })
  app.use('/analytics/assets/*', assets('/analytics', analytics))
  app.use('/assets/*', assets('', portal))
  app.get('/favicon.svg', serveStatic({ root: portal }))
  app.get('/analytics', (c) => c.redirect('/analytics/'))
  app.get('/analytics/*', (c) => page(c, analytics))
  app.get('*', (c) => page(c, portal))
}
