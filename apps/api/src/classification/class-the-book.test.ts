import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDays } from '../close/close-days.ts'
import { aBank } from '../testing.ts'
import { aCompany } from '../testing-customers.ts'
import { anUnpaidLoan, aPostLoanDesk, type PostLoanDesk } from '../warnings/testing.ts'
import { wholeBookStep } from './class-the-book.ts'
import { loanClass } from './testing.queries.ts'

let desk: PostLoanDesk
const quarterEnd = day('2026-12-31')

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const runs = async () => (await desk.bank.as(desk.risk).classification.runs()).rows

async function loansOfPeople(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const { id } = await desk.company()
    ids.push(await anUnpaidLoan(desk.bank, desk.manager, id, addDays(desk.today, 300)))
  }
  return ids
}

const portion = (after: string | null, limit: number) =>
  desk.bank.inside(desk.risk, (context) => wholeBookStep.run(context, quarterEnd, { after, limit }))

describe('the look at the whole book', () => {
  it.each([
    ['2026-09-30', true],
    ['2026-12-31', true],
    ['2026-12-30', false],
    ['2026-11-30', false],
    ['2028-02-29', false],
  ])('is due on %s: %s', (on, isDue) => {
    expect(wholeBookStep.isDue(day(on))).toBe(isDue)
  })

  it('goes portion by portion over loans that no boundary asks for, and says how many it covered', async () => {
    const loanIds = await loansOfPeople(5)
    const first = await portion(null, 2)
    expect(first).toMatchObject({ rows: 2, next: expect.any(String) })
    expect(await runs()).toMatchObject([
      { periodEnd: quarterEnd, looked: 2, finishedAt: null, loans: null, coverage: null },
    ])
    const second = await portion(first.next, 2)
    const third = await portion(second.next, 2)
    expect(third).toEqual({ rows: 1, next: null })
    expect(await runs()).toMatchObject([{ looked: 5, loans: 5, coverage: 100_000_000 }])
    const { institution } = desk.bank
    for (const loanId of loanIds) {
      const row = await desk.bank.inside(desk.risk, ({ tx }) =>
        loanClass(tx, institution.id, loanId),
      )
      expect(row).toMatchObject({ tier: 'normal', claimTier: 'normal', tierBasis: 'rules' })
    }
  })
})

describe('the close of the last day of a quarter', () => {
  it('classes the whole book once, and other days do not', async () => {
    const bank = await aBank({ businessDay: day('2026-12-30') })
    try {
      const manager = await bank.hire('customer-manager')
      const risk = await bank.hire('risk-officer', { branchId: bank.institution.headOfficeId })
      const { id } = await aCompany(bank, manager, { name: '季末企业有限公司' })
      await anUnpaidLoan(bank, manager, id, day('2027-06-30'))
      const closer = { institution: bank.institution, staff: { id: risk.staffId }, requestId: 't' }
      const { rows } = await closeDays(bank.resources, closer, day('2027-01-01'))
      expect(rows['whole-book']).toBe(1)
      const seen = await bank.as(risk).classification.runs()
      expect(seen).toMatchObject({
        nextOn: '2027-03-31',
        rows: [{ periodEnd: '2026-12-31', looked: 1, loans: 1, coverage: 100_000_000 }],
      })
      const again = await closeDays(bank.resources, closer, day('2027-01-01'))
      expect(again.closedDays).toBe(0)
      expect((await bank.as(risk).classification.runs()).rows).toMatchObject([{ looked: 1 }])
    } finally {
      await bank.drop()
    }
  })
})
