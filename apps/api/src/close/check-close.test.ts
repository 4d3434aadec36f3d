import { randomUUID } from 'node:crypto'
import { withClient } from '@banyan/database/roles'
import { addDays, addMonths, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildLoan } from '../loans/build-loan.ts'
import { insertLoans } from '../loans/loans.queries.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import { aBank, inside, type TestBank, type TestStaff } from '../testing.ts'
import { forgetBalances } from './book-night.queries.ts'
import { checkClose } from './check-close.ts'
import { closeDays } from './close-days.ts'

let bank: TestBank
let risk: TestStaff
let today = day('2026-10-15')
let made = 0

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  await lend(addMonths(today, -4))
  await lend(addMonths(today, -2))
  await night()
})
afterAll(() => bank.drop())

/** A loan of the past, every day of which is closed; its postings are dated then. */
async function lend(disbursedOn: Day): Promise<string> {
  const making = { newId: randomUUID, at: (on: Day) => new Date(`${on}T02:00:00Z`) }
  const bundle = buildLoan(
    {
      institution: bank.institution,
      number: `K-${++made}`,
      customerId: await aBorrower(bank, risk),
      product: 'working-capital',
      currency: 'CNY',
      principal: money(120_000_00),
      annualRate: parseRate('6'),
      method: 'equal-instalment',
      periods: 12,
      frequency: 'monthly',
      dayCount: 'act/360',
      rounding: 'half-up',
      disbursedOn,
      firstDueOn: addMonths(disbursedOn, 1),
      branchId: bank.north,
      officerId: risk.staffId,
      industrySection: 'F',
      guarantee: 'credit',
      isConsumer: false,
      source: 'import',
      disbursedBy: risk.staffId,
    },
    making,
  )
  await bank.resources.transact(bank.institution.id, (tx) => insertLoans(tx, [bundle]))
  return bundle.loan.id
}

async function night(): Promise<void> {
  const { institution, resources } = bank
  const staff = { id: risk.staffId }
  await closeDays(resources, { institution, staff, requestId: 'test' }, today)
  today = addDays(today, 1)
}

const check = async () => {
  const { differences } = await inside(bank.resources, risk, checkClose, 'institution', today)
  return differences.map(({ number, column }) => `${number} ${column}`)
}

const tamper = (text: string) =>
  withClient(bank.superuserUrl, (client) => client.query(text)).then(() => undefined)

describe('the check of a close', () => {
  it('finds nothing after nights that did their work', async () => {
    await night()
    expect(await check()).toEqual([])
  })

  it.each([
    ['balance', 'balance = balance - 1', ['balance', 'balance']],
    ['interest', 'interest_due = interest_due + 1', ['interest_due', 'accrued']],
    [
      'oldest unpaid day',
      'oldest_unpaid_on = oldest_unpaid_on + 1',
      ['oldest_unpaid_on', 'oldest_unpaid_on'],
    ],
  ])(
    'finds a loan whose kept %s is wrong, from its instalments and from its events',
    async (_, set, columns) => {
      await tamper(`update loan set ${set} where number = 'K-1'`)
      expect(await check()).toEqual(columns.map((column) => `K-1 ${column}`))
      await tamper(
        `update loan set ${set.replace(/([+-]) 1$/, (_all, sign) => `${sign === '+' ? '-' : '+'} 1`)} where number = 'K-1'`,
      )
      expect(await check()).toEqual([])
    },
  )

  it('finds an account balance that missed a posting of an earlier day, until it is added up anew', async () => {
    await lend(addMonths(today, -1))
    await night()
    expect((await check()).some((each) => each.endsWith('account-balance'))).toBe(true)
    await bank.resources.transact(bank.institution.id, (tx) =>
      forgetBalances(tx, bank.institution.id),
    )
    await night()
    expect(await check()).toEqual([])
  })
})
