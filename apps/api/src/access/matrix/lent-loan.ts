import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { buildLoan } from '../../loans/build-loan.ts'
import { insertLoans } from '../../loans/loans.queries.ts'
import type { TestBank, TestStaff } from '../../testing.ts'

/** A loan of the customer, paid out in January. */
export async function lend(
  bank: TestBank,
  officer: TestStaff,
  customerId: string,
): Promise<string> {
  return bank.inside(officer, async ({ tx, institution }) => {
    const bundle = buildLoan(
      {
        institution,
        number: `L${uuidv7()}`,
        customerId,
        product: 'imported',
        currency: 'CNY',
        branchId: officer.branchId,
        officerId: officer.staffId,
        industrySection: 'C',
        guarantee: 'credit',
        isConsumer: false,
        source: 'import',
        disbursedBy: officer.staffId,
        method: 'equal-instalment',
        frequency: 'monthly',
        dayCount: '30/360',
        rounding: 'half-up',
        principal: money(120_000_00),
        annualRate: parseRate('4.35'),
        periods: 12,
        disbursedOn: day('2026-01-10'),
        firstDueOn: day('2026-02-10'),
      },
      { newId: uuidv7, at: () => bank.resources.now() },
    )
    await insertLoans(tx, [bundle])
    return bundle.loan.id
  })
}
