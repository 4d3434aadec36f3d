import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, aBranch, type TestBank, type TestStaff } from '../testing.ts'
import { closeUnderKills } from './closing-processes.ts'
import { namesOfBranches } from './testing.queries.ts'

const rounds = 15
const firstDay = day('2026-10-15')
let bank: TestBank
let risk: TestStaff

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  for (let i = 0; i < 400; i++) await aBranch(bank.db, bank.institution, '', `T${i}`)
})
afterAll(() => bank.drop())

describe('closing processes killed again and again', () => {
  it('do every row of every night once, two of them at work each time', async () => {
    let killed = 0
    for (let round = 0; round < rounds; round++) {
      const through = addDays(firstDay, round)
      const mark = `<${round}>`
      const moments = [round * 13, 200 - round * 11]
      killed += await closeUnderKills({ bank, staff: risk, through, mark }, moments)
      const names = await bank.resources.transact(bank.institution.id, (tx) =>
        namesOfBranches(tx, bank.institution.id),
      )
      const counts = names.map((name) => name.split(mark).length - 1)
      expect(counts, `night ${round}`).toEqual(names.map(() => 1))
    }
    expect(killed).toBeGreaterThanOrEqual(2 * rounds)
    expect((await bank.as(risk).close.progress({})).businessDay).toBe(addDays(firstDay, rounds))
  })
})
