import { withClient } from '@banyan/database/roles'
import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterOn } from '../loans/enter-on-loan.ts'
import { lockLoans } from '../loans/loans.queries.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import { aBank, inside, type TestBank, type TestStaff } from '../testing.ts'
import type { AskedEvent } from '../loans/enter-event.ts'
import { closeDays } from './close-days.ts'
import { describeBreach, findTieOutBreaches } from './tie-out.ts'

let bank: TestBank
let risk: TestStaff
let today = day('2026-10-15')
const loans: string[] = []

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  for (const count of [5, 4, 0]) {
    const customerId = await aBorrower(bank, risk)
    const running = { customerId, paid: paidInTime(count) }
    const { loan } = await aRunningLoan(bank, risk, running)
    loans.push(loan.id)
  }
  await night()
  await night()
})
afterAll(() => bank.drop())

async function night(): Promise<void> {
  const { institution, resources } = bank
  const staff = { id: risk.staffId }
  await closeDays(resources, { institution, staff, requestId: 'test' }, today)
  today = addDays(today, 1)
}

const found = () =>
  bank.resources.transact(bank.institution.id, (tx) =>
    findTieOutBreaches({ tx, institution: bank.institution }),
  )

const tamper = (text: string, values: unknown[] = []) =>
  withClient(bank.superuserUrl, (client) => client.query(text, values)).then(() => undefined)

const happens = (loanId: string | undefined, asked: AskedEvent) =>
  inside(
    bank.resources,
    risk,
    async (context) => {
      const ids = [loanId ?? '']
      const [bundle] = await lockLoans(context.tx, context.institution, ids, { withPast: true })
      if (bundle) await enterOn(context, bundle, asked)
    },
    'institution',
    today,
  )

describe('receivable interest, interest off balance and allowance', () => {
  it('are what the loans come to after each night', async () => {
    expect(await found()).toEqual([])
    const kept = await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .selectFrom('posting')
        .select('kind')
        .distinct()
        .where('kind', 'in', ['accrual', 'off-balance-accrual', 'allowance'])
        .orderBy('kind')
        .execute(),
    )
    expect(kept.map(({ kind }) => kind)).toEqual(['accrual', 'allowance', 'off-balance-accrual'])
  })

  it.each([
    ['interest-receivable', 'interest_due = interest_due + 7', 0],
    ['off-balance-interest', 'interest_due = interest_due + 7', 2],
    ['allowance', 'allowance = allowance + 7', 1],
  ])('are found apart when a loan says another %s', async (role, set, index) => {
    await tamper(`update loan set ${set} where id = $1`, [loans[index]])
    const breaches = await found()
    expect(breaches.map((each) => [each.role, each.ledger - each.loans])).toEqual([[role, -7]])
    expect(describeBreach(breaches[0] ?? fail())).toContain('working-capital, CNY')
    await tamper(`update loan set ${set.replace('+', '-')} where id = $1`, [loans[index]])
    expect(await found()).toEqual([])
  })

  it.each([
    ['accrual', 'interest-receivable'],
    ['off-balance-accrual', 'off-balance-interest'],
    ['allowance', 'allowance'],
  ])('are found apart when a booking of the night is another: %s', async (kind, role) => {
    const change = (by: number) =>
      tamper(
        `update posting set amount = amount + ${by} where (journal_id, position) =
          (select journal_id, position from posting where kind = $1 order by business_day limit 1)`,
        [kind],
      )
    await change(3)
    expect((await found()).map((each) => each.role)).toEqual([role])
    await change(-3)
    expect(await found()).toEqual([])
  })

  it('hold for the last closed day whatever has come in since', async () => {
    await happens(loans[2], { kind: 'repayment', on: today, amount: money(60_000_00) })
    await happens(loans[1], { kind: 'write-off', on: today })
    await happens(loans[0], { kind: 'repayment', on: addDays(today, -3), amount: money(100_00) })
    expect(await found()).toEqual([])
    await tamper('update posting set amount = amount + 1 where kind = $1', ['accrual'])
    expect((await found()).map((each) => each.role)).toEqual(['interest-receivable'])
    await tamper('update posting set amount = amount - 1 where kind = $1', ['accrual'])
    await night()
    expect(await found()).toEqual([])
  })
})

function fail(): never {
  throw new Error('nothing was found')
}
