import { describe, expect, it } from 'vitest'
import { surviveKills } from './kill-storm.ts'

describe('a kill of the API and one of the database', () => {
  it(
    'loses no acknowledged drawdown or repayment, and does none twice',
    { timeout: 240_000 },
    async () => {
      const kills = { killsOfServer: 2, killsOfDatabase: 1, repliesBetween: 8 }
      const back = await surviveKills({ contracts: 40, ...kills, environment: process.env })
      expect([back.server.length, back.database.length]).toEqual([2, 1])
    },
  )
})
