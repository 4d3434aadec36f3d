import { uuidv7 } from '@banyan/database'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { buildLoan } from '../loans/build-loan.ts'
import { insertLoans } from '../loans/loans.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson } from '../testing-customers.ts'

async function lend(
  { bank, anna }: { bank: TestBank; anna: TestStaff },
  customerId: string,
  [principal, unpaidSince]: readonly [number, string],
) {
  await bank.inside(anna, async ({ tx, institution }) => {
    const bundle = buildLoan(
      {
        institution,
        number: `L${uuidv7()}`,
        customerId,
        product: 'imported',
        currency: 'CNY',
        branchId: anna.branchId,
        officerId: anna.staffId,
        industrySection: 'C',
        guarantee: 'mortgage',
        isConsumer: false,
        source: 'import',
        disbursedBy: anna.staffId,
        method: 'equal-instalment',
        frequency: 'monthly',
        dayCount: '30/360',
        rounding: 'half-up',
        principal: money(principal),
        annualRate: parseRate('4.35'),
        periods: 12,
        disbursedOn: day('2026-01-10'),
        firstDueOn: day('2026-02-10'),
      },
      { newId: uuidv7, at: () => bank.resources.now() },
    )
    const loan = { ...bundle.loan, oldestUnpaidOn: day(unpaidSince), tier: 'substandard' as const }
    await insertLoans(tx, [{ ...bundle, loan }])
  })
}

async function twoPeople(bank: TestBank, anna: TestStaff) {
  await aPerson(bank, anna, {
    name: '赵六',
    sex: 'female',
    birthDate: day('1990-01-02'),
    annualIncome: money(200_000_00),
    occupation: '教师',
    employer: '第一中学',
  })
  await aPerson(
    bank,
    anna,
    { name: '孙十' },
    { status: 'frozen', officerId: null, source: '旧系统' },
  )
}

/** A mill that owes and is late, the shop it holds, a company of the other branch, and two people. */
export async function aBankWithAList() {
  const bank = await aBank()
  const anna = await bank.hire('customer-manager', { name: '王敏' })
  const boris = await bank.hire('customer-manager', { name: '李响', branchId: bank.south })
  const risk = await bank.hire('risk-officer')
  const mill = await aCompany(bank, anna, {
    name: '长河机械有限公司',
    creditCode: creditCodeFrom({ prefix: '91', region: '320102', organisation: 'MA000001' }),
    registeredCapital: money(10_000_000_00),
    establishedOn: day('2010-05-01'),
    legalRepresentative: '钱七',
    companyType: 'limited-company',
  })
  const shop = await aCompany(bank, anna, { name: '长河商店', industrySection: 'F' })
  await aCompany(bank, boris, { name: '远山木业', establishedOn: day('2024-02-29') })
  await twoPeople(bank, anna)
  await bank.as(anna).groups.addRelation({
    from: mill.id,
    to: shop.id,
    kind: 'ownership',
    percent: parseRate('60'),
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })
  const groupId = (await bank.as(anna).groups.tree({ customerId: mill.id })).group.id
  await lend({ bank, anna }, mill.id, [5_000_000_00, '2026-07-10'])
  await lend({ bank, anna }, mill.id, [1_000_000_00, '2026-10-10'])
  await bank.as(anna).contacts.log({
    customerId: shop.id,
    channel: 'phone',
    happenedOn: day('2026-10-01'),
    note: '问候',
  })
  await bank.as(anna).follows.follow({ party: 'customer', id: shop.id })
  return { bank, anna, boris, risk, millId: mill.id, groupId }
}
