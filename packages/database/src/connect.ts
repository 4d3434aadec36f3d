import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { DatabaseClient } from './database-client.ts'
import type { DB } from './schema.ts'

/** A handle that reads. A transaction is one too. */
export type Db = Kysely<DB>
/** An open transaction with the institution set; whatever writes takes it. */
export type Tx = Transaction<DB>

const int8 = 20
const date = 1082
const int8Array = 1016
const dateArray = 1182

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`)
  return value
}

/** bigint → checked whole number, date → text; numeric stays text. */
const types = new pg.TypeOverrides()
types.setTypeParser(int8, wholeNumber)
types.setTypeParser(date, (text) => text)
types.setTypeParser(int8Array, (text) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(wholeNumber),
)
types.setTypeParser(dateArray, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')))

export interface ConnectOptions {
  maximum?: number
  onError?: (error: Error) => void
  applicationName?: string
}

/** A pool whose clients never bring the process down, and never wait without end. */
export function connectPool(url: string, options: ConnectOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    Client: DatabaseClient,
    connectionString: url,
    max: options.maximum ?? 12,
    types,
    application_name: options.applicationName ?? 'banyan',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 120_000,
  })
  const report = options.onError ?? (() => undefined)
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  return pool
}

/** Kysely over a pool: snake_case columns become camelCase properties. */
export function connect(pool: pg.Pool): Db {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
