import { EventEmitter } from 'node:events'
import type { Db } from '@banyan/database'
import { Logger, run, runOnce, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { z } from 'zod'
import { listInstitutions } from '../access/accounts.queries.ts'
import type { Resources } from '../access/staff-context.ts'
import type { JobHandlers } from './job-handlers.ts'
import { deleteWorker, queueJobs, recordWorker, releaseDead } from './jobs.queries.ts'
import { attemptsOfJob, runJob } from './run-job.ts'

export interface WorkerPlace {
  resources: Resources
  /** Of its own: one connection listens, the others fetch jobs. */
  pool: pg.Pool
  handlers: JobHandlers
}

export interface Worker {
  /** Ends after what is under way. */
  stop: () => Promise<void>
}

const task = 'banyan'
const relayEveryMs = 500
const seenEveryMs = 5_000
/** A worker not seen for so long is dead; the next look gives its jobs to another. */
const deadAfterSeconds = 15
const handedAtOnce = 500

const Queued = z.object({ institutionId: z.uuid(), jobId: z.uuid() })

/** Hands what every institution's transactions asked for to the queue; how many. */
export async function relayJobs({ db, transact }: Pick<Resources, 'db' | 'transact'>) {
  let handed = 0
  for (const { id } of await listInstitutions(db)) {
    handed += await transact(id, (tx) =>
      queueJobs(tx, id, { task, attempts: attemptsOfJob, limit: handedAtOnce }),
    )
  }
  return handed
}

function tasksOf({ resources, handlers }: WorkerPlace): TaskList {
  return { [task]: (payload) => runJob(resources, handlers, Queued.parse(payload)) }
}

function loggerOf({ resources }: WorkerPlace): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') resources.log.warn({ level }, message)
  })
}

/** Works until it is stopped: any number may run, in this process and in others. */
export async function startWorker(place: WorkerPlace, concurrency = 2): Promise<Worker> {
  const { resources, pool } = place
  const presence = keepPresence(resources.db)
  const relay = every(relayEveryMs, resources, () => relayJobs(resources))
  const seen = every(seenEveryMs, resources, async () => {
    await presence.tell()
    await releaseDead(resources.db, deadAfterSeconds)
  })
  const runner = await run({
    pgPool: pool,
    taskList: tasksOf(place),
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: loggerOf(place),
    events: presence.events,
  })
  return {
    stop: async () => {
      await relay.stop()
      await seen.stop()
      await runner.stop()
      await presence.leave()
    },
  }
}

/** Runs whatever may run now, and what that asks for in turn. */
export async function workOff(place: WorkerPlace): Promise<void> {
  do {
    await runOnce({
      pgPool: place.pool,
      taskList: tasksOf(place),
      noHandleSignals: true,
      logger: loggerOf(place),
    })
  } while ((await relayJobs(place.resources)) > 0)
}

/** The names under which this process holds jobs, told again and again while it lives. */
function keepPresence(db: Db) {
  const ids = new Set<string>()
  const events = new EventEmitter()
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    ids.add(workerPool.id)
    recordWorker(db, workerPool.id).catch(() => undefined)
  })
  return {
    events,
    tell: async () => {
      for (const id of ids) await recordWorker(db, id)
    },
    leave: async () => {
      for (const id of ids) await deleteWorker(db, id).catch(() => undefined)
    },
  }
}

/** One run after the other, never two at once; what fails is tried again at the next turn. */
function every(ms: number, { log }: Pick<Resources, 'log'>, work: () => Promise<unknown>) {
  let underWay: Promise<unknown> | null = null
  const look = () => {
    underWay ??= work()
      .catch((error: unknown) => log.warn({ err: error }, 'jobs wait for the database'))
      .finally(() => {
        underWay = null
      })
  }
  const timer = setInterval(look, ms)
  look()
  return {
    stop: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
