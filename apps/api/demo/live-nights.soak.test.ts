import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../src/loans/invariants.queries.ts'
import { liveNights } from './live-nights.ts'
import { aLivingLender } from './living-demo.ts'
import { lendInManyWays } from './many-loans.ts'

const months = 12
const nightsOfMonth = 31

let lender: Awaited<ReturnType<typeof aLivingLender>>

beforeAll(async () => {
  lender = await aLivingLender(1)
  await lendInManyWays(lender, 60)
}, 600_000)
afterAll(() => lender.drop())

describe('a year of a demo institution, closed night by night', () => {
  it('leaves every loan and every account as one replay from the events does, each month', async () => {
    const { resources, institutionId } = lender
    const done: Record<string, number> = {}
    let loans = 0
    const begun = performance.now()
    for (let month = 0; month < months; month++) {
      const lived = await liveNights(lender, { nights: nightsOfMonth, seed: 20_270_101 + month })
      expect(lived.check.differences, `month ${month}`).toEqual([])
      const breaches = await resources.transact(institutionId, (tx) =>
        findBreaches(tx, institutionId),
      )
      expect(breaches, `month ${month}`).toEqual([])
      for (const [act, times] of Object.entries(lived.done)) done[act] = (done[act] ?? 0) + times
      loans = lived.check.loans
      const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
      console.info(`month ${month + 1}: through ${lived.businessDay}, ${minutes} min`)
    }
    const told = Object.entries(done).map(([act, times]) => `${times} × ${act}`)
    console.info(
      `year: ${months * nightsOfMonth} nights, ${loans} loans, ${told.join(', ')}; ` +
        `0 differences from one replay, 0 invariants broken, 12 looks`,
    )
  })
})
