import { requireStorable } from '@banyan/domain/storable-text'
import type { Context, Hono } from 'hono'
import type { RequestContext } from '../trpc.ts'
import { SignedOut, toTRPCError, troubleOf } from '../trpc-error.ts'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { perform } from './perform.ts'
import type { Permission, Procedure } from './policy.ts'
import type { StaffContext } from './staff-context.ts'

export type RequestContextOf = (c: Context) => Promise<RequestContext>

export interface PlainRoute<I> {
  /** As it stands in the policy: `GET /api/documents/:id`. */
  path: Procedure
  permission: Permission
  writes: boolean
  fresh?: boolean
  /** Reads the request before the transaction opens: parameters, the body of an upload. */
  read: (c: Context) => Promise<I>
  handler: (context: StaffContext, input: I) => Promise<Response | Record<string, unknown>>
}

/** For what tRPC does not carry: uploads and downloads, under the same policy table. */
export function plainRoute<I>(app: Hono, contextOf: RequestContextOf, route: PlainRoute<I>): void {
  const [method = 'GET', pattern = '/'] = route.path.split(' ')
  app.on(method, pattern, async (c) => {
    const request = await contextOf(c)
    try {
      if (!request.session) throw new SignedOut()
      const { permission, writes, fresh = false, path } = route
      const input = await readRequest(c, route)
      let response: Response | null = null
      const result = await perform(request, {
        path,
        permission,
        fresh,
        writes,
        input,
        handler: async (context, given) => {
          const answer = await route.handler(context, given)
          if (answer instanceof Response) {
            response = answer
            return null
          }
          return answer
        },
      })
      return response ?? c.json(result)
    } catch (error) {
      return failureResponse(c, error, request.requestId)
    }
  })
}

/** The fields and files of a form; a body that is none is bad input. */
export async function readForm(c: Context): Promise<Record<string, string | File | undefined>> {
  try {
    return await c.req.parseBody<Record<string, string | File>>()
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'bad-input', cause })
  }
}

async function readRequest<I>(c: Context, { read }: PlainRoute<I>): Promise<I> {
  try {
    const input = await read(c)
    requireStorable(input)
    return input
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'bad-input', cause: error })
  }
}

/** The same error body as a procedure gives, with the status it would have. */
export function failureResponse(c: Context, thrown: unknown, requestId: string): Response {
  try {
    return toTRPCError(thrown)
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const status = getHTTPStatusCodeFromError(error)
    const { code } = error
    return Response.json({ code, requestId, ...troubleOf(error) }, { status })
  }
}
