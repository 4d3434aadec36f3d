import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { problemFrom } from './embedded-postgres-error.ts'
import type { PostgresBinaries, PostgresMajor } from './postgres-binaries.ts'
import type { ServerUser } from './server-user.ts'

type NewCluster = {
  cluster: string
  major: PostgresMajor
  durable: boolean
  user: ServerUser
  binaries: PostgresBinaries
}

/** The order of text is that of its code points, the same on every machine. */
const locale: Record<PostgresMajor, string[]> = {
  18: ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  15: ['--locale=C.UTF-8'],
}

/** Makes the cluster if it is not there. It is made under another name, so a half-made one is never taken for whole. */
export async function makeCluster({ cluster, major, durable, user, binaries }: NewCluster) {
  if (fs.existsSync(path.join(cluster, 'PG_VERSION'))) return
  const halfMade = `${cluster}.new`
  fs.rmSync(halfMade, { recursive: true, force: true })
  const passwordFile = path.join(path.dirname(cluster), 'superuser-password')
  const [command = binaries.initdb, ...args] = [
    ...user.prefix,
    binaries.initdb,
    ...['-D', halfMade, '-U', 'postgres', '-E', 'UTF8', ...locale[major]],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--data-checksums'],
    ...['--no-instructions', ...(durable ? [] : ['--no-sync'])],
  ]
  const { status, output } = await run(command, args, binaries.env, path.dirname(cluster))
  if (status !== 0) {
    fs.rmSync(halfMade, { recursive: true, force: true })
    throw problemFrom(output, path.dirname(cluster))
  }
  fs.renameSync(halfMade, cluster)
}

function run(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd: string,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output }))
  })
}
