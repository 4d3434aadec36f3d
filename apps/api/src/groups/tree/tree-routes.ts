import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Hono } from 'hono'
import { z } from 'zod'
import { plainRoute, type RequestContextOf } from '../../access/plain-route.ts'
import { groupIdOf } from '../read-tree.ts'
import { readEncodedTree } from './encoded-tree.ts'

const TreeRequest = z.strictObject({
  /** A group's id, its number, or that of one of its customers. */
  of: z.string().min(1).max(40),
  /** The tags of answers that the caller still has. */
  known: z.string(),
  takesGzip: z.boolean(),
})

/** Smaller answers are sent as they are. */
const worthPacking = 64 * 2 ** 10

/** A whole tree in the columns of `decodeTree`. */
export function treeRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'GET /api/groups/:id/tree',
    permission: 'see groups',
    writes: false,
    read: async (c) =>
      TreeRequest.parse({
        of: c.req.param('id'),
        known: c.req.header('if-none-match') ?? '',
        takesGzip: /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''),
      }),
    handler: async (context, { of, known, takesGzip }) => {
      const isId = z.uuid().safeParse(of).success
      const groupId = isId ? of : await groupIdOf(context, { number: of })
      const { tag, bytes } = await readEncodedTree(context, groupId)
      const headers = {
        etag: `W/"${tag}"`,
        'cache-control': 'private, no-cache',
        vary: 'Accept-Encoding, Cookie',
        'content-type': 'application/octet-stream',
      }
      if (known.includes(`"${tag}"`)) return new Response(null, { status: 304, headers })
      const body = await bytes()
      if (!takesGzip || body.length < worthPacking) return new Response(body, { headers })
      const packed = await promisify(gzip)(body, { level: 1 })
      return new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } })
    },
  })
}
