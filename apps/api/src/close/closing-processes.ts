import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Day } from '@banyan/domain/calendar'
import type { TestBank, TestStaff } from '../testing.ts'

interface Closing {
  bank: TestBank
  staff: TestStaff
  through: Day
  mark: string
}

/** Starts a process that closes; resolves with its exit code, null when it was killed. */
export function startClosing({ bank, staff, through, mark }: Closing) {
  const script = new URL('closing-process.ts', import.meta.url)
  const given = [bank.appUrl, bank.institution.code, staff.staffId, through, mark]
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
