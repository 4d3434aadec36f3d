import { describe, expect, it } from 'vitest'
import { surviveKills } from './kill-storm.ts'

describe('paying out and taking repayments while the API and the database are killed', () => {
  it('loses nothing it acknowledged and does nothing twice', { timeout: 1_800_000 }, async () => {
    const kills = { killsOfServer: 50, killsOfDatabase: 30, repliesBetween: 10 }
    const back = await surviveKills({ contracts: 700, ...kills, environment: process.env })
    console.info('milliseconds until ready again', back)
    expect(back.server).toHaveLength(50)
    expect(back.database).toHaveLength(30)
    expect(Math.max(...back.server, ...back.database)).toBeLessThan(60_000)
  })
})
