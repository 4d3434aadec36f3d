import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failpointsOf } from '../failpoints.ts'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import { aBank, aBranch, type TestBank, type TestStaff } from '../testing.ts'
import { checkClose } from './check-close.ts'
import { closeDyingAt, closeUnderKills } from './closing-processes.ts'
import { namesOfBranches } from './testing.queries.ts'

const rounds = 15
const roundsOfPoints = 4
const loans = 40
let bank: TestBank
let risk: TestStaff
let nextDay = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  for (let i = 0; i < 400; i++) await aBranch(bank.db, bank.institution, '', `T${i}`)
  const officer = await bank.hire('customer-manager')
  for (let made = 0; made < loans; made++) {
    const customerId = await aBorrower(bank, officer)
    await aRunningLoan(bank, officer, { customerId, paid: paidInTime(made % 6) })
  }
})
afterAll(() => bank.drop())

/** A night is closed in some way; every branch bears its mark once then, and the next day is open. */
async function closeNight(close: (night: { mark: string }) => Promise<void>): Promise<void> {
  const mark = `<${nextDay}>`
  await close({ mark })
  const names = await bank.resources.transact(bank.institution.id, (tx) =>
    namesOfBranches(tx, bank.institution.id),
  )
  const counts = names.map((name) => name.split(mark).length - 1)
  expect(counts, `night ${nextDay}`).toEqual(names.map(() => 1))
  nextDay = addDays(nextDay, 1)
  expect((await bank.as(risk).close.progress({})).businessDay).toBe(nextDay)
}

/** Nothing kept differs from what its rows say, and every loan is what one replay gives. */
async function expectSound(): Promise<void> {
  const { differences, breaches } = await bank.inside(risk, async (context) => ({
    ...(await checkClose({ ...context, businessDay: nextDay })),
    breaches: await findBreaches(context.tx, bank.institution.id),
  }))
  expect(differences).toEqual([])
  expect(breaches).toEqual([])
}

describe('closing processes, two of them at work each time', () => {
  it('do every row of every night once when they are killed at any moment', async () => {
    let killed = 0
    for (let round = 0; round < rounds; round++) {
      const moments = [round * 13, 200 - round * 11]
      await closeNight(async (night) => {
        const closing = { bank, staff: risk, through: nextDay, ...night }
        killed += await closeUnderKills(closing, moments)
      })
    }
    await expectSound()
    console.info(`nights: ${rounds} closed, ${killed} processes killed at random, each row once`)
    expect(killed).toBeGreaterThanOrEqual(2 * rounds)
  })

  it('do every row of every night once when they die at each point', async () => {
    const points = [...failpointsOf('portion'), ...failpointsOf('night')]
    const killed = Array.from({ length: roundsOfPoints }, () => points).flat()
    for (const point of killed)
      await closeNight((night) =>
        closeDyingAt({ bank, staff: risk, through: nextDay, ...night }, point),
      )
    await expectSound()
    console.info(`nights: ${killed.length} closed, one process killed at ${points.join(', ')}`)
    expect(killed).toHaveLength(32)
  })
})
