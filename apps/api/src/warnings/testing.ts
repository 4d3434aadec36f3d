import { uuidv7 } from '@banyan/database'
import { addMonths, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { StaffContext } from '../access/staff-context.ts'
import { buildLoan } from '../loans/build-loan.ts'
import { insertLoans } from '../loans/loans.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany } from '../testing-customers.ts'

/** A loan of twelve months, a thousand yuan each, of which nothing has been paid; its first day is given. */
export async function anUnpaidLoan(
  bank: TestBank,
  officer: TestStaff,
  customerId: string,
  firstDueOn: Day,
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
        method: 'equal-principal',
        frequency: 'monthly',
        dayCount: '30/360',
        rounding: 'half-up',
        principal: money(1_200_000),
        annualRate: parseRate('4.35'),
        periods: 12,
        disbursedOn: addMonths(firstDueOn, -1),
        firstDueOn,
      },
      { newId: uuidv7, at: () => bank.resources.now() },
    )
    await insertLoans(tx, [bundle])
    return bundle.loan.id
  })
}

interface NightStep {
  run: (
    recorder: StaffContext,
    day: Day,
    portion: { after: string | null; limit: number },
  ) => Promise<{ next: string | null }>
}

/** A step of the night on a day, portion by portion to its end. */
export async function runStep(
  { bank, risk }: Pick<PostLoanDesk, 'bank' | 'risk'>,
  step: NightStep,
  on: Day,
): Promise<void> {
  const portion = async (after: string | null): Promise<string | null> => {
    const { next } = await bank.inside(risk, (context) =>
      step.run(context, on, { after, limit: 500 }),
    )
    return next
  }
  for (let after = await portion(null); after !== null;) after = await portion(after)
}

/** A bank with everybody who has to do with loans that are out, and companies to lend to. */
export async function aPostLoanDesk() {
  const bank = await aBank()
  const manager = await bank.hire('customer-manager', { name: '王敏' })
  const colleague = await bank.hire('customer-manager', { branchId: bank.south })
  const collector = await bank.hire('post-loan-officer', { name: '贷后' })
  const approver = await bank.hire('branch-approver')
  const risk = await bank.hire('risk-officer', { branchId: bank.institution.headOfficeId })
  const head = await bank.hire('head-office-approver', { branchId: bank.institution.headOfficeId })
  let made = 0
  return {
    bank,
    manager,
    colleague,
    collector,
    approver,
    risk,
    head,
    today: day('2026-10-15'),
    company: (name = `榕江制造${++made}有限公司`, officer = manager) =>
      aCompany(bank, officer, { name }),
    /** The customer with a loan whose first instalment fell due on a day and was not paid. */
    async borrower(firstDueOn: Day, officer = manager) {
      const customer = await aCompany(bank, officer, { name: `欠款企业${++made}有限公司` })
      const loanId = await anUnpaidLoan(bank, officer, customer.id, firstDueOn)
      return { ...customer, loanId }
    },
  }
}

export type PostLoanDesk = Awaited<ReturnType<typeof aPostLoanDesk>>
