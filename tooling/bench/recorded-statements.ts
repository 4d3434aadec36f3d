import { createHash } from 'node:crypto'
import type { Resources } from '@banyan/api/access/staff-context'
import { keepRows } from '@banyan/api/groups/tree/keep-rows'
import { connect, connectPool, inInstitution } from '@banyan/database'
import pg from 'pg'
import type { BenchBank } from './bench-bank.ts'

interface Statement {
  text: string
  values: unknown[]
}

export type RecordedTransaction = readonly Statement[]

class TakenBack extends Error {}

/**
 * Runs each operation to the point of its commit, takes it back, and gives the statements it sent: what would be
 * written is written only when they are sent again.
 */
export async function recordTransactions(
  { world }: BenchBank,
  operations: readonly ((resources: Resources) => Promise<unknown>)[],
): Promise<RecordedTransaction[]> {
  const pool = connectPool(world.database.appUrl, { maximum: 1 })
  let statements: Statement[] = []
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...given: unknown[]) => unknown
    Object.defineProperty(client, 'query', {
      value: (...given: unknown[]) => {
        if (typeof given[0] === 'string')
          statements.push({ text: given[0], values: (given[1] as unknown[] | undefined) ?? [] })
        return send(...given)
      },
    })
  })
  const db = connect(pool)
  const resources: Resources = {
    ...world.resources,
    db,
    transact: (institutionId, run, options) =>
      inInstitution(
        db,
        institutionId,
        async (tx) => {
          await run(tx)
          await keepRows(tx, institutionId)
          throw new TakenBack()
        },
        options,
      ),
  }
  const recorded: RecordedTransaction[] = []
  for (const operation of operations) {
    statements = []
    const error: unknown = await operation(resources).catch((thrown: unknown) => thrown)
    if (!isTakenBack(error)) throw error
    recorded.push(statements.filter(({ text }) => text !== 'rollback'))
  }
  await db.destroy()
  return recorded
}

function isTakenBack(error: unknown): boolean {
  if (error instanceof TakenBack) return true
  return error instanceof Error && error.cause instanceof TakenBack
}

const namedOnce = '/* prepared */'
const nameOf = (text: string) => createHash('sha1').update(text).digest('base64url')

/** Sends the transactions again over so many connections, each without waiting between its statements; a second. */
export async function sendAgain(
  { world }: BenchBank,
  transactions: readonly RecordedTransaction[],
  clients: number,
): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: world.database.appUrl, pipeline: true })
      await client.connect()
      return client
    }),
  )
  let next = 0
  const started = performance.now()
  await Promise.all(
    connections.map(async (client) => {
      for (let mine = transactions[next++]; mine; mine = transactions[next++]) {
        const sent = mine.map(({ text, values }) =>
          text.includes(namedOnce)
            ? client.query({ name: nameOf(text), text, values })
            : values.length > 0
              ? client.query(text, values)
              : client.query(text),
        )
        await Promise.all([...sent, client.query('commit')])
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await Promise.all(connections.map((client) => client.end()))
  return transactions.length / seconds
}
