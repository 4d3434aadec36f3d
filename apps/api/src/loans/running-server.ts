import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = path.join(import.meta.dirname, '../../../..')
/** Whoever keeps the server alive gives it up when it ends more often than that within a minute. */
const killsPerMinute = 9
const longestAway = 120_000

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** The real server process with an embedded database of its own, for tests that kill either. */
export class RunningServer {
  readonly url: string
  private readonly folder: string
  private readonly port: number
  private readonly environment: NodeJS.ProcessEnv
  private readonly arming: string
  private readonly kills: number[] = []
  private child: ChildProcess | null = null
  /** The end of what it wrote about itself. */
  private said = ''

  constructor(folder: string, port: number, environment: NodeJS.ProcessEnv) {
    this.folder = folder
    this.environment = environment
    this.port = port
    this.arming = path.join(folder, 'die-at')
    this.url = `http://127.0.0.1:${port}`
  }

  /** The process that serves, as it wrote itself down; the one that keeps it alive is its parent. */
  get pid(): number {
    const file = path.join(this.folder, 'server.json')
    const { pid }: { pid: number } = JSON.parse(fs.readFileSync(file, 'utf8'))
    return pid
  }

  get isAlive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }

  async start(): Promise<void> {
    this.child = spawn(process.execPath, ['apps/api/src/keep-serving.ts'], {
      cwd: root,
      env: {
        ...this.environment,
        NODE_ENV: 'test',
        BANYAN_FAILPOINTS: this.arming,
        BANYAN_KEY_FILE: '',
        BANYAN_DATA: this.folder,
        BANYAN_DEMO: '0',
        DATABASE_URL: '',
        PORT: String(this.port),
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const hear = (chunk: Buffer) => (this.said = `${this.said}${chunk}`.slice(-4_000))
    this.child.stderr?.on('data', hear)
    await this.untilReady()
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/readyz`).catch(() => null)
    return answer?.status === 200
  }

  /** Milliseconds until the server answers that it is ready. */
  async untilReady(): Promise<number> {
    const started = performance.now()
    while (!(await this.isReady())) {
      if (!this.isAlive) throw new Error(`the server ended:\n${this.said}`)
      if (performance.now() - started > longestAway)
        throw new Error(`the server was not ready in time:\n${this.said}`)
      await sleep(20)
    }
    return Math.round(performance.now() - started)
  }

  /** No warning, no clean-up: as when the machine takes it away. Milliseconds until it was ready again. */
  async killAndReturn(): Promise<number> {
    await this.untilKillAllowed()
    const { pid } = this
    process.kill(pid, 'SIGKILL')
    return this.untilReturned(pid)
  }

  /**
   * Has the server kill itself where its work comes to the point; milliseconds until it was ready again, once
   * the work is done, or null when the work was done without coming there.
   */
  async dieAt(point: string, work: () => Promise<void>): Promise<number | null> {
    await this.untilKillAllowed()
    const { pid, arming } = this
    fs.writeFileSync(arming, point)
    const working = work().then(
      () => null,
      (error: unknown) => error,
    )
    const isReached = await Promise.race([working.then(() => false), this.untilReached()])
    const away = isReached ? await this.untilReturned(pid) : null
    const trouble = await working
    fs.rmSync(arming, { force: true })
    fs.rmSync(`${arming}.reached`, { force: true })
    if (trouble !== null) throw trouble
    return away
  }

  private async untilReached(): Promise<boolean> {
    while (fs.existsSync(this.arming)) await sleep(2)
    return true
  }

  private async untilReturned(killed: number): Promise<number> {
    const killedAt = performance.now()
    this.kills.push(killedAt)
    while (this.pid === killed && this.isAlive) await sleep(10)
    await this.untilReady()
    return Math.round(performance.now() - killedAt)
  }

  private async untilKillAllowed(): Promise<void> {
    const isLate = (at: number) => performance.now() - at < 60_000
    while (this.kills.filter(isLate).length >= killsPerMinute) await sleep(100)
  }

  /** The postmaster and every process it has, at once. */
  killDatabase(): void {
    const file = globOne(path.join(this.folder, 'postgres'), 'postmaster.pid')
    const postmaster = Number(fs.readFileSync(file, 'utf8').split('\n')[0])
    for (const pid of [postmaster, ...childrenOf(postmaster)]) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // Gone with its parent.
      }
    }
  }

  async stop(): Promise<void> {
    const { child } = this
    if (!child || !this.isAlive) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

function globOne(folder: string, name: string): string {
  const [found] = fs.globSync(`*/${name}`, { cwd: folder })
  if (found === undefined) throw new Error(`no ${name} below ${folder}`)
  return path.join(folder, found)
}

function childrenOf(parent: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const stat = fs.existsSync(`/proc/${pid}/stat`) ? readStat(pid) : ''
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
    })
}

function readStat(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
