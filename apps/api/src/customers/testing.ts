import { day } from '@banyan/domain/calendar'
import { bankCardFrom } from '@banyan/domain/customers/bank-card'
import type { CompanyDetails } from '@banyan/domain/customers/company'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { identityNumberFrom } from '@banyan/domain/customers/identity-number'
import type { PersonDetails } from '@banyan/domain/customers/person'
import { money } from '@banyan/domain/money'
import { expect } from 'vitest'
import { aBank, type TestStaff } from '../testing.ts'
import { countCustomers } from './customers-tests.queries.ts'

let made = 0

/** A person nobody is: their identifiers pass every check and are new with each call. */
export function aPerson(overrides: Partial<PersonDetails> = {}): PersonDetails {
  made++
  const born = day(`19${60 + (made % 40)}-0${1 + (Math.floor(made / 40) % 9)}-17`)
  return {
    kind: 'person',
    name: '陈测试',
    idType: 'resident-id',
    idNumber: identityNumberFrom({ region: '320106', born, sequence: made % 1000 }),
    sex: null,
    birthDate: null,
    mobile: `139${String(40_000_000 + made)}`,
    email: 'chen@example.com',
    card: bankCardFrom(`62220210${String(10_000_000 + made)}`),
    address: '江苏省南京市鼓楼区中山路1号',
    occupation: '教师',
    employer: '第一中学',
    annualIncome: money(12_000_000),
    assets: [{ kind: 'deposit', value: money(5_000_000) }],
    ...overrides,
  }
}

/** Six digits for each number, so far apart that no two codes made of them look like one slip of the pen. */
const farApart = (number: number) =>
  String((number * 271_828 + 141_421) % 1_000_000).padStart(6, '0')

/** A company with a business licence that is valid on the day tests stand on. */
export function aCompany(overrides: Partial<CompanyDetails> = {}): CompanyDetails {
  made++
  return {
    kind: 'company',
    name: '河畔精密制造有限公司',
    shortName: '河畔精密',
    companyType: 'limited-company',
    creditCode: creditCodeFrom({
      prefix: '91',
      region: '320106',
      organisation: `MA${farApart(made)}`,
    }),
    lei: '',
    legalRepresentative: '李试',
    registeredCapital: money(500_000_000),
    establishedOn: day('2015-06-01'),
    industrySection: 'C',
    address: '南京市江宁区科学园',
    contactName: '赵联络',
    contactMobile: '13912345678',
    licences: [
      {
        kind: 'business-licence',
        number: `B${made}`,
        issuedOn: day('2015-06-01'),
        expiresOn: null,
      },
    ],
    ...overrides,
  }
}

/** A bank with the people whose work is customers, and what tests ask of it. */
export async function aCustomerDesk() {
  const bank = await aBank()
  const manager = await bank.hire('customer-manager', { name: '王敏' })
  const southern = await bank.hire('customer-manager', { branchId: bank.south })
  const approver = await bank.hire('branch-approver')
  const risk = await bank.hire('risk-officer', { branchId: bank.institution.headOfficeId })
  const customersAs = (staff: TestStaff) => bank.as(staff).customers
  const counts = () => bank.inside(manager, ({ tx }) => countCustomers(tx))
  return {
    bank,
    manager,
    southern,
    approver,
    risk,
    customersAs,
    counts,
    /** What happened to a customer, the first first. */
    async actionsOf(id: string): Promise<string[]> {
      const { rows } = await customersAs(risk).history({ id })
      return rows.map(({ action }) => action).toReversed()
    },
    /** Expects the reason, and that no row came or went. */
    async refusing(run: () => Promise<unknown>, reason: string): Promise<void> {
      const before = await counts()
      await expect(run()).rejects.toMatchObject({ cause: { reason } })
      expect(await counts()).toEqual(before)
    },
  }
}

export type CustomerDesk = Awaited<ReturnType<typeof aCustomerDesk>>
