import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTieOutBreaches } from '../src/close/tie-out.ts'
import { findBreaches } from '../src/loans/invariants.queries.ts'
import { liveNights } from './live-nights.ts'
import { lendInManyWays } from './many-loans.ts'
import { aLivingLender } from './living-demo.ts'

let lender: Awaited<ReturnType<typeof aLivingLender>>

beforeAll(async () => {
  lender = await aLivingLender(0.05)
  await lendInManyWays(lender, 24)
}, 120_000)
afterAll(() => lender.drop())

describe('a quarter of a demo institution, closed night by night', () => {
  it(
    'leaves every loan and every account as one replay from the events does',
    { timeout: 300_000 },
    async () => {
      const lived = await liveNights(lender, { nights: 92, seed: 20_261_101 })
      expect(lived.check.differences).toEqual([])
      expect(lived.check.loans).toBeGreaterThan(40)
      expect(Object.entries(lived.looked).filter(([, rows]) => rows === 0)).toEqual([])
      expect(Object.keys(lived.done)).toEqual(
        expect.arrayContaining([
          'pays',
          'pays part',
          'pays too much',
          'paid days ago',
          'repays early',
        ]),
      )
      const { resources, institutionId } = lender
      const given = await resources.transact(institutionId, (tx) =>
        tx.selectFrom('repayment').select('id').where('kind', '=', 'returned').execute(),
      )
      expect(given.length, 'early repayments of loans paid ahead').toBeGreaterThan(0)
      expect(
        await resources.transact(institutionId, (tx) => findBreaches(tx, institutionId)),
      ).toEqual([])
      const institution = { id: institutionId, kind: 'micro-lender' } as const
      expect(
        await resources.transact(institutionId, (tx) => findTieOutBreaches({ tx, institution })),
      ).toEqual([])
    },
  )
})
