import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'

/** Serves an app on a free port of this machine, for measuring it over real HTTP. */
export function serve(app: Hono): Promise<{ url: string; close: () => Promise<void> }> {
  return new Promise((resolve) => {
    const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => void server.close(() => closed())),
      }),
    )
  })
}
