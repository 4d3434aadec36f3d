import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Day } from '@banyan/domain/calendar'
import type { TestBank, TestStaff } from '../testing.ts'

interface Closing {
  bank: TestBank
  staff: TestStaff
  through: Day
  mark: string
  /** The file that names the point to die at. */
  arming?: string
}

/** Starts a process that closes; resolves with its exit code, null when it was killed. */
function startClosing({ bank, staff, through, mark, arming = '' }: Closing) {
  const script = new URL('closing-process.ts', import.meta.url)
  const given = [bank.appUrl, bank.institution.code, staff.staffId, through, mark, arming]
  const child = spawn(process.execPath, [script.pathname, ...given], { stdio: 'inherit' })
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code))
  })
  return { ended, kill: () => void child.kill('SIGKILL') }
}

/**
 * Kills closing processes, two at a time, at moments of their work until so many were killed, and lets the
 * last one finish. `moments` say how long each lives after it began to work.
 */
export async function closeUnderKills(
  closing: Closing,
  moments: readonly number[],
): Promise<number> {
  let killed = 0
  for (const moment of moments) {
    const pair = [startClosing(closing), startClosing(closing)]
    await workBegan(closing)
    await sleep(moment)
    for (const { kill } of pair) kill()
    const codes = await Promise.all(pair.map(({ ended }) => ended))
    killed += codes.filter((code) => code === null).length
  }
  const last = await startClosing(closing).ended
  if (last !== 0) throw new Error(`the last close ended with ${last}`)
  return killed
}

/**
 * Closes with two processes of which the first that comes to the point dies there, and the other goes on to
 * the end.
 */
export async function closeDyingAt(closing: Closing, point: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-closing-'))
  const arming = path.join(folder, 'die-at')
  fs.writeFileSync(arming, point)
  try {
    const pair = [startClosing({ ...closing, arming }), startClosing({ ...closing, arming })]
    const codes = await Promise.all(pair.map(({ ended }) => ended))
    if (!fs.existsSync(`${arming}.reached`)) throw new Error(`${point} was not reached`)
    if (!codes.includes(null) || !codes.includes(0))
      throw new Error(`${point}: the processes ended with ${codes.join(' and ')}`)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** Until a portion more is done than before, or the close has ended. */
async function workBegan({ bank, staff, through }: Closing): Promise<void> {
  const look = async () => {
    const { days, businessDay } = await bank.as(staff).close.progress({})
    const rows = days.flatMap(({ steps }) => steps.map((step) => step.rows))
    return { rows: rows.reduce((sum, each) => sum + each, 0), isOver: businessDay > through }
  }
  const before = await look()
  for (let tick = 0; tick < 400; tick++) {
    const now = await look()
    if (now.isOver || now.rows > before.rows) return
    await sleep(10)
  }
}
