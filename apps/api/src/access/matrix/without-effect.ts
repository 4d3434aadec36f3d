import { inInstitution } from '@banyan/database'
import type { Resources } from '../staff-context.ts'

class RolledBack extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('rolled back')
    this.result = result
  }
}

/** Everything is carried out and nothing stays, so that a cell does not depend on those before it. */
export function withoutEffect(resources: Resources): Resources {
  const transact: Resources['transact'] = async (institutionId, run, options) => {
    try {
      return await inInstitution(
        resources.db,
        institutionId,
        async (tx) => {
          throw new RolledBack(await run(tx))
        },
        options,
      )
    } catch (error) {
      if (error instanceof RolledBack) return error.result as Awaited<ReturnType<typeof run>>
      throw error
    }
  }
  return { ...resources, transact }
}
