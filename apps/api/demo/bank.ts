import type { Tx } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import type { Day } from '@banyan/domain/calendar'
import { institutionKeys } from '../src/access/access.queries.ts'
import type { Resources, StaffContext } from '../src/access/staff-context.ts'
import { recordAudit } from '../src/audit/record-audit.ts'
import type { FoundedInstitution } from '../src/officers/found-institution.ts'
import { type BusinessTime, instantOn } from './business-time.ts'
import type { InstitutionPlan } from './institution-plans.ts'
import type { Random } from './random.ts'

export interface Branch {
  id: string
  code: string
  name: string
  parentId: string | null
}

export interface StaffMember {
  id: string
  accountId: string
  number: string
  name: string
  login: string
  branch: Branch
  roles: Role[]
}

/** One institution while it is being loaded. */
export interface DemoBank {
  plan: InstitutionPlan
  time: BusinessTime
  random: Random
  resources: Resources
  institution: FoundedInstitution
  branches: Branch[]
  staff: StaffMember[]
  operator: StaffMember
}

/** Everyone who holds the role, in the order of their numbers. */
export function staffWith(bank: DemoBank, role: Role): StaffMember[] {
  return bank.staff.filter(({ roles }) => roles.includes(role))
}

export function oneWith(bank: DemoBank, role: Role): StaffMember {
  const [first] = staffWith(bank, role)
  if (!first) throw new Error(`${bank.plan.code} has no ${role}`)
  return first
}

/** Whether the branch is this one or lies below it. */
export function isWithin(bank: DemoBank, branch: Branch, above: Branch): boolean {
  let place: Branch | undefined = branch
  while (place) {
    if (place.id === above.id) return true
    const parentId: string | null = place.parentId
    place = bank.branches.find(({ id }) => id === parentId)
  }
  return false
}

/** The context in which an operation runs as a member of staff on a past business day. */
export async function contextOn(
  bank: DemoBank,
  tx: Tx,
  { staff, on, minutes = 0 }: { staff: StaffMember; on: Day; minutes?: number },
): Promise<StaffContext> {
  const { institution, resources } = bank
  const { branch, ...person } = staff
  return {
    tx,
    institution,
    staff: { ...person, branchId: branch.id, branchCode: branch.code, branchName: branch.name },
    scope: { reach: 'institution', staffId: staff.id, branchIds: [] },
    masked: [],
    hidesNames: false,
    businessDay: on,
    now: () => instantOn(on, minutes),
    keys: await institutionKeys(tx, resources.keyring, institution.id),
    requestId: 'demo',
    log: resources.log,
    noteAccess: () => undefined,
  }
}

/** Runs as somebody on a business day, so many minutes after nine, in a transaction of its own. */
export function actAs<T>(
  bank: DemoBank,
  staff: StaffMember,
  { on, minutes }: { on: Day; minutes: number },
  run: (context: StaffContext) => Promise<T>,
): Promise<T> {
  return bank.resources.transact(bank.institution.id, async (tx) =>
    run(await contextOn(bank, tx, { staff, on, minutes })),
  )
}

/** One transaction of the institution, with the one audit event that tells of all its rows. */
export async function inBulk<T>(
  bank: DemoBank,
  what: string,
  load: (tx: Tx, context: StaffContext) => Promise<{ rows: number; result: T }>,
): Promise<T> {
  const { institution, resources, operator, time } = bank
  return resources.transact(institution.id, async (tx) => {
    const context = await contextOn(bank, tx, { staff: operator, on: time.open })
    const { rows, result } = await load(tx, context)
    await recordAudit(
      { ...context, now: resources.now },
      { entity: 'institution', id: institution.id, action: 'demo loaded', detail: { what, rows } },
    )
    return result
  })
}

/** A list in pieces small enough for one transaction. */
export function* pieces<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size)
}
