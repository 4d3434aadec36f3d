import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout; everything this copy keeps is in its `.banyan`. */
export const home = fileURLToPath(new URL('../../../', import.meta.url))

export interface Config {
  port: number
  host: string
  dataFolder: string
  databaseUrl: string | null
  migrateDatabaseUrl: string | null
  readDatabaseUrl: string | null
  keyFile: string
  demo: boolean | null
  demoMonth: string | null
  logLevel: string
  /** Null: standard error. */
  logFile: string | null
  publicUrl: string | null
  /** The process that starts this server again when it is killed. */
  keptBy: number | null
  /** The file that tells a test's server where to die; null: nowhere. */
  failpoints: string | null
  isTest: boolean
}

function present(name: string): string | null {
  const value = process.env[name]
  return value === undefined || value === '' ? null : value
}

/** The only reader of the environment. */
export function readConfig(): Config {
  const dataFolder = path.resolve(present('BANYAN_DATA') ?? path.join(home, '.banyan'))
  const port = Number(present('PORT') ?? 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`PORT must be a port number, not ${present('PORT')}`)
  }
  return {
    port,
    host: present('HOST') ?? '127.0.0.1',
    dataFolder,
    databaseUrl: present('DATABASE_URL'),
    migrateDatabaseUrl: present('MIGRATE_DATABASE_URL'),
    readDatabaseUrl: present('DATABASE_READ_URL'),
    keyFile: present('BANYAN_KEY_FILE') ?? path.join(dataFolder, 'master.key'),
    demo: present('BANYAN_DEMO') === null ? null : present('BANYAN_DEMO') === '1',
    demoMonth: present('DEMO_MONTH'),
    logLevel: present('LOG_LEVEL') ?? 'info',
    logFile:
      present('LOG_FILE') === '-'
        ? null
        : (present('LOG_FILE') ?? path.join(dataFolder, 'server.log')),
    publicUrl: present('PUBLIC_URL'),
    keptBy: present('BANYAN_KEPT_BY') === null ? null : Number(present('BANYAN_KEPT_BY')),
    failpoints: present('BANYAN_FAILPOINTS'),
    isTest: present('NODE_ENV') === 'test',
  }
}

export function readVersion(): string {
  const text = readFileSync(path.join(home, 'package.json'), 'utf8')
  const { version }: { version: string } = JSON.parse(text)
  return version
}

/** This process's environment for one it starts, with something added. */
export function environmentWith(added: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...added }
}
