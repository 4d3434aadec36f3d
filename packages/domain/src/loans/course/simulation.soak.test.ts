import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'

import type { AskedSeed, LivedSeed } from './simulation-process.ts'

const seeds = Array.from({ length: 200 }, (_, index) => index + 1)
const loans = 1000

function startProcess(): ChildProcess {
  return fork(new URL('simulation-process.ts', import.meta.url), { execArgv: [] })
}

/** Asks the process for one seed after the other, until none is left. */
function liveThrough(child: ChildProcess, left: number[], lived: LivedSeed[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const seed = left.shift()
      const asked: AskedSeed | null = seed === undefined ? null : { seed, loans }
      if (asked) child.send(asked)
      else resolve()
    }
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`a simulation ended with ${code}`)))
    child.on('message', (told: LivedSeed) => {
      lived.push(told)
      next()
    })
    next()
  })
}

/** Every seed once, in as many processes as there are processors. */
async function liveSeeds(): Promise<LivedSeed[]> {
  const left = [...seeds]
  const lived: LivedSeed[] = []
  const processes = Array.from({ length: availableParallelism() }, startProcess)
  try {
    await Promise.all(processes.map((child) => liveThrough(child, left, lived)))
  } finally {
    for (const child of processes) child.kill()
  }
  return lived
}

it('keeps every rule in five years of a thousand loans, lived two hundred times', async () => {
  const begun = performance.now()
  const lived = await liveSeeds()
  const broken = lived.filter(({ violations }) => violations.length > 0)
  const events = lived.reduce((sum, each) => sum + each.events, 0)
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  console.info(
    `simulation: ${lived.length} seeds × ${loans} loans × 5 years, ${events} events, ` +
      `${broken.length} seeds with violations, ${minutes} min`,
  )
  expect(broken.map(({ seed, violations }) => [seed, violations.slice(0, 5)])).toEqual([])
  expect(lived.map(({ seed }) => seed).toSorted((a, b) => a - b)).toEqual(seeds)
})
