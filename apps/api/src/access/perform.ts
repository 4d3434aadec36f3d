import { createHash } from 'node:crypto'
import { databaseTrouble, isUuid, type Tx } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { Conflict, Refused } from '@banyan/domain/refused'
import { recordAudit } from '../audit/record-audit.ts'
import type { RequestContext } from '../trpc.ts'
import { Forbidden, SignedOut } from '../trpc-error.ts'
import {
  findWorkplace,
  type IdempotencyRow,
  institutionKeys,
  type Session,
  setIdempotentReply,
  takeIdempotencyKey,
} from './access.queries.ts'
import { hidesPersonNames } from './masking.ts'
import { isProcedure, type Permission, policy, type Procedure, reachOf } from './policy.ts'
import type { StaffContext } from './staff-context.ts'

export type Handler<I, O> = (context: StaffContext, input: I) => Promise<O>

export interface Call<I, O> {
  path: string
  permission: Permission
  fresh: boolean
  writes: boolean
  /** False for replies that must not lie about: the call has no idempotency key, and may act again. */
  keepsReply?: boolean
  input: I
  handler: Handler<I, O>
  isolation?: 'repeatable read'
  plansOnce?: boolean
}

const attempts = 3

/** Carries out one call as decisions 6 says; plain routes use it as well as procedures. */
export async function perform<I, O>(request: RequestContext, call: Call<I, O>): Promise<O> {
  const { session } = request
  if (!session) throw new SignedOut()
  const procedure = declared(call)
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(request, session, procedure, call)
    } catch (error) {
      const mayRetry = databaseTrouble(error) === 'conflict' && attempt < attempts
      if (!mayRetry) {
        await recordRefusal(request, session, call, error)
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * attempt))
    }
  }
}

function declared(call: Pick<Call<unknown, unknown>, 'path' | 'permission'>): Procedure {
  const { path, permission } = call
  if (!isProcedure(path) || policy[path].permission !== permission) {
    throw new Error(`${path} is not declared in the policy as “${permission}”`)
  }
  return path
}

function once<I, O>(
  request: RequestContext,
  session: Session,
  procedure: Procedure,
  call: Call<I, O>,
): Promise<O> {
  const { isolation, plansOnce } = call
  const options = { ...(isolation ? { isolation } : {}), ...(plansOnce ? { plansOnce } : {}) }
  return request.resources.transact(
    session.institutionId,
    async (tx) => {
      const context = await contextOf(request, session, procedure, tx)
      if (call.fresh && session.freshUntil < context.now()) throw new Refused('sign-in-again')
      return call.writes && call.keepsReply !== false
        ? withIdempotency(request, context, call)
        : call.handler(context, call.input)
    },
    options,
  )
}

async function contextOf(
  request: RequestContext,
  session: Session,
  procedure: Procedure,
  tx: Tx,
): Promise<StaffContext> {
  const { resources, requestId } = request
  const workplace = await findWorkplace(tx, session.institutionId, session.staffId)
  if (
    !workplace ||
    workplace.status !== 'active' ||
    workplace.staff.accountId !== session.accountId
  )
    throw new SignedOut()
  const { institution, staff, businessDay, branchIds } = workplace
  const reach = reachOf(procedure, staff.roles)
  if (reach === null) throw new Forbidden()
  return {
    tx,
    institution,
    staff,
    scope: { reach, staffId: staff.id, branchIds },
    masked: policy[procedure].masked,
    hidesNames: hidesPersonNames(staff.roles),
    businessDay: day(businessDay),
    now: resources.now,
    keys: await institutionKeys(tx, resources.keyring, institution.id),
    requestId,
    log: resources.log,
    noteAccess: (customerId, what) =>
      resources.accessLog.note({
        institutionId: institution.id,
        at: resources.now(),
        staffId: staff.id,
        customerId,
        what,
      }),
  }
}

async function withIdempotency<I, O>(
  request: RequestContext,
  context: StaffContext,
  call: Call<I, O>,
): Promise<O> {
  const key = request.idempotencyKey
  if (key === null || !isUuid(key)) throw new Refused('idempotency-key-missing')
  const row: IdempotencyRow = {
    institutionId: context.institution.id,
    staffId: context.staff.id,
    procedure: call.path,
    key,
    requestDigest: createHash('sha256')
      .update(JSON.stringify(call.input ?? null))
      .digest(),
    createdAt: context.now(),
  }
  const earlier = await takeIdempotencyKey(context.tx, row)
  if (earlier) {
    if (!earlier.requestDigest.equals(row.requestDigest))
      throw new Conflict('idempotency-key-reused')
    return JSON.parse(earlier.reply ?? 'null')
  }
  const result = await call.handler(context, call.input)
  await setIdempotentReply(context.tx, row, JSON.stringify(result ?? null))
  return result
}

/** A refusal is kept after the rollback, in a transaction of its own, in the chain of the person refused. */
async function recordRefusal<I, O>(
  request: RequestContext,
  session: Session,
  call: Call<I, O>,
  error: unknown,
): Promise<void> {
  const reason =
    error instanceof Forbidden ? 'forbidden' : error instanceof Refused ? error.reason : null
  if (reason === null || (reason !== 'forbidden' && !call.writes)) return
  const { resources, requestId } = request
  await resources
    .transact(session.institutionId, async (tx) => {
      const workplace = await findWorkplace(tx, session.institutionId, session.staffId)
      if (!workplace) return
      const { institution, staff } = workplace
      const recorder = {
        tx,
        institution,
        staff,
        now: resources.now,
        requestId,
        businessDay: day(workplace.businessDay),
      }
      await recordAudit(recorder, {
        entity: 'staff',
        id: staff.id,
        action: 'refused',
        detail: { procedure: call.path, reason },
      })
    })
    .catch((failure: unknown) =>
      resources.log.error({ err: failure, requestId }, 'refusal not recorded'),
    )
}
