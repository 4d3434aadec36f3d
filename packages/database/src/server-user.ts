import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** How a server program is started: the command that goes before it. */
export type ServerUser = { prefix: string[] }

const nobody = 65534
const endWithParent = ['setpriv', '--pdeathsig', 'INT', '--']
const asNobodyInNamespace = [
  ...['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'],
  ...endWithParent,
]
const asNobody = [
  ...['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'],
  ...['--pdeathsig', 'INT', '--'],
]

/**
 * PostgreSQL refuses to run as root, so root starts it in a user namespace (where the data stays root's own), or,
 * where those are forbidden, as nobody. `--pdeathsig` stops the server cleanly even when its parent is killed.
 * The folder is given to the user that the server runs as.
 */
export function serverUser(
  program: string,
  env: Record<string, string>,
  folder: string,
): ServerUser {
  const uid = process.getuid?.() ?? 0
  if (uid !== 0) return { prefix: runs(endWithParent, program, env) ? endWithParent : [] }
  if (runs(asNobodyInNamespace, program, env)) {
    giveFolder(folder, 0)
    return { prefix: asNobodyInNamespace }
  }
  const parent = path.dirname(folder)
  fs.chmodSync(parent, fs.statSync(parent).mode | 0o011)
  giveFolder(folder, nobody)
  if (runs(asNobody, program, env)) return { prefix: asNobody }
  giveFolder(folder, 0)
  throw new EmbeddedPostgresError(
    'root-not-possible',
    'PostgreSQL refuses to run as root, user namespaces are forbidden here, and nobody may not enter this folder: start as an ordinary user, or set DATABASE_URL.',
  )
}

function runs(prefix: string[], program: string, env: Record<string, string>): boolean {
  const [command = program, ...args] = [...prefix, program, '--version']
  return spawnSync(command, args, { stdio: 'ignore', cwd: '/', env }).status === 0
}

/** A folder of another person is left alone and reported; root may use its own and the one it once gave to nobody. */
export function refuseForeignFolder(folder: string): void {
  const { uid } = fs.statSync(folder)
  const own = process.getuid?.() ?? uid
  if (uid === own || (own === 0 && uid === nobody)) return
  throw new EmbeddedPostgresError(
    'folder-not-writable',
    `The folder ${folder} belongs to user ${uid}: start as that user, or delete the folder.`,
  )
}

function giveFolder(folder: string, uid: number): void {
  if (fs.statSync(folder).uid === uid) return
  fs.chownSync(folder, uid, uid)
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(folder, entry), uid, uid)
  }
}
