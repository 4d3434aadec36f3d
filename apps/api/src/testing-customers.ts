import type { CompanyDetails } from '@banyan/domain/customers/company'
import { customerNumber } from '@banyan/domain/customers/file-version'
import type { PersonDetails } from '@banyan/domain/customers/person'
import { day } from '@banyan/domain/calendar'
import { customerRows, type NewFile } from './customers/customer-rows.ts'
import { insertCustomers } from './customers/customers.queries.ts'
import { takeNumbers } from './officers/officers.queries.ts'
import type { TestBank, TestStaff } from './testing.ts'

export interface TestCustomer {
  id: string
  number: string
  name: string
}

const company: CompanyDetails = {
  kind: 'company',
  name: '长河机械有限公司',
  shortName: '',
  companyType: 'limited-company',
  creditCode: '',
  lei: '',
  legalRepresentative: '',
  registeredCapital: null,
  industrySection: 'C',
  establishedOn: null,
  address: '',
  contactName: '',
  contactMobile: '',
  licences: [],
}

const person: PersonDetails = {
  kind: 'person',
  name: '陈测试',
  idType: null,
  idNumber: '',
  sex: null,
  birthDate: null,
  mobile: '',
  email: '',
  card: '',
  address: '',
  occupation: '',
  employer: '',
  annualIncome: null,
  assets: [],
}

async function insert(
  bank: TestBank,
  staff: TestStaff,
  details: CompanyDetails | PersonDetails,
  file: Partial<NewFile>,
): Promise<TestCustomer> {
  return bank.inside(staff, async ({ tx, institution, keys, now, businessDay }) => {
    const number = customerNumber(await takeNumbers(tx, institution.id, 'customer'))
    const rows = customerRows(
      keys,
      {
        number,
        status: 'active',
        branchId: staff.branchId,
        officerId: staff.staffId,
        source: 'test',
        importBatchId: null,
        createdBy: staff.staffId,
        createdAt: now(),
        validFrom: day(businessDay),
        reason: 'test',
        ...file,
      },
      details,
    )
    await insertCustomers(tx, [rows])
    return { id: rows.customer.id, number, name: details.name }
  })
}

/** A company of this member of staff, in their branch. */
export function aCompany(
  bank: TestBank,
  staff: TestStaff,
  details: Partial<CompanyDetails> = {},
  file: Partial<NewFile> = {},
): Promise<TestCustomer> {
  return insert(bank, staff, { ...company, ...details }, file)
}

/** A person of this member of staff, in their branch. */
export function aPerson(
  bank: TestBank,
  staff: TestStaff,
  details: Partial<PersonDetails> = {},
  file: Partial<NewFile> = {},
): Promise<TestCustomer> {
  return insert(bank, staff, { ...person, ...details }, file)
}
