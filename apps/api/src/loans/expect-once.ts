import { expect } from 'vitest'
import { findBreaches } from './invariants.queries.ts'
import { type Acknowledged, resultOf, type StormBank } from './storm-bank.ts'

const asCommand = (journal: readonly Acknowledged[], command: Acknowledged['command']) =>
  journal.filter((each) => each.command === command)

/** What the books say once a storm is over. */
function readBooks(bank: StormBank) {
  return bank.look(async (tx, institutionId) => ({
    loans: await tx
      .selectFrom('loan')
      .select(['id', 'applicationId'])
      .where('institutionId', '=', institutionId)
      .execute(),
    repayments: await tx
      .selectFrom('repayment')
      .select(['id', 'amount'])
      .where('institutionId', '=', institutionId)
      .execute(),
    breaches: await findBreaches(tx, institutionId),
  }))
}

/**
 * Everything acknowledged stands in the books once, nothing else does, every invariant holds, and whoever asks
 * again with the same key hears the same. Gives the counts for the record.
 */
export async function expectOnce(bank: StormBank): Promise<string> {
  const { journal } = bank
  const { loans, repayments, breaches } = await readBooks(bank)
  expect(breaches).toEqual([])
  const drawn = asCommand(journal, 'loans.disburse')
  const repaid = asCommand(journal, 'loans.repay')
  const lent = drawn.map(({ reply, body }) => ({
    id: resultOf<{ loan: { id: string } }>(reply).loan.id,
    applicationId: Reflect.get(body, 'applicationId'),
  }))
  const paid = repaid.map(({ reply, body }) => ({
    id: resultOf<{ repaymentId: string }>(reply).repaymentId,
    amount: Reflect.get(body, 'amount'),
  }))
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  expect(loans.sort(byId)).toEqual(lent.sort(byId))
  expect(repayments.sort(byId)).toEqual(paid.sort(byId))
  const asked = journal.slice(-40)
  for (const each of asked) expect(await bank.askOnce(each)).toBe(each.reply)
  return (
    `${drawn.length} drawdowns and ${repaid.length} repayments acknowledged, 0 lost, 0 twice, ` +
    `0 invariants broken, ${asked.length} asked again with the same answer`
  )
}
