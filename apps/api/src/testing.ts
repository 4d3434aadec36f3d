import { randomBytes, randomUUID } from 'node:crypto'
import { connect, connectPool, type Db, inInstitution, uuidv7 } from '@banyan/database'
import { testDatabase } from '@banyan/database/testing'
import type { Role } from '@banyan/domain/access/roles'
import { type Day, day } from '@banyan/domain/calendar'
import pino from 'pino'
import { institutionKeys, type Session } from './access/access.queries.ts'
import { Keyring } from './access/keys.ts'
import type { Reach } from './access/policy.ts'
import type { Resources, StaffContext } from './access/staff-context.ts'
import { AccessLog } from './audit/access-log.ts'
import { transactor } from './groups/tree/keep-rows.ts'
import {
  type FoundedInstitution,
  foundInstitution,
  type NewInstitution,
} from './officers/found-institution.ts'
import { insertAccount, insertBranch, insertStaff } from './officers/officers.queries.ts'
import { router } from './router.ts'
import { createCallerFactory, type RequestContext } from './trpc.ts'

export interface TestStaff {
  staffId: string
  accountId: string
  institution: FoundedInstitution
  branchId: string
  roles: Role[]
  name: string
}

interface Hire {
  institution?: FoundedInstitution
  branchId?: string
  name?: string
}

const createCaller = createCallerFactory(router)
const testNow = new Date('2026-10-15T02:00:00Z')

/** A private database with one city bank in it: head office, and two branches below. */
export async function aBank(overrides: Partial<NewInstitution> = {}) {
  const database = await testDatabase()
  const pool = connectPool(database.appUrl, { maximum: 16 })
  const db = connect(pool)
  const keyring = new Keyring(randomBytes(32))
  const log = pino({ level: 'silent' })
  const resources: Resources = {
    db,
    keyring,
    now: () => testNow,
    log,
    accessLog: new AccessLog(db, log),
    transact: transactor(db),
  }
  const institution = await anInstitution(resources, overrides)
  const north = await aBranch(db, institution, '北城支行', 'N01')
  const south = await aBranch(db, institution, '南城支行', 'S01')
  return {
    ...database,
    db,
    resources,
    institution,
    north,
    south,
    hire: (role: Role | Role[], hire: Hire = {}) =>
      aStaffMember(db, role, { institution, branchId: north, ...hire }),
    as: (staff: TestStaff, at?: Partial<RequestContext>) => caller(resources, staff, at),
    inside: <T>(
      staff: TestStaff,
      run: (context: StaffContext) => Promise<T>,
      reach: Reach = 'institution',
    ) => inside(resources, staff, run, reach),
    drop: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

export type TestBank = Awaited<ReturnType<typeof aBank>>

export function anInstitution(
  { db, keyring, now }: Resources,
  overrides: Partial<NewInstitution> = {},
): Promise<FoundedInstitution> {
  return foundInstitution(
    db,
    keyring,
    {
      code: 'riverside',
      name: '河畔银行',
      kind: 'city-bank',
      businessDay: day('2026-10-15'),
      headOffice: { code: 'H00', name: '总行' },
      ...overrides,
    },
    now(),
  )
}

export async function aBranch(
  db: Db,
  institution: FoundedInstitution,
  name: string,
  code: string,
): Promise<string> {
  const id = uuidv7()
  const row = {
    institutionId: institution.id,
    id,
    code,
    name,
    parentId: institution.headOfficeId,
    createdAt: testNow,
  }
  await inInstitution(db, institution.id, (tx) => insertBranch(tx, row))
  return id
}

let hired = 0

async function aStaffMember(
  db: Db,
  role: Role | Role[],
  hire: Required<Pick<Hire, 'institution' | 'branchId'>> & Hire,
): Promise<TestStaff> {
  const { institution, branchId, name = `员工${++hired}` } = hire
  const [staffId, accountId] = [uuidv7(), uuidv7()]
  const held = [role].flat()
  await insertAccount(db, {
    id: accountId,
    loginName: `staff-${accountId.slice(-12)}`,
    name,
    passwordHash: null,
    createdAt: testNow,
  })
  await inInstitution(db, institution.id, (tx) =>
    insertStaff(tx, {
      institutionId: institution.id,
      id: staffId,
      accountId,
      number: `S${staffId.slice(-10)}`,
      name,
      nameSort: name,
      branchId,
      roles: held,
      isOperator: false,
      createdAt: testNow,
    }),
  )
  return { staffId, accountId, institution, branchId, roles: held, name }
}

/** A session that has just been opened, without the password step. */
export function sessionFor(staff: TestStaff, at: Date = testNow): Session {
  const later = new Date(at.getTime() + 5 * 60_000)
  return {
    tokenDigest: Buffer.alloc(32),
    accountId: staff.accountId,
    institutionId: staff.institution.id,
    staffId: staff.staffId,
    lastSeenAt: at,
    expiresAt: later,
    freshUntil: later,
  }
}

/** The router as this member of staff calls it; every call is a new intent unless a key is given. */
export function caller(resources: Resources, staff: TestStaff, at: Partial<RequestContext> = {}) {
  const request: RequestContext = {
    resources,
    session: sessionFor(staff, resources.now()),
    requestId: 'test',
    get idempotencyKey() {
      return randomUUID()
    },
  }
  if ('idempotencyKey' in at)
    Object.defineProperty(request, 'idempotencyKey', { value: at.idempotencyKey })
  return createCaller(Object.defineProperties(request, Object.getOwnPropertyDescriptors(at)))
}

/** Runs an operation or query with a context of its own, outside the router. */
export function inside<T>(
  resources: Resources,
  staff: TestStaff,
  run: (context: StaffContext) => Promise<T>,
  reach: Reach,
  businessDay: Day = day('2026-10-15'),
): Promise<T> {
  const { institution, branchId, staffId, accountId, roles, name } = staff
  return resources.transact(institution.id, async (tx) =>
    run({
      tx,
      institution,
      staff: {
        id: staffId,
        accountId,
        number: 'S',
        name,
        branchId,
        branchCode: '',
        branchName: '',
        roles,
      },
      scope: { reach, staffId, branchIds: [branchId] },
      masked: [],
      hidesNames: false,
      businessDay,
      now: resources.now,
      keys: await institutionKeys(tx, resources.keyring, institution.id),
      requestId: 'test',
      log: resources.log,
      noteAccess: () => undefined,
    }),
  )
}
