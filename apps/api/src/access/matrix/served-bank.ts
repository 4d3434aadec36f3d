import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { uuidv7 } from '@banyan/database'
import { expect } from 'vitest'
import { insertAccount, insertStaff } from '../../officers/officers.queries.ts'
import { serve } from '../../serve.ts'
import { createServer } from '../../server.ts'
import { aBank, type TestBank } from '../../testing.ts'
import { hashPassword } from '../passwords.ts'

export interface Asked {
  path: string
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const password = 'correct horse battery'
const loginName = 'someone'

function put(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

async function hire(bank: TestBank): Promise<void> {
  const [accountId, createdAt] = [uuidv7(), bank.resources.now()]
  const passwordHash = await hashPassword(password)
  const person = { name: '某人', createdAt }
  await insertAccount(bank.db, { ...person, id: accountId, loginName, passwordHash })
  const institutionId = bank.institution.id
  const place = { institutionId, branchId: bank.north, isOperator: false }
  await bank.resources.transact(institutionId, (tx) =>
    insertStaff(tx, {
      ...place,
      ...person,
      id: uuidv7(),
      accountId,
      number: 'S1',
      nameSort: 'x',
      roles: ['customer-manager'],
    }),
  )
}

/** As it is written, without the tidying that a browser's or Node's fetch would do. */
function send(
  { path: at, method = 'GET', headers = {}, body }: Asked,
  to: string,
): Promise<Answer> {
  const { hostname, port } = new URL(to)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: at, method, headers, agent: false })
    asked.on('error', reject)
    asked.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(parts).toString(),
        }),
      )
    })
    asked.end(body)
  })
}

export const json = { 'content-type': 'application/json' }
export const own = { 'x-banyan': '1' }

export function signIn(to: string): Promise<Answer> {
  const body = JSON.stringify({ login: loginName, password })
  return send({ path: '/api/sign-in', method: 'POST', headers: { ...json, ...own }, body }, to)
}

export const query = (procedure: string, input?: unknown) =>
  `/api/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`

/** A customer is made: what a foreign request must not bring about. */
export function creation(cookie: string, headers: Record<string, string>): Asked {
  return {
    path: '/api/trpc/customers.create',
    method: 'POST',
    headers: { ...json, cookie, 'idempotency-key': uuidv7(), ...headers },
    body: JSON.stringify({ details: newcomer }),
  }
}

const newcomer = {
  kind: 'person',
  name: '新客户',
  idType: null,
  idNumber: '',
  sex: null,
  birthDate: null,
  mobile: '',
  email: '',
  card: '',
  address: '',
  occupation: '',
  employer: '',
  annualIncome: null,
  assets: [],
}

const safe = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
const innards = /\n\s+at |node_modules|\.ts:\d|\bselect "|\binsert into|syntax error|kept outside/i

/** What every answer must be, whatever was asked. */
function expectSound({ status, headers, text }: Answer, at: string): void {
  expect(status, text.slice(0, 200)).toBeLessThan(500)
  expect(headers).toMatchObject(safe)
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; .*frame-ancestors 'none'/,
  )
  expect(headers['permissions-policy']).toBeDefined()
  expect(headers['access-control-allow-origin']).toBeUndefined()
  expect(text).not.toMatch(innards)
  if (at.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store')
}

export async function soundly(asked: Asked, to: string): Promise<Answer> {
  const answer = await send(asked, to)
  expectSound(answer, asked.path)
  return answer
}

/** A bank with one member of staff, served with pages over http, and as if over https. */
export async function aServedBank() {
  const bank = await aBank()
  await hire(bank)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'banyan-pages-'))
  put(folder, 'secret.txt', 'kept outside')
  put(folder, 'portal/index.html', '<p>portal')
  put(folder, 'portal/assets/a.js', 'let a')
  put(folder, 'analytics/index.html', '<p>analytics')
  const start = (isSecure: boolean) => {
    const { resources, db } = bank
    const access = { db, now: resources.now, isSecure, isDemo: false, demoLogins: () => [] }
    const pages = { portal: path.join(folder, 'portal'), analytics: path.join(folder, 'analytics') }
    return serve(createServer({ resources, access, pages }))
  }
  const [plain, secure] = [await start(false), await start(true)]
  const cookie = (await signIn(plain.url)).headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  return {
    url: plain.url,
    secureUrl: secure.url,
    cookie,
    drop: async () => {
      await plain.close()
      await secure.close()
      rmSync(folder, { recursive: true })
      await bank.drop()
    },
  }
}

export type ServedBank = Awaited<ReturnType<typeof aServedBank>>
