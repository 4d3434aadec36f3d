import { type Role, roles } from '@banyan/domain/access/roles'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStaffRoles } from '../../officers/staff.queries.ts'
import { router } from '../../router.ts'
import { aBank, caller, type TestBank, type TestStaff } from '../../testing.ts'
import { isProcedure, policy, type Procedure, type Reach } from '../policy.ts'
import type { Resources } from '../staff-context.ts'
import { makePlaces, type Place, type Places } from './places.ts'
import type { Sample } from './sample.ts'
import { samples } from './samples.ts'
import { withoutEffect } from './without-effect.ts'

type Where = keyof Places
type Outcome = 'forbidden' | 'hidden' | 'seen'

const wheres: readonly Where[] = ['own', 'other branch', 'other institution']
const procedures = Object.keys(router._def.procedures).sort()

let bank: TestBank
let someone: TestStaff
let places: Places
let dry: Resources

beforeAll(async () => {
  bank = await aBank()
  someone = await bank.hire('customer-manager')
  places = await makePlaces(bank, someone)
  dry = withoutEffect(bank.resources)
})
afterAll(() => bank.drop())

const become = (role: Role) =>
  bank.resources.transact(bank.institution.id, (tx) =>
    setStaffRoles(tx, bank.institution.id, someone.staffId, [role]),
  )

/** Any other answer is a mismatch, told as it came. */
async function ask(procedure: string, sample: Sample, place: Place): Promise<string> {
  const [area = '', name = ''] = procedure.split('.')
  const areas = caller(dry, someone) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  try {
    const answer = await areas[area]?.[name]?.(sample.input(place))
    if (sample.about !== 'list') return 'seen'
    return JSON.stringify(answer).includes(sample.shows?.(place) ?? '') ? 'seen' : 'hidden'
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    if (error.code === 'FORBIDDEN') return 'forbidden'
    if (error.code === 'NOT_FOUND') return 'hidden'
    // A rule that said no has looked at the row, or at what was asked of a row within reach.
    if (error.code === 'PRECONDITION_FAILED' || error.code === 'CONFLICT') return 'seen'
    return `${error.code} ${error.message}`
  }
}

/** What the table promises. Of colleagues, reports and imports there is one set per institution. */
function promised(reach: Reach | null, where: Where, sample: Sample): Outcome {
  if (reach === null) return 'forbidden'
  if (sample.about === 'general' || where === 'own') return 'seen'
  if (where === 'other institution') return 'hidden'
  return reach === 'institution' ? 'seen' : 'hidden'
}

describe('the policy table', () => {
  it('declares every procedure, with the permission it asks for, and nothing besides', () => {
    const declared = Object.keys(policy)
      .filter((path) => !path.includes(' '))
      .sort()

    expect(declared).toEqual(procedures)
    for (const path of procedures) {
      const { meta } =
        (
          router._def.procedures as unknown as Record<
            string,
            { _def: { meta?: { permission: string } } }
          >
        )[path]?._def ?? {}
      expect(policy[path as Procedure].permission, path).toBe(meta?.permission)
    }
  })

  it('has a sample for every procedure, and a cell for every role', () => {
    expect(procedures.filter((path) => !samples[path])).toEqual([])
    for (const row of Object.values(policy))
      expect(Object.keys(row.reach).sort()).toEqual([...roles].sort())
  })
})

describe.each(roles)('as %s', (role) => {
  it('every procedure answers as the table says, for own, other branch and other institution', async () => {
    await become(role)
    const mismatches: string[] = []
    let cells = 0
    for (const path of procedures) {
      const sample = samples[path]
      if (!sample || !isProcedure(path)) throw new Error(`${path} is undeclared`)
      for (const where of wheres) {
        const outcome = await ask(path, sample, places[where])
        const expected = promised(policy[path].reach[role], where, sample)
        cells++
        if (outcome !== expected) mismatches.push(`${path} · ${where}: ${outcome}, not ${expected}`)
      }
    }

    expect(mismatches).toEqual([])
    expect(cells).toBe(procedures.length * wheres.length)
  }, 120_000)
})
