import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failpointsOf } from '../failpoints.ts'
import { spreadOf } from '../loans/kill-storm.ts'
import { resultOf, StormBank } from '../loans/storm-bank.ts'

/** A dead worker's jobs are another's within this. */
const leaseMs = 30_000

let bank: StormBank

beforeAll(async () => {
  bank = await StormBank.open(process.env, 1)
  await bank.payOut()
}, 300_000)
afterAll(() => bank.close())

const countChecks = () =>
  bank.look(async (tx, institutionId) => {
    const rows = await tx
      .selectFrom('closeCheck')
      .select('id')
      .where('institutionId', '=', institutionId)
      .execute()
    return rows.length
  })

interface OpenJobs {
  rows: { id: string; status: string }[]
}

async function untilFinished(jobId: string): Promise<number> {
  const begun = performance.now()
  for (;;) {
    const open = await bank.read<OpenJobs>('jobs.list')
    const job = open?.rows.find(({ id }) => id === jobId)
    if (open && !job) return Math.round(performance.now() - begun)
    expect(job?.status).not.toBe('failed')
    await sleep(200)
  }
}

/** Asks for a check and sees it done, with the server killed at the point on the way. */
async function checkUnderKill(point: string): Promise<{ away: number; done: number }> {
  let done = 0
  const away = await bank.server.dieAt(point, async () => {
    const { jobId } = resultOf<{ jobId: string }>(await bank.ask('close.check', {}))
    done = await untilFinished(jobId)
  })
  if (away === null) throw new Error(`${point} was not reached`)
  return { away, done }
}

describe('a job that is asked for, handed over and done while the server is killed', () => {
  const points = (['close.check', 'relay', 'job'] as const).flatMap(failpointsOf)

  it('has its effect once, whatever the point', async () => {
    const away: number[] = []
    const done: number[] = []
    for (const [index, point] of points.entries()) {
      const times = await checkUnderKill(point)
      away.push(times.away)
      done.push(times.done)
      expect(await countChecks(), point).toBe(index + 1)
    }
    const slowest = Math.max(...done)
    console.info(
      `jobs: killed at ${points.join(', ')}: API ${spreadOf(away)}; ` +
        `${points.length} jobs asked for, each done once, ${slowest} ms at most`,
    )
    expect(slowest).toBeLessThan(leaseMs + Math.max(...away))
  })
})
