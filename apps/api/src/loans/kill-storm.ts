import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { expect } from 'vitest'
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

const clients = 8
const password = 'correct horse battery'
const businessDay = day('2026-10-15')

type Command = 'loans.disburse' | 'loans.repay'

interface Acknowledged {
  key: string
  command: Command
  body: object
  reply: string
}

export interface Storm {
  contracts: number
  killsOfServer: number
  killsOfDatabase: number
  /** Replies between one kill and the next, at least. */
  repliesBetween: number
  environment: NodeJS.ProcessEnv
}

const repaid = money(1_234_56)

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

async function seed(world: World, contracts: number): Promise<void> {
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
async function askOnce(command: Command, body: object, key: string): Promise<string | null> {
  try {
    const answer = await fetch(`${server.url}/api/trpc/${command}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-banyan': '1',
        'idempotency-key': key,
        cookie,
      },
      body: JSON.stringify(body),
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
async function askUntilTold(
  command: Command,
  body: object,
  journal: Acknowledged[],
): Promise<string> {
  const key = randomUUID()
  let reply = await askOnce(command, body, key)
  while (reply === null) {
    await sleep(50)
    reply = await askOnce(command, body, key)
  }
  journal.push({ key, command, body, reply })
  return reply
}

/** Pays contracts out, and takes a first repayment of each. */
async function runClient(queue: string[], journal: Acknowledged[]): Promise<void> {
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const reply = await askUntilTold('loans.disburse', { applicationId: next }, journal)
    const { result } = JSON.parse(reply) as { result: { data: { loan: { id: string } } } }
    const loanId = result.data.loan.id
    await askUntilTold('loans.repay', { loanId, amount: repaid }, journal)
  }
}

async function kill(victim: 'server' | 'database'): Promise<number> {
  await sleep(Math.random() * 40)
  const { pid } = server
  const killedAt = performance.now()
  if (victim === 'database') {
    server.killDatabase()
    const ready = await server.untilReady()
    expect(server.pid).toBe(pid)
    expect(server.isAlive).toBe(true)
    return ready
  }
  server.killServer()
  while (server.pid === pid) await sleep(20)
  await server.untilReady()
  return Math.round(performance.now() - killedAt)
}

/** Kills the server and the database in turns while clients work, and gives how long each was away. */
async function killInTurns(
  storm: Storm,
  journal: Acknowledged[],
  trouble: unknown[],
  queue: string[],
) {
  const back = { server: [] as number[], database: [] as number[] }
  const most = { server: storm.killsOfServer, database: storm.killsOfDatabase }
  while (back.server.length < most.server || back.database.length < most.database) {
    const until = journal.length + storm.repliesBetween
    while (journal.length < until && queue.length > 0 && trouble.length === 0) await sleep(5)
    expect(trouble).toEqual([])
    expect(queue.length).toBeGreaterThan(0)
    const isDatabase =
      back.database.length < most.database && back.server.length > back.database.length
    const victim = isDatabase || back.server.length === most.server ? 'database' : 'server'
    back[victim].push(await kill(victim))
  }
  return back
}

/** What the books say once the storm is over. */
function readBooks() {
  return besideServer(({ resources }) =>
    resources.transact(institution.id, async (tx) => ({
      loans: await tx
        .selectFrom('loan')
        .select(['id', 'applicationId'])
        .where('institutionId', '=', institution.id)
        .execute(),
      repayments: await tx
        .selectFrom('repayment')
        .select(['id', 'loanId', 'amount'])
        .where('institutionId', '=', institution.id)
        .execute(),
      breaches: await findBreaches(tx, institution.id),
    })),
  )
}

async function expectOnce(journal: readonly Acknowledged[], contracts: number): Promise<void> {
  const { loans, repayments, breaches } = await readBooks()
  expect(breaches).toEqual([])
  expect(journal).toHaveLength(contracts * 2)
  expect(loans).toHaveLength(contracts)
  expect(new Set(loans.map(({ applicationId }) => applicationId)).size).toBe(contracts)
  expect(repayments).toHaveLength(contracts)
  expect(new Set(repayments.map(({ loanId }) => loanId)).size).toBe(contracts)
  expect(repayments.every(({ amount }) => amount === repaid)).toBe(true)
  const told = journal.map(({ reply }) => reply).join('\n')
  expect(loans.filter(({ id }) => !told.includes(id))).toEqual([])
  expect(repayments.filter(({ id }) => !told.includes(id))).toEqual([])
  for (const { command, body, key, reply } of journal.slice(0, 20))
    expect(await askOnce(command, body, key)).toBe(reply)
}

/**
 * A real server with a database of its own pays contracts out and takes repayments for eight clients while
 * both are killed. Nothing acknowledged is lost, nothing takes effect twice, every invariant holds.
 */
export async function surviveKills(storm: Storm): Promise<Record<'server' | 'database', number[]>> {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-kills-'))
  server = new RunningServer(folder, await freePort(), storm.environment)
  await server.start()
  try {
    await besideServer((world) => seed(world, storm.contracts))
    cookie = await signIn()
    const journal: Acknowledged[] = []
    const queue = [...applicationIds]
    const trouble: unknown[] = []
    const load = Promise.all(
      Array.from({ length: clients }, () =>
        runClient(queue, journal).catch((error: unknown) => trouble.push(error)),
      ),
    )
    const back = await killInTurns(storm, journal, trouble, queue)
    await load
    expect(trouble).toEqual([])
    await expectOnce(journal, storm.contracts)
    return back
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
