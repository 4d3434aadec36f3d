import { requireStorable } from '@banyan/domain/storable-text'
import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import type { Session } from './access/access.queries.ts'
import { perform, type Handler } from './access/perform.ts'
import type { Permission } from './access/policy.ts'
import type { Resources } from './access/staff-context.ts'
import { toTRPCError, troubleOf } from './trpc-error.ts'

/** What a request brings: who is asking, and under which key. */
export interface RequestContext {
  resources: Resources
  session: Session | null
  requestId: string
  idempotencyKey: string | null
}

interface Meta {
  permission: Permission
  /** Needs the password again, within five minutes. */
  fresh: boolean
}

const t = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      data: {
        code: shape.data.code,
        path: shape.data.path,
        requestId: ctx?.requestId ?? null,
        ...troubleOf(error),
      },
    }),
  })

export const createRouter = t.router
export const createCallerFactory = t.createCallerFactory

/** Before any schema reads it: what no text may hold is refused wherever it stands. */
const storable = t.middleware(async ({ getRawInput, next }) => {
  const raw = await getRawInput()
  try {
    requireStorable(raw)
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'bad-input', cause })
  }
  return next()
})

/** For procedures that are asked nothing. */
export const nothing = z.object({}).optional()

interface Demands {
  fresh?: boolean
  keepsReply?: boolean
  /** One snapshot for the whole call. */
  isolation?: 'repeatable read'
  /** Reads whose way is the same whatever is asked: their plans are kept. */
  plansOnce?: boolean
}

/**
 * The only way to make a procedure. `.read` and `.write` open the transaction of the caller's
 * institution, look up policy and reach, keep the idempotency key and the reply, try again after a
 * conflict, translate errors once, and record refusals.
 */
export function allowedTo(
  permission: Permission,
  { fresh = false, keepsReply = true, isolation, plansOnce = false }: Demands = {},
) {
  const procedure = t.procedure.meta({ permission, fresh }).use(storable)
  return {
    read: <S extends z.ZodType, O>(schema: S, query: Handler<z.output<S>, O>) =>
      procedure.input(schema).query(({ ctx, input, path }) =>
        perform(ctx, {
          path,
          permission,
          fresh,
          writes: false,
          plansOnce,
          input: input as z.output<S>,
          handler: query,
        }).catch(toTRPCError),
      ),
    write: <S extends z.ZodType, O>(schema: S, operation: Handler<z.output<S>, O>) =>
      procedure.input(schema).mutation(({ ctx, input, path }) =>
        perform(ctx, {
          path,
          permission,
          fresh,
          writes: true,
          keepsReply,
          ...(isolation ? { isolation } : {}),
          input: input as z.output<S>,
          handler: operation,
        }).catch(toTRPCError),
      ),
  }
}
