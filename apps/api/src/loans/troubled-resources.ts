import pg from 'pg'
import type { Resources } from '../access/staff-context.ts'

function conflict(code: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('injected', 0, 'error'), { code })
}

/**
 * Resources whose transactions end, when `fails` says so, in a deadlock or a serialization failure just before
 * they would commit.
 */
export function troubled(
  resources: Resources,
  fails: (attempt: number) => boolean,
): { resources: Resources; attempts: () => number; injected: () => number } {
  let [attempts, failures] = [0, 0]
  const transact: Resources['transact'] = (institutionId, run, options) =>
    resources.transact(
      institutionId,
      async (tx) => {
        const result = await run(tx)
        attempts += 1
        if (!fails(attempts)) return result
        failures += 1
        throw conflict(failures % 2 === 0 ? '40001' : '40P01')
      },
      options,
    )
  return {
    resources: { ...resources, transact },
    attempts: () => attempts,
    injected: () => failures,
  }
}
