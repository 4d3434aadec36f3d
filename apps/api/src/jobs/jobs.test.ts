import { setTimeout as sleep } from 'node:timers/promises'
import { connectPool } from '@banyan/database'
import { withClient } from '@banyan/database/roles'
import { Refused } from '@banyan/domain/refused'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { jobHandlers } from '../job-handlers.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { addJob, type NewJob } from './add-job.ts'
import type { JobHandler, JobHandlers } from './job-handlers.ts'
import { attemptsOfJob, runJob } from './run-job.ts'
import { workOffJobs } from './testing.ts'
import { relayJobs, startWorker } from './worker.ts'

let bank: TestBank
let risk: TestStaff
let officer: TestStaff

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  officer = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())
afterEach(async () => {
  await workOffJobs(bank, handledBy({ inOneTransaction: async () => {} }))
})

const handledBy = (handler: JobHandler): JobHandlers => {
  const kinds = Object.keys(jobHandlers).map((kind) => [kind, handler])
  return Object.fromEntries(kinds) as JobHandlers
}

const add = (job: Partial<NewJob> = {}) =>
  bank.resources.transact(bank.institution.id, (tx) =>
    addJob(tx, bank.institution.id, {
      kind: 'derive-sets',
      staffId: risk.staffId,
      at: bank.resources.now(),
      ...job,
    }),
  )

const open = async () => (await bank.as(risk).jobs.list({})).rows
const rename = (name: string): JobHandler => ({
  inOneTransaction: async ({ tx, institution }) => {
    await tx
      .updateTable('branch')
      .set((eb) => ({ name: eb('name', '||', name) }))
      .where('institutionId', '=', institution.id)
      .where('id', '=', bank.north)
      .execute()
  },
})
const nameOfNorth = async () =>
  (await bank.as(risk).staff.branches()).find(({ id }) => id === bank.north)?.name

describe('a job', () => {
  it('exists when the transaction that asked for it commits, and not otherwise', async () => {
    await expect(
      bank.resources.transact(bank.institution.id, async (tx) => {
        await addJob(tx, bank.institution.id, {
          kind: 'derive-sets',
          staffId: risk.staffId,
          at: bank.resources.now(),
        })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await open()).toEqual([])

    const id = await add()

    expect(await open()).toMatchObject([{ id, kind: 'derive-sets', status: 'waiting' }])
  })

  it('is one while it waits, however often it is asked for under a key', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => add({ key: 'nightly' })))
    expect(new Set(ids).size).toBe(1)
    await workOffJobs(bank, handledBy({ inOneTransaction: async () => {} }))
    expect(await add({ key: 'nightly' })).not.toBe(ids[0])
  })

  it('has its effect once, though it is handed out twice at once and once more later', async () => {
    const jobId = await add()
    const before = await nameOfNorth()
    const queued = { institutionId: bank.institution.id, jobId }
    const run = () => runJob(bank.resources, handledBy(rename('!')), queued)
    await Promise.all([run(), run()])
    await run()
    expect(await nameOfNorth()).toBe(`${before}!`)
  })

  it('has no effect when it fails, and tells why while it waits to be tried again', async () => {
    const jobId = await add()
    const before = await nameOfNorth()
    const failing: JobHandler = {
      inOneTransaction: async (recorder) => {
        const handler = rename('?')
        if ('inOneTransaction' in handler) await handler.inOneTransaction(recorder, null)
        throw new Error('the disk is full')
      },
    }
    const queued = { institutionId: bank.institution.id, jobId }
    await expect(runJob(bank.resources, handledBy(failing), queued)).rejects.toThrow('disk')
    expect(await nameOfNorth()).toBe(before)
    expect(await open()).toMatchObject([
      { id: jobId, status: 'waiting', attempts: 1, error: 'the disk is full' },
    ])
  })

  it('waits for a person after its last attempt, and may then be tried again', async () => {
    const jobId = await add()
    const queued = { institutionId: bank.institution.id, jobId }
    const failing = handledBy({ inOneTransaction: () => Promise.reject(new Error('no')) })
    for (let attempt = 1; attempt < attemptsOfJob; attempt++)
      await expect(runJob(bank.resources, failing, queued)).rejects.toThrow('no')
    await runJob(bank.resources, failing, queued)
    expect(await open()).toMatchObject([{ status: 'failed', attempts: attemptsOfJob }])

    await bank.as(risk).jobs.retry({ jobId })
    expect(await open()).toMatchObject([{ status: 'waiting', attempts: 0 }])
    await expect(bank.as(risk).jobs.retry({ jobId })).rejects.toThrow('job-has-not-failed')
  })

  it('that a rule refuses waits for a person at once', async () => {
    const jobId = await add()
    const queued = { institutionId: bank.institution.id, jobId }
    const refused = handledBy({
      inOneTransaction: () => Promise.reject(new Refused('no-such-day')),
    })
    await runJob(bank.resources, refused, queued)
    expect(await open()).toMatchObject([{ status: 'failed', attempts: 1, error: 'no-such-day' }])
    await bank.as(risk).jobs.retry({ jobId })
  })

  it('is seen by those who look after the nights only', async () => {
    await expect(bank.as(officer).jobs.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const executive = await bank.hire('auditor')
    await expect(bank.as(executive).jobs.retry({ jobId: await add() })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('workers', () => {
  const started: { stop: () => Promise<void> }[] = []
  afterEach(async () => {
    for (const { stop } of started.splice(0)) await stop()
  })

  async function aWorker(handlers: JobHandlers) {
    const pool = connectPool(bank.appUrl, { maximum: 4 })
    const worker = await startWorker({ resources: bank.resources, pool, handlers })
    const stop = async () => {
      await worker.stop()
      await pool.end()
    }
    started.push({ stop })
    return pool
  }

  const until = async (isSo: () => Promise<boolean>, seconds = 10) => {
    for (let tick = 0; tick < seconds * 20; tick++) {
      if (await isSo()) return
      await sleep(50)
    }
    throw new Error('it did not come to pass')
  }

  it('share the jobs, each of which is done once', async () => {
    const done: string[] = []
    const noting = handledBy({ resumable: async ({ jobId }) => void done.push(jobId) })
    const ids = await Promise.all(Array.from({ length: 40 }, () => add()))
    await aWorker(noting)
    await aWorker(noting)
    await until(async () => (await open()).length === 0)
    expect(done.toSorted()).toEqual(ids.toSorted())
  })

  it('take over what a dead one held', async () => {
    const jobId = await add()
    await relayJobs(bank.resources)
    await withClient(bank.superuserUrl, (client) =>
      client.query(`update graphile_worker._private_jobs set locked_by = 'the-dead',
        locked_at = now() - interval '1 minute', attempts = 1`),
    )
    const done: string[] = []
    await aWorker(handledBy({ resumable: async (job) => void done.push(job.jobId) }))
    await until(async () => done.length > 0)
    expect(done).toEqual([jobId])
  })

  it('leave alone what a living one holds', async () => {
    await add()
    await relayJobs(bank.resources)
    await withClient(bank.superuserUrl, async (client) => {
      await client.query(`insert into worker values ('the-living', now() + interval '1 minute')`)
      await client.query(`update graphile_worker._private_jobs set locked_by = 'the-living',
        locked_at = now() - interval '1 minute', attempts = 1`)
    })
    const done: string[] = []
    await aWorker(handledBy({ resumable: async (job) => void done.push(job.jobId) }))
    await sleep(1_500)
    expect(done).toEqual([])
    await withClient(bank.superuserUrl, (client) =>
      client.query(`update graphile_worker._private_jobs set locked_by = null, locked_at = null`),
    )
    await until(async () => done.length > 0)
  })
})
