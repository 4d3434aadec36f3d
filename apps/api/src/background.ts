import { listInstitutions } from './access/accounts.queries.ts'
import { sealEvents } from './audit/seal-events.ts'
import { startImportRunner } from './imports/runner.ts'
import { keepNameIndex } from './search/keep-name-index.ts'
import type { World } from './world.ts'

const sealEverySeconds = 20

/** Seals what every institution has written since the last seal. */
export async function sealAll({ db, sealFile, resources }: World): Promise<void> {
  for (const { id } of await listInstitutions(db)) await sealEvents(db, sealFile, id, resources.now)
}

/** Puts every institution's names in order for searching. */
async function indexNames({ db, resources }: World): Promise<void> {
  for (const { id } of await listInstitutions(db)) await keepNameIndex(resources, id)
}

/** Work without an officer. `stop` waits for what is under way. */
export function startBackground(world: World): { stop: () => Promise<void> } {
  const { log, accessLog } = world.resources
  accessLog.start()
  const imports = startImportRunner(world.resources)
  let underWay: Promise<void> = Promise.resolve()
  const seal = () => {
    underWay = underWay
      .then(() => sealAll(world))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'sealing waits for the database')
      })
      .then(() => indexNames(world))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'names are not indexed')
      })
  }
  const timer = setInterval(seal, sealEverySeconds * 1000)
  return {
    stop: async () => {
      clearInterval(timer)
      await imports.stop()
      await underWay
      await sealAll(world).catch((error: unknown) => log.warn({ err: error }, 'not sealed'))
    },
  }
}
