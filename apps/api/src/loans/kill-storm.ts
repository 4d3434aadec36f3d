import { setTimeout as sleep } from 'node:timers/promises'
import { money } from '@banyan/domain/money'
import { expect } from 'vitest'
import type { StormBank } from './storm-bank.ts'

const clients = 8
const repaid = money(1_234_56)

export interface Storm {
  killsOfServer: number
  killsOfDatabase: number
  /** Replies between one kill and the next, at least. */
  repliesBetween: number
  /** Contracts that are not paid out, for what comes later. */
  keeps?: number
}

/** Milliseconds until the server was ready again, kill by kill. */
export type Away = Record<'server' | 'database', number[]>

/** Pays contracts out, and takes repayments of what was paid out, until it is told to stop. */
async function runClient(bank: StormBank, keeps: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (bank.contracts.length > keeps) await bank.payOut()
    const loanId = bank.loanIds[Math.floor(Math.random() * bank.loanIds.length)]
    if (loanId) await bank.ask('loans.repay', { loanId, amount: repaid })
  }
}

/**
 * The server and its database are killed in turns, at moments nobody chose, while eight clients pay out and take
 * repayments. The server outlives its database.
 */
export async function killInTurns(bank: StormBank, storm: Storm): Promise<Away> {
  const { journal, server } = bank
  const trouble: unknown[] = []
  let isOver = false
  const load = Promise.all(
    Array.from({ length: clients }, () =>
      runClient(bank, storm.keeps ?? 0, () => isOver).catch((error: unknown) =>
        trouble.push(error),
      ),
    ),
  )
  const away: Away = { server: [], database: [] }
  const most = { server: storm.killsOfServer, database: storm.killsOfDatabase }
  while (away.server.length < most.server || away.database.length < most.database) {
    const until = journal.length + storm.repliesBetween
    while (journal.length < until && trouble.length === 0) await sleep(5)
    expect(trouble).toEqual([])
    const isDatabase =
      away.database.length < most.database && away.server.length > away.database.length
    const victim = isDatabase || away.server.length === most.server ? 'database' : 'server'
    await sleep(Math.random() * 40)
    away[victim].push(await (victim === 'database' ? killDatabase() : server.killAndReturn()))
  }
  isOver = true
  await load
  expect(trouble).toEqual([])
  return away

  async function killDatabase(): Promise<number> {
    const { pid } = server
    server.killDatabase()
    const ready = await server.untilReady()
    expect(server.pid).toBe(pid)
    expect(server.isAlive).toBe(true)
    return ready
  }
}

/** The middle and the longest of a series of milliseconds, for the record. */
export function spreadOf(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  return `${times.length} (back after ${middle} ms in the middle, ${sorted.at(-1) ?? 0} ms at most)`
}
