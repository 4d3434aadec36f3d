import { money } from '@banyan/domain/money'
import { expect } from 'vitest'
import type { StormBank } from './storm-bank.ts'

const clients = 8
/** Little enough that no loan is settled, however often one of them was paid before. */
const repaid = money(23_45)

/** One command of each of the clients, of a kind. */
const commands = {
  'loans.disburse': (bank: StormBank) => bank.payOut(),
  'loans.repay': (bank: StormBank, client: number) => {
    const loanId = bank.loanIds[client % bank.loanIds.length]
    return bank.ask('loans.repay', { loanId, amount: repaid })
  },
}

/**
 * Kills the server at each of the points, with eight clients at the same work; the one whose transaction came
 * there first took the server with it. Gives how long the server was away each time, in milliseconds.
 */
export async function killAtPoints(
  bank: StormBank,
  work: keyof typeof commands,
  points: readonly string[],
): Promise<number[]> {
  const away: number[] = []
  for (const point of points) {
    const asked = Array.from({ length: clients }, (_, client) => client)
    const ready = await bank.server.dieAt(point, async () => {
      await Promise.all(asked.map((client) => commands[work](bank, client)))
    })
    expect(ready, `${point} was not reached`).not.toBeNull()
    if (ready !== null) away.push(ready)
  }
  return away
}
