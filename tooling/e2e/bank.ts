import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = path.join(import.meta.dirname, '../..')
const demoMonth = '2026-10'

export interface RunningBank {
  url: string
  folder: string
  stop: () => Promise<void>
}

interface ServerFile {
  port: number
  pid: number
}

function serverIn(folder: string, pid: number | undefined): ServerFile | null {
  const file = path.join(folder, 'server.json')
  if (!fs.existsSync(file)) return null
  const server: ServerFile = JSON.parse(fs.readFileSync(file, 'utf8'))
  return server.pid === pid ? server : null
}

/** The server as `npm start` starts it, with a demo bank of its own on a free port. */
export async function startBank(folder: string, seconds = 480): Promise<RunningBank> {
  const child = spawn(process.execPath, ['apps/api/src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      BANYAN_DATA: folder,
      PORT: '0',
      DEMO_MONTH: demoMonth,
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  for (let waited = 0; waited < seconds * 10; waited++) {
    const server = serverIn(folder, child.pid)
    if (server) return { url: `http://127.0.0.1:${server.port}`, folder, stop }
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    await sleep(100)
  }
  await stop()
  throw new Error(`the server was not ready within ${seconds} s`)
}
