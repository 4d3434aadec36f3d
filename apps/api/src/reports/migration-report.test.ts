import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aBorrower, aLoan, aRandomBook, keepLoans, type TestLoan } from './testing.ts'

const asOf = day('2026-10-14')
let bank: TestBank
let staff: TestStaff
let reader: TestStaff

beforeAll(async () => {
  bank = await aBank()
  staff = await bank.hire('risk-officer')
  reader = await bank.hire('executive')
})
afterAll(() => bank.drop())

/** Twelve instalments of 1,000.00 without interest. */
async function aYearLoan(number: string, terms: Omit<TestLoan, 'number'>) {
  const customerId = await aBorrower(bank, staff, `KH-${number}`, {
    kind: 'company',
    name: `迁徙企业${number}`,
    industrySection: 'C',
  })
  const loan = aLoan(staff, customerId, {
    number,
    principal: money(12_000_00),
    annualRate: parseRate('0'),
    industrySection: 'C',
    ...terms,
  })
  await keepLoans(bank, staff, [loan])
}

const build = async (code: 'migration' | 'asset-quality') => {
  const { id } = await bank.as(staff).reports.build({ code, asOf })
  return bank.as(reader).reports.get({ reportId: id })
}

describe('the migration of the year', () => {
  it('sets each loan by its tier at the end of last year and now', async () => {
    await aYearLoan('Q-1', { disbursedOn: day('2025-11-15'), paid: 1 })
    await aYearLoan('Q-2', { disbursedOn: day('2026-02-15'), paid: 7 })
    await aYearLoan('Q-3', {
      disbursedOn: day('2025-03-15'),
      paid: 3,
      payments: [{ paidOn: day('2026-02-10'), amount: money(2_000_00) }],
    })
    await aYearLoan('Q-4', { disbursedOn: day('2025-02-15'), paid: 12 })
    const report = await build('migration')
    const value = (id: string) => report.cells.find((cell) => cell.id === `G12_${id}`)?.value
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(report.periodFrom).toBe('2026-01-01')
    const shown = ['3.A', '3.B', '3.F', '5.A', '5.B', '5.G', '5.L', '2.B', '2.C', '1.H']
    expect(shown.map(value)).toEqual([
      13_000_00, 2_000_00, 11_000_00, 9_000_00, 2_000_00, 7_000_00, 2_000_00, 7_000_00, 5_000_00,
      23_000_00,
    ])
    expect(value('R1.C')).toBe(10_000)
    const cell = await bank.as(reader).reports.cell({ reportId: report.id, cell: 'G12_3.F' })
    expect(cell.rows.map(({ loanNumber, amount }) => [loanNumber, amount])).toEqual([
      ['Q-1', 11_000_00],
    ])
  })

  it('agrees with the tiers of the asset quality return and with the ledger, whatever the book', async () => {
    await aRandomBook(bank, staff, 80, 11)
    const [migration, quality] = [await build('migration'), await build('asset-quality')]
    expect(migration.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(migration.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['book:roll-forward', 'G12_1.H=G11_I_2.A', 'book:tier-basis']),
    )
    const at = (report: typeof quality, id: string) =>
      report.cells.find((cell) => cell.id === id)?.value
    expect(at(migration, 'G12_1.E')).toBe(at(quality, 'G11_I_2.F'))
    expect(at(migration, 'G12_1.H')).toBe(at(quality, 'G11_I_2.A'))
  })

  it('is written to files and released as any other return', async () => {
    const report = await build('migration')
    const head = await bank.hire('head-office-approver')
    const { receipt } = await bank.as(head).reports.release({ reportId: report.id })
    expect(receipt).toMatch(/^HZ-G12-20261014-/)
  })
})
