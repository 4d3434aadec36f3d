import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '../access/passwords.ts'
import { readConfig } from '../config.ts'
import type { FoundedInstitution } from '../officers/found-institution.ts'
import { insertAccount, insertStaff } from '../officers/officers.queries.ts'
import { anInstitution, inside, type TestStaff } from '../testing.ts'
import { makeLog, openWorld, type World } from '../world.ts'
import { findBreaches } from './invariants.queries.ts'
import { makeContract } from './make-contract.ts'
import { freePort, RunningServer } from './running-server.ts'
import { aBorrower, anApprovedApplication, withCapital } from './testing.queries.ts'

const killsOfEach = 5
const contracts = 300
const acknowledgedBetweenKills = 18
const clients = 8
const password = 'correct horse battery'
const businessDay = day('2026-10-15')

interface Acknowledged {
  key: string
  applicationId: string
  reply: string
}

let folder: string
let server: RunningServer
let institution: FoundedInstitution
let applicationIds: string[]
let cookie: string
const loginName = 'payer@riverside'

/** The database of the running server, for as long as `run` takes. */
async function besideServer<T>(run: (world: World) => Promise<T>): Promise<T> {
  const config = { ...readConfig(), dataFolder: folder, databaseUrl: null, demo: false }
  const world = await openWorld(
    { ...config, keyFile: path.join(folder, 'master.key') },
    { say: () => undefined, log: makeLog('silent', null), mayJoin: true },
  )
  try {
    return await run(world)
  } finally {
    await world.close()
  }
}

async function hire({ resources, db }: World, role: Role, login: string): Promise<TestStaff> {
  const [staffId, accountId] = [uuidv7(), uuidv7()]
  const createdAt = resources.now()
  const passwordHash = await hashPassword(password)
  await insertAccount(db, { id: accountId, loginName: login, name: login, passwordHash, createdAt })
  const staff: TestStaff = {
    staffId,
    accountId,
    institution,
    branchId: institution.headOfficeId,
    roles: [role],
    name: login,
  }
  await resources.transact(institution.id, (tx) =>
    insertStaff(tx, {
      institutionId: institution.id,
      id: staffId,
      accountId,
      number: login,
      name: login,
      nameSort: login,
      branchId: staff.branchId,
      roles: [role],
      isOperator: false,
      createdAt,
    }),
  )
  return staff
}

async function seed(world: World): Promise<void> {
  const { resources } = world
  institution = await anInstitution(resources)
  const bank = { resources, institution }
  await withCapital(bank)
  const officer = await hire(world, 'customer-manager', 'manager@riverside')
  const approver = await hire(world, 'branch-approver', 'approver@riverside')
  await hire(world, 'disbursement-officer', loginName)
  const borrowers = await Promise.all(Array.from({ length: 40 }, () => aBorrower(bank, officer)))
  applicationIds = []
  for (let made = 0; made < contracts; made++) {
    const customerId = borrowers[made % borrowers.length]
    if (customerId === undefined) continue
    const amount = money(100_000_00 + made)
    const people = { officer, approver }
    const { applicationId } = await anApprovedApplication(bank, people, { customerId, amount })
    await inside(
      resources,
      officer,
      (context) => makeContract(context, { applicationId, signedOn: businessDay }),
      'institution',
    )
    applicationIds.push(applicationId)
  }
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${server.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-banyan': '1' },
    body: JSON.stringify({ login: loginName, password }),
  })
  expect(answer.status).toBe(200)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** One request; the reply's text when it was acknowledged, null when the outcome is not known. */
async function disburseOnce(applicationId: string, key: string): Promise<string | null> {
  try {
    const answer = await fetch(`${server.url}/api/trpc/loans.disburse`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-banyan': '1',
        'idempotency-key': key,
        cookie,
      },
      body: JSON.stringify({ applicationId }),
      signal: AbortSignal.timeout(8_000),
    })
    const text = await answer.text()
    if (answer.status === 200) return text
    if (answer.status < 500) throw new Error(`refused with ${answer.status}: ${text}`)
    return null
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('refused')) throw error
    return null
  }
}

/** A client asks again with the same key until it is told, as the portal does. */
async function runClient(queue: string[], journal: Acknowledged[]): Promise<void> {
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const key = randomUUID()
    let reply = await disburseOnce(next, key)
    while (reply === null) {
      await sleep(50)
      reply = await disburseOnce(next, key)
    }
    journal.push({ key, applicationId: next, reply })
  }
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-kills-'))
  server = new RunningServer(folder, await freePort(), process.env)
  await server.start()
  await besideServer(seed)
  cookie = await signIn()
}, 120_000)

afterAll(async () => {
  await server.stop()
  fs.rmSync(folder, { recursive: true, force: true })
}, 30_000)

describe('disbursing while the API and the database are killed', () => {
  it('loses nothing it acknowledged and pays nothing twice', { timeout: 180_000 }, async () => {
    const journal: Acknowledged[] = []
    const queue = [...applicationIds]
    const trouble: unknown[] = []
    const load = Promise.all(
      Array.from({ length: clients }, () =>
        runClient(queue, journal).catch((error: unknown) => trouble.push(error)),
      ),
    )
    const back: Record<'server' | 'database', number[]> = { server: [], database: [] }

    for (let kill = 0; kill < killsOfEach * 2; kill++) {
      const until = journal.length + acknowledgedBetweenKills
      while (journal.length < until && queue.length > 0 && trouble.length === 0) await sleep(5)
      expect(trouble).toEqual([])
      expect(queue.length).toBeGreaterThan(0)
      await sleep(Math.random() * 40)
      if (kill % 2 === 0) {
        const killedAt = performance.now()
        const { pid } = server
        server.killServer()
        while (server.pid === pid) await sleep(20)
        await server.untilReady()
        back.server.push(Math.round(performance.now() - killedAt))
      } else {
        const { pid } = server
        server.killDatabase()
        back.database.push(await server.untilReady())
        expect(server.pid).toBe(pid)
        expect(server.isAlive).toBe(true)
      }
    }
    await load
    expect(trouble).toEqual([])
    expect(back.server).toHaveLength(killsOfEach)
    expect(back.database).toHaveLength(killsOfEach)
    expect(Math.max(...back.server, ...back.database)).toBeLessThan(60_000)
    console.info('milliseconds until ready again', back)
    expect(journal).toHaveLength(contracts)
    const { loans, breaches } = await besideServer(({ resources }) =>
      resources.transact(institution.id, async (tx) => ({
        loans: await tx
          .selectFrom('loan')
          .select(['id', 'applicationId'])
          .where('institutionId', '=', institution.id)
          .execute(),
        breaches: await findBreaches(tx, institution.id),
      })),
    )
    expect(breaches).toEqual([])
    expect(loans).toHaveLength(contracts)
    const loanOf = new Map(loans.map(({ id, applicationId }) => [applicationId, id]))
    expect(loanOf.size).toBe(contracts)
    for (const { applicationId, reply } of journal)
      expect(reply).toContain(loanOf.get(applicationId) ?? 'no loan')
    for (const { applicationId, key, reply } of journal.slice(0, 20))
      expect(await disburseOnce(applicationId, key)).toBe(reply)
  })
})
