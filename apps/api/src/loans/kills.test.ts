import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectOnce } from './expect-once.ts'
import { killAtPoints } from './failpoint-storm.ts'
import { killInTurns } from './kill-storm.ts'
import { StormBank } from './storm-bank.ts'

let bank: StormBank

beforeAll(async () => {
  bank = await StormBank.open(process.env, 60)
}, 120_000)
afterAll(() => bank.close())

describe('kills of the API and of the database', () => {
  it(
    'lose no acknowledged drawdown or repayment, and do none twice',
    { timeout: 240_000 },
    async () => {
      const kills = { killsOfServer: 1, killsOfDatabase: 1, repliesBetween: 8, keeps: 20 }
      const away = await killInTurns(bank, kills)
      expect([away.server.length, away.database.length]).toEqual([1, 1])
      await killAtPoints(bank, 'loans.disburse', ['loans.disburse:after-reserve'])
      await killAtPoints(bank, 'loans.repay', ['loans.repay:after-commit'])
      await expectOnce(bank)
    },
  )
})
