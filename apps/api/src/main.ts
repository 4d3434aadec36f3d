import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { isDatabaseProblem } from '@banyan/database/locate'
import { serve, type ServerType } from '@hono/node-server'
import { listInstitutions } from './access/accounts.queries.ts'
import { startBackground } from './background.ts'
import { type Config, home, readConfig, readVersion } from './config.ts'
import { type DemoLogin, readDemoLogins } from './demo-logins.ts'
import { loadDemoIfFresh } from './demo-on-first-start.ts'
import { createServer } from './server.ts'
import { armingFile, dieBeforeReply } from './failpoints.ts'
import { removeServerFile, runningServer, writeServerFile } from './server-file.ts'
import { CannotStart, makeLog, openWorld, type World } from './world.ts'

const started = performance.now()

function say(line: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(`[${seconds.padStart(5)}s] ${line}\n`)
}

function listen(world: World): Promise<{ server: ServerType; port: number }> {
  const { config, resources } = world
  const isSecure = config.publicUrl?.startsWith('https:') === true
  const demoLogins = readDemoLogins(config.dataFolder)
  const app = createServer({
    resources,
    access: {
      db: world.db,
      now: resources.now,
      isSecure,
      isDemo: demoLogins.length > 0 && !isSecure,
      demoLogins: () => demoLogins,
    },
    pages: {
      portal: path.join(home, 'apps/portal/dist'),
      analytics: path.join(home, 'apps/analytics/dist'),
    },
  })
  const failpoints = armingFile(config)
  const fetch = failpoints === null ? app.fetch : dieBeforeReply(app.fetch, failpoints)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: config.port, hostname: config.host }, (info) =>
      resolve({ server, port: info.port }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        isTaken
          ? new CannotStart(`Port ${config.port} is taken: stop what uses it, or set PORT.`)
          : error,
      )
    })
  })
}

function column(text: string, width: number): string {
  const shown = [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(1, width - shown))
}

async function printWelcome(world: World, port: number): Promise<void> {
  const { config } = world
  const address = config.publicUrl ?? `http://${config.host}:${port}`
  const logins: DemoLogin[] = readDemoLogins(config.dataFolder)
  const lines = [
    '',
    `榕树 Banyan ${readVersion()}`,
    `  Portal     ${address}/`,
    `  Analytics  ${address}/analytics/`,
    '',
  ]
  for (const { institutionName, role, login, password } of logins) {
    lines.push(`  ${column(institutionName, 22)}${column(role, 26)}${column(login, 30)}${password}`)
  }
  const institutions = await listInstitutions(world.db)
  if (institutions.length === 0) {
    lines.push('  No institution yet: npm run banyan -- institution add --help')
  }
  if (config.logFile) lines.push('', `  Log        ${config.logFile}`)
  lines.push('', 'Ready. Ctrl-C stops everything.', '')
  process.stdout.write(lines.join('\n'))
}

async function stopOnSignal(
  world: World,
  server: ServerType,
  stopWork: () => Promise<void>,
): Promise<void> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(name, () => resolve(name))
  })
  say(`${signal}: finishing what is under way`)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 8_000))])
  await stopWork()
  removeServerFile(world.config.dataFolder)
  await world.close()
  say('stopped cleanly')
}

/** Whoever keeps this server alive was killed: nobody would hear of it any more, so it stops. */
function stopWithKeeper(keeper: number | null): void {
  if (keeper === null) return
  const watch = setInterval(() => {
    if (process.ppid === keeper) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

async function start(config: Config): Promise<void> {
  const running = runningServer(config.dataFolder)
  if (running)
    throw new CannotStart(
      `Banyan already runs from this folder, on port ${running.port} (process ${running.pid}).`,
    )
  const log = makeLog(config.logLevel, config.logFile)
  const world = await openWorld(config, { say, log, mayJoin: false })
  try {
    await loadDemoIfFresh(world, say)
    const { server, port } = await listen(world)
    const background = startBackground(world)
    writeServerFile(config.dataFolder, { port, pid: process.pid })
    say(`serving on port ${port}`)
    await printWelcome(world, port)
    // Kept now, for a server that is killed keeps nothing.
    flushCompileCache()
    stopWithKeeper(config.keptBy)
    await stopOnSignal(world, server, background.stop)
  } catch (error) {
    await world.close()
    throw error
  }
}

try {
  await start(readConfig())
  process.exit(0)
} catch (error) {
  const isPlain =
    error instanceof CannotStart || error instanceof RangeError || isDatabaseProblem(error)
  process.stderr.write(
    isPlain ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}
