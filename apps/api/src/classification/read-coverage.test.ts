import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anUnpaidLoan, aPostLoanDesk, type PostLoanDesk } from '../warnings/testing.ts'
import { classLoans } from './class-at-close.ts'
import { quarterStart } from './read-coverage.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const coverage = () => desk.bank.as(desk.risk).classification.coverage()

async function aLoan(): Promise<string> {
  const { id } = await desk.company()
  return anUnpaidLoan(desk.bank, desk.manager, id, addDays(desk.today, 300))
}

describe('the quarter’s coverage', () => {
  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2026-03-31', '2026-01-01'],
    ['2026-04-01', '2026-04-01'],
    ['2026-11-30', '2026-10-01'],
  ])('of %s begins on %s', (on, start) => {
    expect(quarterStart(day(on))).toBe(start)
  })

  it('counts loans and balance by class, and names those that are left', async () => {
    const [early, late, left] = [await aLoan(), await aLoan(), await aLoan()]
    await desk.bank.inside(desk.risk, (context) => classLoans(context, day('2026-09-30'), [early]))
    await desk.bank.inside(desk.risk, (context) => classLoans(context, day('2026-10-01'), [late]))
    const { since, tiers, unclassed } = await coverage()
    expect(since).toBe('2026-10-01')
    const [normal, ...worse] = tiers
    expect(normal).toMatchObject({ tier: 'normal', loans: 3, classedLoans: 1 })
    expect(normal?.classedBalance).toBe((normal?.balance ?? 0) / 3)
    expect(worse.every(({ loans }) => loans === 0)).toBe(true)
    expect(new Map(unclassed.map(({ id, classedOn }) => [id, classedOn]))).toEqual(
      new Map([
        [early, '2026-09-30'],
        [left, null],
      ]),
    )
  })
})
