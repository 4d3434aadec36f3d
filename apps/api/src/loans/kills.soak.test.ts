import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failpointsOf } from '../failpoints.ts'
import { expectOnce } from './expect-once.ts'
import { killAtPoints } from './failpoint-storm.ts'
import { killInTurns, spreadOf } from './kill-storm.ts'
import { StormBank } from './storm-bank.ts'

/** Times that the server is killed at each point. */
const rounds = { 'loans.disburse': 50, 'loans.repay': 5 } as const
/** One for each client at each kill at a point of paying out, and some more. */
const kept = 2_900
const contracts = kept + 500
const minutes = 60_000

let bank: StormBank

beforeAll(async () => {
  bank = await StormBank.open(process.env, contracts)
  for (let paid = 0; paid < 8; paid++) await bank.payOut()
}, 10 * minutes)
afterAll(() => bank.close())

const repeated = (points: readonly string[], times: number) =>
  Array.from({ length: times }, () => points).flat()

describe('paying out and taking repayments while the API and the database are killed', () => {
  it('loses nothing acknowledged and does nothing twice: killed at random', async () => {
    const kills = { killsOfServer: 50, killsOfDatabase: 30, repliesBetween: 10, keeps: kept }
    const away = await killInTurns(bank, kills)
    const books = await expectOnce(bank)
    console.info(`killed at random: API ${spreadOf(away.server)}, `)
    console.info(`  database ${spreadOf(away.database)}; ${books}`)
    expect(away.server).toHaveLength(50)
    expect(away.database).toHaveLength(30)
  })

  it('loses nothing acknowledged and does nothing twice: clients that hang up', async () => {
    const before = bank.unheard
    const asked = 400
    for (let count = 0; count < asked; count++) {
      const loanId = bank.loanIds[count % bank.loanIds.length]
      const hangsUp = AbortSignal.timeout(1 + Math.floor(Math.random() * 40))
      await bank.ask('loans.repay', { loanId, amount: money(1_11) }, hangsUp)
    }
    const books = await expectOnce(bank)
    console.info(`replies: ${bank.unheard - before} of ${asked} not heard at first; ${books}`)
    expect(bank.unheard - before).toBeGreaterThan(50)
  })

  it.each(['loans.disburse', 'loans.repay'] as const)(
    'loses nothing acknowledged and does nothing twice: killed at each point of %s',
    async (work) => {
      const points = failpointsOf(work)
      expect(points).toHaveLength(7)
      const away = await killAtPoints(bank, work, repeated(points, rounds[work]))
      const books = await expectOnce(bank)
      console.info(`killed at ${points.join(', ')}: ${spreadOf(away)}; ${books}`)
      expect(away).toHaveLength(rounds[work] * points.length)
    },
  )
})
