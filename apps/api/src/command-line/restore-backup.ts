import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { copyFolder } from '@banyan/database/copy-cluster'
import { listInstitutions } from '../access/accounts.queries.ts'
import { sealAll } from '../background.ts'
import type { Config } from '../config.ts'
import { runningServer } from '../server-file.ts'
import { makeLog, openWorld } from '../world.ts'
import { checkManifest } from './backup-files.ts'
import { CommandFailed, type CommandResult } from './command.ts'
import { verifyEverything } from './verify-audit-command.ts'

export const restoreUsage =
  'restore FOLDER [--key FILE] [--drill | --yes]: a backup back into the data folder; a drill only tries it'

const restored = ['postgres', 'seals', 'database.json', 'logins.json', 'truths.json']
const known = ['key', 'drill', 'yes']

/** Checks the backup, puts it in place (a drill: in a folder thrown away after), opens it and verifies its audit. */
export async function restoreBackup(
  config: Config,
  words: readonly string[],
  options: Record<string, string>,
): Promise<CommandResult> {
  const folder = folderIn(words, options)
  if (config.databaseUrl) throw new CommandFailed('DATABASE_URL is set: restore that server itself')
  const { manifest, wrong } = await checkManifest(folder)
  if (wrong) throw new CommandFailed(`the backup is damaged: ${wrong}`)
  const key = path.resolve(options['key'] ?? config.keyFile)
  if (!existsSync(key))
    throw new CommandFailed(`the master key is not there: ${key}; name it with --key FILE`)
  const isDrill = options['drill'] === 'true'
  const target = isDrill
    ? mkdtempSync(path.join(os.tmpdir(), 'banyan-drill-'))
    : cleared(config, options['yes'] === 'true')
  try {
    putInPlace(folder, target, key, isDrill ? path.join(target, 'master.key') : config.keyFile)
    const found = await lookAt({ ...config, dataFolder: target }, isDrill)
    const json = { ...found, madeAt: manifest.madeAt, drill: isDrill }
    const done = isDrill ? 'the backup can be restored' : `restored into ${target}`
    const text = `${done}: made ${manifest.madeAt}, ${found.institutions} institutions, audit ${found.ok ? 'whole' : 'BROKEN'}, ${found.events} events`
    return { ok: found.ok, json, text }
  } finally {
    if (isDrill) rmSync(target, { recursive: true, force: true })
  }
}

function folderIn(words: readonly string[], options: Record<string, string>): string {
  const [folder, more] = words
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (!folder || more || unknown) throw new CommandFailed(restoreUsage)
  if (!existsSync(path.join(folder, 'backup.json')))
    throw new CommandFailed(`${folder} holds no backup`)
  return path.resolve(folder)
}

/** The data folder without a bank; the present one is moved aside, never thrown away. */
function cleared({ dataFolder }: Config, isMeant: boolean): string {
  const running = runningServer(dataFolder)
  if (running) throw new CommandFailed(`Banyan is running (process ${running.pid}): stop it first`)
  const present = restored.filter((name) => existsSync(path.join(dataFolder, name)))
  if (present.length > 0) {
    if (!isMeant)
      throw new CommandFailed(
        `${dataFolder} holds a bank: --yes moves it aside, --drill only tries`,
      )
    const aside = path.join(dataFolder, `before-${new Date().toISOString().replaceAll(':', '')}`)
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const name of present) renameSync(path.join(dataFolder, name), path.join(aside, name))
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  return dataFolder
}

function putInPlace(folder: string, target: string, key: string, keyFile: string): void {
  for (const name of restored) {
    const source = path.join(folder, name)
    if (!existsSync(source)) continue
    if (statSync(source).isDirectory()) copyFolder(source, path.join(target, name))
    else copyFileSync(source, path.join(target, name))
  }
  if (path.resolve(keyFile) !== key) copyFileSync(key, keyFile)
}

async function lookAt(config: Config, isDrill: boolean) {
  const keyFile = isDrill ? path.join(config.dataFolder, 'master.key') : config.keyFile
  const world = await openWorld(
    { ...config, keyFile },
    { say: () => undefined, log: makeLog('warn', config.logFile), mayJoin: false },
  )
  try {
    await sealAll(world)
    const { ok, events, firstBad } = await verifyEverything(world)
    return { ok, events, firstBad, institutions: (await listInstitutions(world.db)).length }
  } finally {
    await world.close()
  }
}
