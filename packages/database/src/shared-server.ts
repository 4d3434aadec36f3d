import pg from 'pg'
import { withClient } from './roles.ts'

/** Held in the maintenance database: shared by each guest, alone by the host that wants to stop. */
const guestsLock = 7_204_615

/** Joins a server that another process hosts; it is not stopped before the returned function was called. */
export async function becomeGuest(superuserUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock_shared($1)', [guestsLock])
  } catch (error) {
    await client.end()
    throw error
  }
  return () => client.end().catch(() => {})
}

/** Waits until no guest is left, lets none in, and stops the server; one that is already gone is stopped too. */
export async function stopAfterGuests(
  superuserUrl: string,
  stop: () => Promise<void>,
): Promise<void> {
  let isStopped = false
  const stopOnce = async () => {
    isStopped = true
    await stop()
  }
  try {
    await withClient(superuserUrl, async (client) => {
      await client.query('select pg_advisory_lock($1)', [guestsLock])
      await stopOnce()
    })
  } catch (error) {
    // The connection that holds the lock ends with the server.
    if (!isStopped) await stop()
    else if (!(error instanceof Error && /terminat/i.test(error.message))) throw error
  }
}
