import { type Role, roles } from '@banyan/domain/access/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStaffRoles } from '../../officers/staff.queries.ts'
import { createServer } from '../../server.ts'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../../testing.ts'
import { digestOf, insertSession } from '../accounts.queries.ts'
import { policy, type Procedure } from '../policy.ts'
import { makePlaces, picture, type Place, type Places } from './places.ts'

type Where = keyof Places
type Outcome = 'forbidden' | 'hidden' | 'seen'

const token = 'a session that only this test knows'
const plainRoutes = Object.keys(policy)
  .filter((path) => path.includes(' '))
  .sort() as Procedure[]

let bank: TestBank
let someone: TestStaff
let places: Places
let server: ReturnType<typeof createServer>

beforeAll(async () => {
  bank = await aBank()
  someone = await bank.hire('customer-manager')
  places = await makePlaces(bank, someone)
  const { accountId, institutionId, staffId, lastSeenAt, expiresAt, freshUntil } =
    sessionFor(someone)
  await insertSession(bank.db, {
    tokenDigest: digestOf(token),
    accountId,
    institutionId,
    staffId,
    createdAt: lastSeenAt,
    lastSeenAt,
    expiresAt,
    freshUntil,
  })
  server = createServer({
    resources: bank.resources,
    access: {
      db: bank.db,
      now: bank.resources.now,
      isSecure: false,
      isDemo: false,
      demoLogins: () => [],
    },
    pages: null,
  })
})
afterAll(() => bank.drop())

const headers = () => ({
  cookie: `banyan=${token}`,
  'x-banyan': '1',
  'idempotency-key': crypto.randomUUID(),
})

function upload(
  fields: Record<string, string>,
  content: string | Buffer<ArrayBuffer>,
  name: string,
): RequestInit {
  const body = new FormData()
  for (const [field, value] of Object.entries(fields)) body.set(field, value)
  body.set('file', new File([content], name))
  return { method: 'POST', body, headers: headers() }
}

/** How each route is asked about a place; null: it concerns no single place. */
const requests: Record<
  string,
  (place: Place) => { url: string; init: RequestInit; isGeneral?: true }
> = {
  'GET /api/documents/:id': ({ documentId }) => ({
    url: `/api/documents/${documentId}`,
    init: { headers: headers() },
  }),
  'POST /api/documents': ({ customerId }) => ({
    url: '/api/documents',
    init: upload({ customerId, kind: 'other' }, picture, 'a.png'),
  }),
  'GET /api/groups/:id/tree': ({ groupId }) => ({
    url: `/api/groups/${groupId}/tree`,
    init: { headers: headers() },
  }),
  'POST /api/imports': () => ({
    url: '/api/imports',
    init: upload({ kind: 'customers' }, 'external_id,kind,name\n1,company,甲\n', 'a.csv'),
    isGeneral: true,
  }),
  'GET /api/imports/:id/problems': ({ importId }) => ({
    url: `/api/imports/${importId}/problems`,
    init: { headers: headers() },
  }),
  'GET /api/reports/:id/file/:format': ({ reportId }) => ({
    url: `/api/reports/${reportId}/file/csv`,
    init: { headers: headers() },
  }),
  'GET /api/exposure/largest': () => ({
    url: '/api/exposure/largest?kind=group&format=csv',
    init: { headers: headers() },
    isGeneral: true,
  }),
  'GET /api/ledger/journal/:format': () => ({
    url: '/api/ledger/journal/csv?from=2026-10-01&to=2026-10-14',
    init: { headers: headers() },
    isGeneral: true,
  }),
  'GET /api/ledger/trial-balance/:format': () => ({
    url: '/api/ledger/trial-balance/xlsx?on=2026-10-14',
    init: { headers: headers() },
    isGeneral: true,
  }),
  'GET /api/loans/:id/statement/:format': ({ loanId }) => ({
    url: `/api/loans/${loanId}/statement/csv`,
    init: { headers: headers() },
  }),
  'GET /api/customers/:id/statement/:format': ({ customerId }) => ({
    url: `/api/customers/${customerId}/statement/xlsx`,
    init: { headers: headers() },
  }),
  'GET /api/debits/:id/file': ({ debitFileId }) => ({
    url: `/api/debits/${debitFileId}/file`,
    init: { headers: headers() },
  }),
  'POST /api/debits/:id/result': ({ debitFileId }) => ({
    url: `/api/debits/${debitFileId}/result`,
    init: upload({}, 'line,outcome,amount,reason\n1,failed,,余额不足\n', 'result.csv'),
  }),
  'POST /api/bank-statements': () => ({
    url: '/api/bank-statements',
    init: upload(
      {},
      'account,reference,booked_on,amount,payer,memo\n6222,R1,2026-10-14,1.00,甲,\n',
      'day.csv',
    ),
    isGeneral: true,
  }),
  'GET /api/reports/operations': () => ({
    url: '/api/reports/operations?from=2026-10-01&to=2026-10-14',
    init: { headers: headers() },
    isGeneral: true,
  }),
}

function outcomeOf(status: number): Outcome | string {
  if (status === 403) return 'forbidden'
  if (status === 404) return 'hidden'
  return status === 200 || status === 412 ? 'seen' : `status ${status}`
}

const become = (role: Role) =>
  bank.resources.transact(bank.institution.id, (tx) =>
    setStaffRoles(tx, bank.institution.id, someone.staffId, [role]),
  )

describe('plain routes', () => {
  it('all stand in the table and have a request here', () => {
    expect(Object.keys(requests).sort()).toEqual(plainRoutes)
  })

  it('answer nobody who is not signed in', async () => {
    for (const path of plainRoutes) {
      const { url, init } = requests[path]?.(places.own) ?? { url: '', init: {} }
      const anonymous = { ...init, headers: { 'x-banyan': '1' } }
      expect((await server.request(url, anonymous)).status, path).toBe(401)
    }
  })

  it.each(roles)('answer %s as the table says', async (role) => {
    await become(role)
    const mismatches: string[] = []
    for (const path of plainRoutes) {
      for (const where of ['own', 'other branch', 'other institution'] as Where[]) {
        const { url, init, isGeneral } = requests[path]?.(places[where]) ?? { url: '', init: {} }
        const { status } = await server.request(url, init)
        const reach = policy[path].reach[role]
        const isWithin =
          isGeneral || where === 'own' || (where === 'other branch' && reach === 'institution')
        const expected = reach === null ? 'forbidden' : isWithin ? 'seen' : 'hidden'
        const outcome = outcomeOf(status)
        // Reports stand for the whole institution: another branch's is one's own.
        if (outcome !== expected) mismatches.push(`${path} · ${where}: ${outcome}, not ${expected}`)
      }
    }

    expect(mismatches).toEqual([])
  })
})
