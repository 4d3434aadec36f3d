import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure } from './measure.ts'
import { recordTransactions, sendAgain } from './recorded-statements.ts'
import { aCollector, type DueLoan, makeDueLoans } from './repay-data.ts'

const clientCounts = [8, 16, 32]

/**
 * Repayments a second through the operation (permission, idempotency, locks, the loan's course, postings, audit, trees)
 * beside the same statements, recorded from it, sent again without a thought between them.
 */
export async function benchRepay(bank: BenchBank, scale: number): Promise<Measure[]> {
  const each = Math.max(200, Math.round(10_000 * scale))
  const loans = await makeDueLoans(bank, each * clientCounts.length * 2)
  const callerOf = await aCollector(bank)
  const measured: Measure[] = []
  for (const [index, clients] of clientCounts.entries()) {
    const [own, recorded] = [2 * index, 2 * index + 1].map((part) =>
      loans.slice(part * each, (part + 1) * each),
    )
    if (!own || !recorded) continue
    const operations = recorded.map(
      ({ id, amount }) =>
        (resources: Parameters<typeof callerOf>[0]) =>
          callerOf(resources).loans.repay({ loanId: id, amount }),
    )
    const transactions = await recordTransactions(bank, operations)
    const limit = await sendAgain(bank, transactions, clients)
    const value = await repay(own, clients, ({ id, amount }) =>
      callerOf(bank.world.resources).loans.repay({ loanId: id, amount }),
    )
    const statements = transactions[0]?.length ?? 0
    measured.push(
      measure({
        name: `repay: ${clients} clients`,
        value,
        unit: 'repayments/s',
        limit,
        against: `its ${statements} statements, pipelined over ${clients} connections`,
        goal: 'none',
      }),
    )
  }
  return measured
}

async function repay(
  loans: readonly DueLoan[],
  clients: number,
  pay: (loan: DueLoan) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let mine = loans[next++]; mine; mine = loans[next++]) await pay(mine)
    }),
  )
  return (loans.length / (performance.now() - started)) * 1000
}
