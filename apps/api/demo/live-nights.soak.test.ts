import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../src/loans/invariants.queries.ts'
import { liveNights } from './live-nights.ts'
import { aLivingLender } from './living-demo.ts'
import { lendInManyWays } from './many-loans.ts'

let lender: Awaited<ReturnType<typeof aLivingLender>>

beforeAll(async () => {
  lender = await aLivingLender(1)
  await lendInManyWays(lender, 60)
}, 600_000)
afterAll(() => lender.drop())

describe('a year of a demo institution, closed night by night', () => {
  it('leaves every loan and every account as one replay from the events does, each month', async () => {
    const { resources, institutionId } = lender
    for (let month = 0; month < 12; month++) {
      const lived = await liveNights(lender, { nights: 31, seed: 20_270_101 + month })
      expect(lived.check.differences, `month ${month}`).toEqual([])
      const breaches = await resources.transact(institutionId, (tx) =>
        findBreaches(tx, institutionId),
      )
      expect(breaches, `month ${month}`).toEqual([])
    }
  })
})
