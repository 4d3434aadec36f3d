import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError, problemFrom } from './embedded-postgres-error.ts'

/** The process that runs the server in a folder. */
export type FolderOwner = { pid: number; startedAt: string; port: number | null }

const ownerFile = (folder: string) => path.join(folder, 'owner.json')

/** Makes this process the folder's owner, or reports the live one. */
export function takeFolder(folder: string): void {
  const owner = liveOwner(folder)
  if (owner) {
    throw new EmbeddedPostgresError(
      'already-running',
      `The database in ${folder} is in use by process ${owner.pid}: stop that one first.`,
    )
  }
  try {
    fs.rmSync(ownerFile(folder), { force: true })
    writeOwner(folder, null, 'wx')
  } catch (error) {
    throw problemFrom(String(error), folder)
  }
}

export function notePort(folder: string, port: number): void {
  writeOwner(folder, port, 'w')
}

export function leaveFolder(folder: string): void {
  fs.rmSync(ownerFile(folder), { force: true })
}

/** The process that owns the folder now; undefined when none does, or when it was killed. */
export function liveOwner(folder: string): FolderOwner | undefined {
  let owner: FolderOwner
  try {
    owner = JSON.parse(fs.readFileSync(ownerFile(folder), 'utf8')) as FolderOwner
  } catch {
    return undefined
  }
  return startOf(owner.pid) === owner.startedAt ? owner : undefined
}

function writeOwner(folder: string, port: number | null, flag: 'w' | 'wx'): void {
  const owner: FolderOwner = { pid: process.pid, startedAt: startOf(process.pid) ?? '', port }
  fs.writeFileSync(ownerFile(folder), JSON.stringify(owner), { mode: 0o600, flag })
}

/** The start of a process in clock ticks, so that a reused process id is not taken for the same process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return afterName[0] === 'Z' ? undefined : afterName[19]
  } catch {
    return undefined
  }
}

/**
 * Ends what a killed owner left behind in the cluster's folder and removes its lock file. PostgreSQL's own check
 * takes any process that reuses the recorded id for a live server, so a folder nobody works in is cleared here.
 */
export async function endOrphans(cluster: string): Promise<void> {
  const lockFile = path.join(cluster, 'postmaster.pid')
  if (!fs.existsSync(lockFile)) return
  const postmaster = Number(fs.readFileSync(lockFile, 'utf8').split('\n')[0])
  const signals: Record<number, NodeJS.Signals> = { 0: 'SIGINT', 200: 'SIGQUIT', 300: 'SIGKILL' }
  for (let tick = 0; tick < 400; tick++) {
    const left = processesIn(cluster)
    if (left.length === 0) {
      fs.rmSync(lockFile, { force: true })
      return
    }
    const signal = signals[tick]
    if (signal) for (const pid of left) if (pid === postmaster || tick > 0) trySignal(pid, signal)
    await sleep(50)
  }
  throw new EmbeddedPostgresError(
    'already-running',
    `Processes ${processesIn(cluster).join(', ')} still work in ${cluster} and do not end: stop them first.`,
  )
}

function processesIn(cluster: string): number[] {
  const folder = fs.realpathSync(cluster)
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => worksIn(pid, folder))
    .map(Number)
}

function worksIn(pid: string, folder: string): boolean {
  try {
    if (fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false
    return fs.readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}
