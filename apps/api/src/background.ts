import { connectPool } from '@banyan/database'
import { listInstitutions } from './access/accounts.queries.ts'
import { sealEvents } from './audit/seal-events.ts'
import { startImportRunner } from './imports/runner.ts'
import { jobHandlers } from './job-handlers.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { keepNameIndex } from './search/keep-name-index.ts'
import type { World } from './world.ts'

const sealEverySeconds = 20
const jobsAtOnce = 2

/** Seals what every institution has written since the last seal. */
export async function sealAll({ db, sealFile, resources }: World): Promise<void> {
  for (const { id } of await listInstitutions(db)) await sealEvents(db, sealFile, id, resources.now)
}

/** Puts every institution's names in order for searching. */
async function indexNames({ db, resources }: World): Promise<void> {
  for (const { id } of await listInstitutions(db)) await keepNameIndex(resources, id)
}

/** Carries out jobs with connections of its own; any number of processes may. */
export async function startJobs(world: World, concurrency: number): Promise<Worker> {
  const { resources, database } = world
  const pool = connectPool(database.appUrl, {
    maximum: concurrency + 2,
    applicationName: 'banyan jobs',
    onError: (error) => resources.log.warn({ err: error }, 'database connection lost'),
  })
  const worker = await startWorker({ resources, pool, handlers: jobHandlers }, concurrency)
  return {
    stop: async () => {
      await worker.stop()
      await pool.end()
    },
  }
}

/** Work without an officer. `stop` waits for what is under way. */
export function startBackground(world: World): { stop: () => Promise<void> } {
  const { log, accessLog } = world.resources
  accessLog.start()
  const imports = startImportRunner(world.resources)
  const jobs = startJobs(world, jobsAtOnce).catch((error: unknown) => {
    log.error({ err: error }, 'jobs are not carried out by this process')
    return null
  })
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
      await (await jobs)?.stop()
      await underWay
      await sealAll(world).catch((error: unknown) => log.warn({ err: error }, 'not sealed'))
    },
  }
}
