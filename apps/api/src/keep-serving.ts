import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentWith, home } from './config.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
/** What was compiled once is read at every further start: a killed server is back in half the time. */
const compiled = path.join(home, 'node_modules/.cache/compiled')
const atMost = 10
const within = 60_000
/** A server that ends by itself before this never served; starting it again would not help. */
const neverServed = 10_000

let child: ChildProcess | null = null
let isStopping = false
const restarts: number[] = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    isStopping = true
    child?.kill(signal)
  })
}

function runOnce(): Promise<{ status: number | null; ranFor: number }> {
  const started = Date.now()
  return new Promise((resolve) => {
    child = spawn(process.execPath, [main, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: environmentWith({ NODE_COMPILE_CACHE: compiled, BANYAN_KEPT_BY: String(process.pid) }),
    })
    child.once('exit', (status) => resolve({ status, ranFor: Date.now() - started }))
  })
}

function mayStartAgain(): boolean {
  const now = Date.now()
  restarts.push(now)
  return restarts.filter((at) => now - at < within).length <= atMost
}

/** Serves until it is told to stop: a server that was killed, or that crashed after serving, comes back by itself. */
for (;;) {
  const { status, ranFor } = await runOnce()
  const wasKilled = status === null
  if (isStopping || status === 0) process.exit(status ?? 0)
  if (!wasKilled && ranFor < neverServed) process.exit(status)
  if (!mayStartAgain()) {
    process.stderr.write('The server keeps ending: see its log.\n')
    process.exit(1)
  }
  process.stderr.write(
    `The server ${wasKilled ? 'was killed' : `ended with ${status}`}: starting it again.\n`,
  )
}
