import { type Role, roles } from '@banyan/domain/access/roles'
import { TRPCError } from '@trpc/server'
import type { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStaffRoles } from '../officers/staff.queries.ts'
import { router } from '../router.ts'
import { aBank, caller, type TestBank, type TestStaff } from '../testing.ts'
import { troubleOf } from '../trpc-error.ts'
import { hostileInputs } from './matrix/hostile-values.ts'
import { makePlaces, type Place } from './matrix/places.ts'
import { samples } from './matrix/samples.ts'
import { withoutEffect } from './matrix/without-effect.ts'
import { policy, type Procedure, type Reach } from './policy.ts'
import type { Resources } from './staff-context.ts'

const procedures = Object.keys(router._def.procedures).sort() as Procedure[]
const ownedAtFirst = Reflect.ownKeys(Object.prototype)
const slowest = 2_000
const innards =
  /\n\s+at |node_modules|\.ts:\d|\bselect "|\binsert into|syntax error|violates|invalid byte/i

let bank: TestBank
let someone: TestStaff
let place: Place
let dry: Resources

beforeAll(async () => {
  bank = await aBank()
  someone = await bank.hire('customer-manager')
  place = (await makePlaces(bank, someone)).own
  dry = withoutEffect(bank.resources)
})
afterAll(() => bank.drop())

/** The role that may do it and sees furthest, so that a call is stopped by its input alone. */
function widestRole(procedure: Procedure): Role {
  const widths: (Reach | null)[] = ['institution', 'branch', 'own']
  for (const width of widths) {
    const role = roles.find((one) => policy[procedure].reach[one] === width)
    if (role) return role
  }
  throw new Error(`${procedure} is open to nobody`)
}

function schemaOf(procedure: Procedure): z.core.$ZodType {
  const { _def } = (
    router._def.procedures as unknown as Record<string, { _def: { inputs: z.core.$ZodType[] } }>
  )[procedure] ?? { _def: { inputs: [] } }
  const [schema] = _def.inputs
  if (!schema) throw new Error(`${procedure} has no schema`)
  return schema
}

/** What is wrong with an answer; null: nothing. */
function faultOf(error: unknown): string | null {
  if (!(error instanceof TRPCError)) return `thrown: ${String(error)}`
  const { code, message, cause } = error
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'SERVICE_UNAVAILABLE')
    return `${code} ${String(cause).slice(0, 200)}`
  const told = `${message} ${JSON.stringify(troubleOf(error))}`
  return innards.test(told) ? `shows ${told.slice(0, 200)}` : null
}

async function ask(procedure: Procedure, input: unknown): Promise<string | null> {
  const [area = '', name = ''] = procedure.split('.')
  const areas = caller(dry, someone) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  const started = performance.now()
  try {
    await areas[area]?.[name]?.(input)
  } catch (error) {
    return faultOf(error)
  }
  const ms = performance.now() - started
  return ms > slowest ? `took ${Math.round(ms)} ms` : null
}

/** Where the sample is stopped by a rule, what carries the call past it. */
const further: Partial<Record<Procedure, object>> = {
  'customers.change': { expectedVersion: 1 },
}

async function attack(procedure: Procedure, faults: string[]): Promise<number> {
  const sample = { ...Object(samples[procedure]?.input(place)), ...further[procedure] }
  const inputs = hostileInputs(schemaOf(procedure), sample)
  for (const { told, input } of inputs) {
    const fault = await ask(procedure, input)
    if (fault) faults.push(`${procedure} · ${told}: ${fault}`)
  }
  return inputs.length
}

describe('hostile input', () => {
  it.each(roles.filter((role) => procedures.some((path) => widestRole(path) === role)))(
    'is answered to %s without a failure, a stack or a delay',
    async (role) => {
      await bank.resources.transact(bank.institution.id, (tx) =>
        setStaffRoles(tx, bank.institution.id, someone.staffId, [role]),
      )
      const faults: string[] = []
      let calls = 0
      for (const path of procedures)
        if (widestRole(path) === role) calls += await attack(path, faults)

      expect(faults).toEqual([])
      expect(calls).toBeGreaterThan(100)
    },
    300_000,
  )

  it('leaves the prototype of all objects as it was', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(ownedAtFirst)
    expect('polluted' in {}).toBe(false)
  })
})
