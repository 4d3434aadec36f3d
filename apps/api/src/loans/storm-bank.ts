import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Tx, uuidv7 } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { hashPassword } from '../access/passwords.ts'
import { readConfig } from '../config.ts'
import type { FoundedInstitution } from '../officers/found-institution.ts'
import { insertAccount, insertStaff } from '../officers/officers.queries.ts'
import { anInstitution, inside, type TestStaff } from '../testing.ts'
import { makeLog, openWorld, type World } from '../world.ts'
import { makeContract } from './make-contract.ts'
import { freePort, RunningServer } from './running-server.ts'
import { aBorrower, anApprovedApplication, withCapital } from './testing.queries.ts'

const password = 'correct horse battery'
const businessDay = day('2026-10-15')
const borrowers = 40
const told = 8_000

const logins = {
  'loans.disburse': 'payer@riverside',
  'loans.repay': 'payer@riverside',
  'close.check': 'risk@riverside',
}
export type Command = keyof typeof logins

/** What a client was told: it must be so ever after, once. */
export interface Acknowledged {
  key: string
  command: Command
  body: object
  reply: string
}

/** A real server with a database and a bank of its own, whose clients remember what they were told. */
export class StormBank {
  readonly server: RunningServer
  readonly journal: Acknowledged[] = []
  /** Contracts still to be paid out. */
  readonly contracts: string[] = []
  /** Loans that were paid out. */
  readonly loanIds: string[] = []
  /** Answers that a client hung up on. */
  unheard = 0
  private readonly folder: string
  private readonly cookies = new Map<string, string>()
  private founded: FoundedInstitution | null = null

  private constructor(folder: string, server: RunningServer) {
    this.folder = folder
    this.server = server
  }

  static async open(environment: NodeJS.ProcessEnv, contracts: number): Promise<StormBank> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-storm-'))
    const server = new RunningServer(folder, await freePort(), environment)
    const bank = new StormBank(folder, server)
    try {
      await server.start()
      await bank.besideServer((world) => bank.seed(world, contracts))
      return bank
    } catch (error) {
      await bank.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.server.stop()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** Looks into the database of the running server. */
  look<T>(read: (tx: Tx, institutionId: string) => Promise<T>): Promise<T> {
    const { id } = this.institution
    return this.besideServer(({ resources }) => resources.transact(id, (tx) => read(tx, id)))
  }

  /**
   * A client asks again with the same key until it is told, as the portal does. The first time it may hang up
   * before it hears the answer.
   */
  async ask(command: Command, body: object, hangsUp?: AbortSignal): Promise<string> {
    const key = randomUUID()
    let reply = await this.askOnce({ command, body, key }, hangsUp)
    if (reply === null && hangsUp) this.unheard += 1
    while (reply === null) {
      await sleep(50)
      reply = await this.askOnce({ command, body, key })
    }
    this.journal.push({ key, command, body, reply })
    return reply
  }

  /** Pays the next contract out; false when none is left. */
  async payOut(): Promise<boolean> {
    const applicationId = this.contracts.pop()
    if (applicationId === undefined) return false
    const { loan } = resultOf<{ loan: { id: string } }>(
      await this.ask('loans.disburse', { applicationId }),
    )
    this.loanIds.push(loan.id)
    return true
  }

  /** One request; the reply's text when it was acknowledged, null when the outcome is not known. */
  async askOnce(
    { command, body, key }: Omit<Acknowledged, 'reply'>,
    signal = AbortSignal.timeout(told),
  ): Promise<string | null> {
    const login = logins[command]
    try {
      const cookie = this.cookies.get(login) ?? (await this.signIn(login))
      const answer = await fetch(`${this.server.url}/api/trpc/${command}`, {
        method: 'POST',
        headers: { ...plain, 'idempotency-key': key, cookie },
        body: JSON.stringify(body),
        signal,
      })
      const text = await answer.text()
      if (answer.status === 200) return text
      if (text.includes('sign-in-again')) this.cookies.delete(login)
      else if (answer.status < 500) throw new Error(`refused with ${answer.status}: ${text}`)
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('refused')) throw error
    }
    return null
  }

  /** What the running server reads; null while it cannot say. */
  async read<T>(query: 'jobs.list' | 'close.progress'): Promise<T | null> {
    try {
      const cookie =
        this.cookies.get(logins['close.check']) ?? (await this.signIn(logins['close.check']))
      const input = encodeURIComponent('{}')
      const answer = await fetch(`${this.server.url}/api/trpc/${query}?input=${input}`, {
        headers: { ...plain, cookie },
        signal: AbortSignal.timeout(told),
      })
      return answer.status === 200 ? resultOf<T>(await answer.text()) : null
    } catch {
      return null
    }
  }

  private async signIn(login: string): Promise<string> {
    const answer = await fetch(`${this.server.url}/api/sign-in`, {
      method: 'POST',
      headers: plain,
      body: JSON.stringify({ login, password }),
    })
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.status}`)
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    this.cookies.set(login, cookie)
    return cookie
  }

  private get institution(): FoundedInstitution {
    if (!this.founded) throw new Error('the bank has not been founded')
    return this.founded
  }

  private async besideServer<T>(run: (world: World) => Promise<T>): Promise<T> {
    const config = { ...readConfig(), dataFolder: this.folder, databaseUrl: null, demo: false }
    const world = await openWorld(
      { ...config, keyFile: path.join(this.folder, 'master.key') },
      { say: () => undefined, log: makeLog('silent', null), mayJoin: true },
    )
    try {
      return await run(world)
    } finally {
      await world.close()
    }
  }

  private async seed(world: World, contracts: number): Promise<void> {
    const { resources } = world
    this.founded = await anInstitution(resources)
    const bank = { resources, institution: this.founded }
    await withCapital(bank)
    const officer = await this.hire(world, 'customer-manager', 'manager@riverside')
    const approver = await this.hire(world, 'branch-approver', 'approver@riverside')
    await this.hire(world, 'disbursement-officer', logins['loans.disburse'])
    await this.hire(world, 'risk-officer', logins['close.check'])
    const ids = await Promise.all(Array.from({ length: borrowers }, () => aBorrower(bank, officer)))
    for (let made = 0; made < contracts; made++) {
      const customerId = ids[made % ids.length]
      if (customerId === undefined) continue
      const amount = money(100_000_00 + made)
      const people = { officer, approver }
      const { applicationId } = await anApprovedApplication(bank, people, { customerId, amount })
      const contract = { applicationId, signedOn: businessDay }
      await inside(resources, officer, (context) => makeContract(context, contract), 'institution')
      this.contracts.push(applicationId)
    }
  }

  private async hire({ resources, db }: World, role: Role, login: string): Promise<TestStaff> {
    const [staffId, accountId] = [uuidv7(), uuidv7()]
    const createdAt = resources.now()
    const passwordHash = await hashPassword(password)
    const account = { id: accountId, loginName: login, name: login, passwordHash, createdAt }
    await insertAccount(db, account)
    const { institution } = this
    const place = { branchId: institution.headOfficeId, roles: [role], name: login }
    await resources.transact(institution.id, (tx) =>
      insertStaff(tx, {
        ...place,
        institutionId: institution.id,
        id: staffId,
        accountId,
        number: login,
        nameSort: login,
        isOperator: false,
        createdAt,
      }),
    )
    return { ...place, staffId, accountId, institution }
  }
}

const plain = { 'content-type': 'application/json', 'x-banyan': '1' }

/** What a procedure answered. */
export function resultOf<T>(reply: string): T {
  const { result } = JSON.parse(reply) as { result: { data: T } }
  return result.data
}
