import { randomBytes } from 'node:crypto'
import { digestOf, insertSession } from '@banyan/api/access/accounts.queries'
import { createServer } from '@banyan/api/server'
import { serve } from '@banyan/api/serve'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure } from './measure.ts'

const clients = 16
const milliseconds = 3_000

/** Answers a second with some clients asking one after the other. */
async function rateOf(url: string, headers: Record<string, string>): Promise<number> {
  const until = performance.now() + milliseconds
  let answers = 0
  const ask = async () => {
    while (performance.now() < until) {
      const answer = await fetch(url, { headers })
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
      answers++
    }
  }
  await Promise.all(Array.from({ length: clients }, ask))
  return (answers / milliseconds) * 1000
}

async function signedIn({ world, institution, accountId, staffId }: BenchBank): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const at = new Date()
  const later = new Date(at.getTime() + 3_600_000)
  await insertSession(world.db, {
    tokenDigest: digestOf(token),
    accountId,
    institutionId: institution.id,
    staffId,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: later,
    freshUntil: later,
  })
  return token
}

/** One read by primary key over HTTP: session, roles, wall and all, against the same read without any of them. */
export async function benchApi(bank: BenchBank): Promise<Measure[]> {
  const { world, institution } = bank
  const { id } = institution
  const app = createServer({
    resources: world.resources,
    access: {
      db: world.db,
      now: () => new Date(),
      isSecure: false,
      isDemo: false,
      demoLogins: () => [],
    },
    pages: null,
  })
  app.get('/bare', async (c) => {
    const { rows } = await world.pool.query({
      name: 'bare',
      text: 'select id, code, name from institution where id = $1',
      values: [id],
    })
    return c.json(rows[0])
  })
  const { url, close } = await serve(app)
  try {
    const cookie = `banyan=${await signedIn(bank)}`
    await rateOf(`${url}/bare`, {})
    const limit = await rateOf(`${url}/bare`, {})
    const value = await rateOf(`${url}/api/trpc/staff.branches`, { cookie })
    return [
      measure({
        name: 'API read, signed in, behind the walls',
        value,
        unit: 'requests/s',
        limit,
        against: 'Hono and one prepared statement, nothing else',
        goal: '≥ 0.38',
      }),
    ]
  } finally {
    await close()
  }
}
