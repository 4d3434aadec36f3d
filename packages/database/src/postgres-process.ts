import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problemFrom } from './embedded-postgres-error.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { ServerUser } from './server-user.ts'

type Launch = {
  cluster: string
  port: number
  settings: Record<string, string>
  user: ServerUser
  binaries: PostgresBinaries
}

export type PostgresProcess = { ended: Promise<void>; stop: () => Promise<void> }

const largestLog = 10_000_000

/** Starts the server and waits until it takes connections, however long its recovery takes. */
export async function launchPostgres(launch: Launch): Promise<PostgresProcess> {
  const { cluster, port, settings, user, binaries } = launch
  const logFile = path.join(path.dirname(cluster), 'server.log')
  const log = openLog(logFile)
  const [command = binaries.postgres, ...args] = [
    ...user.prefix,
    binaries.postgres,
    // A socket's path could be longer than the system allows, so there is none.
    ...['-D', cluster, '-h', '127.0.0.1', '-p', String(port), '-k', ''],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  // Detached: Ctrl-C in the terminal reaches only this process, which closes its connections first.
  const child = spawn(command, args, {
    env: binaries.env,
    cwd: path.dirname(cluster),
    stdio: ['ignore', 'ignore', log.descriptor],
    detached: true,
  })
  fs.closeSync(log.descriptor)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  while (!isReady(cluster, child)) {
    if (await Promise.race([ended.then(() => true), sleep(15, false)])) {
      throw problemFrom(readFrom(logFile, log.size), path.dirname(cluster))
    }
  }
  child.unref()
  return { ended, stop: () => stop(child, ended) }
}

function openLog(file: string): { descriptor: number; size: number } {
  const size = fs.existsSync(file) ? fs.statSync(file).size : 0
  if (size > largestLog) fs.renameSync(file, `${file}.old`)
  return { descriptor: fs.openSync(file, 'a', 0o600), size: size > largestLog ? 0 : size }
}

function readFrom(file: string, position: number): string {
  return fs.readFileSync(file).subarray(position).toString()
}

/** The server writes its state into the last line of its lock file, as its own control program reads it. */
function isReady(cluster: string, child: ChildProcess): boolean {
  try {
    const lines = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/** Ends the server's sessions and writes everything down; harder when that takes too long. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  child.kill('SIGINT')
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 30_000)
  await ended
  clearTimeout(impatient)
}
