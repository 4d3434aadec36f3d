import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problemFrom } from './embedded-postgres-error.ts'
import { makeCluster } from './cluster.ts'
import { launchPostgres, type PostgresProcess } from './postgres-process.ts'
import { postgresBinaries, type PostgresMajor } from './postgres-binaries.ts'
import { endOrphans, leaveFolder, liveOwner, notePort, takeFolder } from './server-folder.ts'
import { refuseForeignFolder, serverUser } from './server-user.ts'

export type EmbeddedPostgresOptions = {
  settings?: Record<string, string>
  /** False gives up everything that survives a crash, for tests. */
  durable?: boolean
  major?: PostgresMajor
  /** Told when the server ended by itself and is started again. */
  onRestart?: (line: string) => void
}

export type EmbeddedPostgres = { port: number; superuserUrl: string; stop: () => Promise<void> }

const always = {
  timezone: 'UTC',
  jit: 'off',
  max_connections: '100',
  shared_buffers: '256MB',
  // Names are met here and there: to ask for each page ahead takes longer than to read it.
  effective_io_concurrency: '0',
  log_checkpoints: 'off',
  // The server's log holds no row's values.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}
const throwaway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
}

/**
 * Runs PostgreSQL from the package registry on the loopback address, its data in `dataDir`. It is made at the first
 * start, ends with this process however that ends, and is started again on the same port when it dies alone.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  { settings = {}, durable = true, major = 18, onRestart }: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir)
  makeFolder(folder)
  refuseForeignFolder(folder)
  takeFolder(folder)
  try {
    const binaries = await postgresBinaries(major, path.join(folder, 'libraries'))
    const password = superuserPassword(folder)
    const user = serverUser(binaries.postgres, binaries.env, folder)
    const cluster = path.join(folder, `data-${major}`)
    await endOrphans(cluster)
    await makeCluster({ cluster, major, durable, user, binaries })
    const all = { ...always, ...(durable ? {} : throwaway), ...settings }
    const launch = (port: number) =>
      launchPostgres({ cluster, port, settings: all, user, binaries })
    const { port, server } = await launchOnFreePort(launch)
    notePort(folder, port)
    const relaunch = () => endOrphans(cluster).then(() => launch(port))
    const stopServer = keepRunning(server, relaunch, onRestart ?? (() => {}))
    return {
      port,
      superuserUrl: superuserUrl(port, password),
      stop: () => stopServer().finally(() => leaveFolder(folder)),
    }
  } catch (error) {
    leaveFolder(folder)
    throw asProblem(error, folder)
  }
}

/** The server that another live process runs in this folder; undefined while none takes connections. */
export function runningPostgres(
  dataDir: string,
): Pick<EmbeddedPostgres, 'port' | 'superuserUrl'> | undefined {
  const folder = path.resolve(dataDir)
  const port = liveOwner(folder)?.port
  return port ? { port, superuserUrl: superuserUrl(port, superuserPassword(folder)) } : undefined
}

function superuserUrl(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.W_OK)
  } catch (error) {
    const said = String(error)
    // On a read-only file system the whole path's making reports only that the folder is not there.
    throw problemFrom(said.includes('ENOSPC') ? said : `EROFS ${said}`, folder)
  }
}

function asProblem(error: unknown, folder: string): unknown {
  const fromSystem = error instanceof Error && 'code' in error && 'syscall' in error
  return fromSystem ? problemFrom(error.message, folder) : error
}

function superuserPassword(folder: string): string {
  const file = path.join(folder, 'superuser-password')
  if (!fs.existsSync(file) || fs.statSync(file).size === 0) {
    fs.writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
  }
  return fs.readFileSync(file, 'utf8')
}

async function launchOnFreePort(
  launch: (port: number) => Promise<PostgresProcess>,
): Promise<{ port: number; server: PostgresProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, server: await launch(port) }
    } catch (error) {
      const portWasTaken =
        error instanceof Error && error.message.includes('Address already in use')
      if (!portWasTaken || attempt === 5) throw error
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** Starts the server again whenever it ends unasked; returns what stops it for good. */
function keepRunning(
  first: PostgresProcess,
  relaunch: () => Promise<PostgresProcess>,
  tell: (line: string) => void,
): () => Promise<void> {
  let server = first
  let isStopping = false
  let restarting: Promise<void> = Promise.resolve()

  const restart = async (delay: number): Promise<void> => {
    if (isStopping) return
    try {
      server = await relaunch()
      watch()
      tell('PostgreSQL ended unexpectedly and was started again')
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
      await sleep(delay)
      await restart(Math.min(delay * 2, 5_000))
    }
  }
  const watch = () => {
    void server.ended.then(() => {
      if (!isStopping) restarting = restart(100)
    })
  }
  watch()
  return async () => {
    isStopping = true
    await restarting
    await server.stop()
  }
}
