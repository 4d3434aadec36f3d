import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, aBranch, type TestBank, type TestStaff } from '../testing.ts'
import { closeUnderKills } from './closing-processes.ts'
import { namesOfBranches } from './testing.queries.ts'

let bank: TestBank
let risk: TestStaff

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  for (let i = 0; i < 100; i++) await aBranch(bank.db, bank.institution, '', `T${i}`)
})
afterAll(() => bank.drop())

describe('closing processes killed in the middle of a step', () => {
  it('leave a close that another goes on with, every row done once', async () => {
    const through = day('2026-10-15')
    const killed = await closeUnderKills({ bank, staff: risk, through, mark: '!' }, [5, 20])
    expect(killed).toBeGreaterThan(0)
    const { businessDay, days } = await bank.as(risk).close.progress({})
    expect(businessDay).toBe(addDays(through, 1))
    const names = await bank.resources.transact(bank.institution.id, (tx) =>
      namesOfBranches(tx, bank.institution.id),
    )
    expect(names.map((name) => name.split('!').length - 1)).toEqual(names.map(() => 1))
    const marking = days[0]?.steps.find(({ step }) => step === 'marking')
    expect(marking?.rows).toBe(names.length)
  })
})
