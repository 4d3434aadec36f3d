import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { exportJournal, exportTrialBalance } from './export-ledger.ts'
import { exportCustomerStatement } from './export-statement.ts'

let bank: TestBank
let officer: TestStaff
let collector: TestStaff
let accountant: TestStaff
let checker: TestStaff
let customerId: string
let loanId: string
const on = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
  accountant = await bank.hire('risk-officer')
  checker = await bank.hire('head-office-approver')
  customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(3) })
  loanId = loan.id
  await bank.as(collector).loans.repay({ loanId, amount: money(20_000_00) })
})

afterAll(() => bank.drop())

const textOf = async (response: Response) => {
  const [head, ...lines] = parse(await response.text(), { bom: true }) as string[][]
  return { head, lines }
}

describe('the books', () => {
  it('balance on both sides on any day, and agree with the loans', async () => {
    for (const asked of ['2026-05-15', '2026-07-15', on]) {
      const balance = await bank.as(accountant).ledger.trialBalance({ on: day(asked) })
      expect(balance.totals).toHaveLength(1)
      for (const { debit, credit } of balance.totals) expect(debit).toBe(credit)
    }
    const { rows } = await bank.as(accountant).ledger.trialBalance({ on })
    const page = await bank.as(officer).loans.get({ loanId })
    expect(rows.find(({ role }) => role === 'loan')).toMatchObject({
      code: '1303',
      balance: page.balance,
      side: 'debit',
    })
    const tied = await bank.as(accountant).ledger.tieOut()
    expect(tied.map(({ role, difference }) => [role, difference])).toEqual([
      ['loan', 0],
      ['held', 0],
    ])
  })

  it('turn the journal page by page without losing a posting', async () => {
    const asked = { from: day('2026-05-01'), to: on }
    const all = await bank.as(accountant).ledger.journal({ ...asked, limit: 100 })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: typeof all = await bank
        .as(accountant)
        .ledger.journal({ ...asked, cursor, limit: 2 })
      seen.push(...page.rows.map(({ journalId, position }) => `${journalId} ${position}`))
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual(all.rows.map(({ journalId, position }) => `${journalId} ${position}`))
    const penalties = await bank
      .as(accountant)
      .ledger.journal({ ...asked, account: '601102', limit: 100 })
    expect(penalties.rows.length).toBeGreaterThan(0)
    expect(penalties.rows.every(({ credit }) => credit === '601102')).toBe(true)
    const long = { from: day('2020-01-01'), to: on }
    await expect(bank.as(accountant).ledger.journal(long)).rejects.toThrow('period-too-long')
  })

  it('leave as files whose control totals are the sum of their lines', async () => {
    const journal = await bank.inside(accountant, (context) =>
      exportJournal(context, { format: 'csv', from: day('2026-05-01'), to: on }),
    )
    const { lines } = await textOf(journal)
    const postings = lines.filter(([first]) => first !== '合计')
    const sum = postings.reduce((total, line) => total + Math.round(Number(line[7]) * 100), 0)
    const total = lines.at(-1)
    expect(total?.[0]).toBe('合计')
    expect(Number(total?.[3])).toBe(postings.length)
    expect(Math.round(Number(total?.[7]) * 100)).toBe(sum)

    const trial = await bank.inside(accountant, (context) =>
      exportTrialBalance(context, { format: 'csv', on }),
    )
    const sums = (await textOf(trial)).lines.filter(([first]) => first === '合计')
    expect(sums.every((line) => line[5] === line[6])).toBe(true)
    const statement = await bank.inside(officer, (context) =>
      exportCustomerStatement(context, { format: 'csv', customerId }),
    )
    const told = await textOf(statement)
    const kind = told.head?.indexOf('业务') ?? -1
    expect(told.lines.map((line) => line[kind])).toEqual([
      '放款',
      ...Array.from({ length: 4 }, () => '还款'),
    ])
  })
})

describe('the chart of accounts', () => {
  it('changes by two people; what was booked stays where it was, what comes goes to the new code', async () => {
    const asked = { role: 'penalty-income', code: '601103', name: '罚息收入', nameEn: 'Penalties' }
    const reason = '总账改版'
    const { changeId } = await bank
      .as(accountant)
      .ledger.proposeAccount({ ...asked, role: 'penalty-income', reason })
    await expect(
      bank.as(checker).ledger.proposeAccount({ ...asked, role: 'penalty-income', reason }),
    ).rejects.toThrow('change-is-waiting')
    const decision = { changeId, outcome: 'approved', note: '同意' } as const
    await expect(bank.as(accountant).ledger.decideAccount(decision)).rejects.toThrow('own-act')
    await bank.as(checker).ledger.decideAccount(decision)
    const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(3) })
    await bank.as(collector).loans.repay({ loanId: loan.id, amount: money(20_000_00) })
    const { rows, totals } = await bank.as(accountant).ledger.trialBalance({ on })
    const codes = rows.filter(({ role }) => role === 'penalty-income').map(({ code }) => code)
    expect(codes).toEqual(['601102', '601103'])
    expect(totals[0]?.debit).toBe(totals[0]?.credit)
    const taken = { ...asked, role: 'fee-income', reason } as const
    await expect(bank.as(accountant).ledger.proposeAccount(taken)).rejects.toThrow('code-is-taken')
  })
})
