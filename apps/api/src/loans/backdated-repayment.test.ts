import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkByReplay } from '../close/replay-check.ts'
import { closeDays } from '../close/close-days.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { aRunningLoan, paidInTime } from './testing-loans.ts'
import { aBorrower, withCapital } from './testing.queries.ts'

const dueOn = day('2026-10-15')
const today = addDays(dueOn, 2)

let bank: TestBank
let officer: TestStaff
let collector: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
})
afterAll(() => bank.drop())

const close = (through: typeof dueOn) =>
  closeDays(
    bank.resources,
    { institution: bank.institution, staff: { id: collector.staffId }, requestId: 'test' },
    through,
  )

describe('money that came in before a due day and is entered after it', () => {
  it('has paid what fell due, as if it had been held then', async () => {
    const customerId = await aBorrower(bank, officer)
    const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(4) })
    const { id: loanId, balance } = loan
    const read = () => bank.as(officer).loans.get({ loanId })
    const row = (await read()).schedule.find((each) => each.dueOn === dueOn)
    if (!row) throw new Error('nothing is due')
    await close(addDays(today, -1))
    expect(await read()).toMatchObject({ oldestUnpaidOn: dueOn, balance })

    const amount = money(row.principal + row.interest)
    const paidOn = addDays(dueOn, -1)
    const ask = { kind: 'backdated' as const, paidOn, amount }
    const shown = await bank.as(collector).loanActs.preview({ loanId, ask })
    expect(shown.after).toMatchObject({ owedToday: 0, held: 0 })
    const { length: booked } = (await read()).postings

    await bank.as(collector).loans.repay({ loanId, amount, paidOn })

    expect(await read()).toMatchObject({ held: 0, balance: balance - row.principal })
    const { postings } = await read()
    interface Booked {
      valueDay: string
      debit: string
      credit: string
      amount: number
    }
    const sides = ({ valueDay, debit, credit, amount: fen }: Booked) =>
      [valueDay, debit, credit, fen].join(' ')
    expect(shown.postings.map(sides).toSorted()).toEqual(
      postings.slice(booked).map(sides).toSorted(),
    )
    await close(today)
    const { lines } = await bank.as(officer).loans.statement({ loanId })
    expect(lines.slice(-2)).toMatchObject([
      { kind: 'repayment', on: paidOn, held: amount, heldAfter: amount },
      { kind: 'apply-held', on: dueOn, heldAfter: 0, paid: { principal: row.principal } },
    ])
    const { differences, breaches } = await bank.inside(collector, async (context) => ({
      ...(await checkByReplay({ ...context, businessDay: addDays(today, 1) })),
      breaches: await findBreaches(context.tx, bank.institution.id),
    }))
    expect(differences).toEqual([])
    expect(breaches).toEqual([])
  })
})
