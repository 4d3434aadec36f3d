import { rmSync } from 'node:fs'
import path from 'node:path'
import { type Config } from '../config.ts'
import { loadDemoIfFresh } from '../demo-on-first-start.ts'
import { runningServer } from '../server-file.ts'
import { makeLog, openWorld } from '../world.ts'
import { CommandFailed, type CommandResult } from './command.ts'

export const demoResetUsage = 'demo reset --yes: throws the demo bank away and loads it anew'

/** Everything the embedded bank keeps. A database of the user's own is never touched. */
const kept = ['postgres', 'seals', 'database.json', 'master.key', 'logins.json', 'truths.json']

export async function resetDemo(
  config: Config,
  options: Record<string, string>,
  say: (line: string) => void,
): Promise<CommandResult> {
  if (config.databaseUrl)
    throw new CommandFailed('DATABASE_URL is set: only the embedded bank can be reset')
  const running = runningServer(config.dataFolder)
  if (running) throw new CommandFailed(`Banyan is running (process ${running.pid}): stop it first`)
  if (options['yes'] !== 'true') {
    throw new CommandFailed(
      `everything in ${config.dataFolder} would be thrown away; say --yes to do it`,
    )
  }
  for (const name of kept)
    rmSync(path.join(config.dataFolder, name), { recursive: true, force: true })
  const world = await openWorld(config, {
    say: () => undefined,
    log: makeLog('warn', config.logFile),
    mayJoin: false,
  })
  try {
    const loaded = await loadDemoIfFresh(world, say)
    return {
      ok: loaded,
      json: { loaded },
      text: loaded ? 'the demo bank is new' : 'the bank is empty',
    }
  } finally {
    await world.close()
  }
}
