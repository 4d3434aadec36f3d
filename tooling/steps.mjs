import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** A step cannot go on. The message is the one line the person sees. */
export class Stop extends Error {}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Names the step, does it, and says how long it took. */
export async function step(name, work) {
  const since = Date.now()
  process.stderr.write(`${name} … `)
  try {
    const result = await work()
    process.stderr.write(`${seconds(since)}\n`)
    return result
  } catch (error) {
    process.stderr.write(`failed after ${seconds(since)}\n`)
    throw error
  }
}

/** Runs a command quietly; resolves with its exit status and all that it printed. */
export function runQuietly(command, args, { env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (status) => resolve({ status: status ?? 1, output }))
  })
}

/** Runs a command on this terminal; passes on the signals it gets and resolves with the exit status. */
export function runInFront(command, args, { env, ownGroup = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', detached: ownGroup })
    passSignals(child, ownGroup)
    if (ownGroup && process.env.npm_lifecycle_event) stopWithParent(child)
    child.once('error', reject)
    child.once('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]))
  })
}

/** Ctrl-C reaches this process from the terminal and again from npm; the command hears of it once. */
function passSignals(child, ownGroup) {
  let lastAt = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Without a group of its own, the command has the terminal's Ctrl-C already.
      const hasIt = signal === 'SIGINT' && !ownGroup && process.stdin.isTTY
      const isRepeat = Date.now() - lastAt < 1_000
      lastAt = Date.now()
      if (!hasIt && !isRepeat) child.kill(signal)
    })
  }
}

/** When npm is killed it can pass nothing on; then the command is stopped here. */
function stopWithParent(child) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}
