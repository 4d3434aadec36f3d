import { sql } from 'kysely'
import type { Db, Tx } from './connect.ts'
import { isUuid } from './uuid.ts'

export interface TransactionOptions {
  isolation?: 'read committed' | 'repeatable read'
  readOnly?: boolean
  /**
   * Statements kept as prepared are planned once for whatever is asked, and each by one process: for reads
   * whose way is the same whatever is asked, and whose planning takes longer than they do.
   */
  plansOnce?: boolean
}

/** The connection was lost while the commit was under way: nobody knows whether it took effect. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown'
}

/**
 * Runs in one transaction of one institution: row-level security lets through that institution's
 * rows and no others. Begin and setting travel together, so the wall costs no round trip.
 */
export function inInstitution<T>(
  db: Db,
  institutionId: string,
  run: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (!isUuid(institutionId)) throw new TypeError('an institution is named by its uuid')
  const isolation = `isolation level ${options.isolation ?? 'read committed'}`
  const plans = options.plansOnce
    ? '; set local plan_cache_mode = force_generic_plan; set local max_parallel_workers_per_gather = 0'
    : ''
  const begin = `begin ${isolation}${options.readOnly ? ' read only' : ''}; set local app.institution_id = '${institutionId}'${plans}`
  return db.connection().execute(async (connection) => {
    await sql.raw(begin).execute(connection)
    let result: T
    try {
      // The connection is in a transaction from here on, which is what Tx stands for.
      result = await run(connection as unknown as Tx)
    } catch (error) {
      await sql
        .raw('rollback')
        .execute(connection)
        .catch(() => undefined)
      throw error
    }
    await commit(connection)
    return result
  })
}

async function commit(connection: Db): Promise<void> {
  try {
    await sql.raw('commit').execute(connection)
  } catch (error) {
    if (hasSqlState(error)) throw error
    throw new CommitUnknown('connection lost at commit', { cause: error })
  }
}

function hasSqlState(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^[0-9A-Z]{5}$/.test(String(error.code)) &&
    !String(error.code).startsWith('57P')
  )
}
