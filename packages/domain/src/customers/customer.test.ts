import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import type { CompanyDetails, Licence } from './company.ts'
import { CustomerDetails, customerProblems, isPartial, keptDetails } from './customer.ts'
import {
  activationRefusal,
  customerStatusAfter,
  customerStatuses,
  customerSteps,
  missingLicences,
} from './customer-status.ts'
import { birthAndSexOf } from './person.ts'
import type { PersonDetails } from './person.ts'

const today = day('2026-10-31')

const person: PersonDetails = {
  kind: 'person',
  name: '王小明',
  idType: 'resident-id',
  idNumber: '11010519491231002X',
  sex: null,
  birthDate: null,
  mobile: '13800138000',
  email: 'someone@example.com',
  card: '6222021001116245702',
  address: '北京市朝阳区建国路1号',
  occupation: '教师',
  employer: '第一中学',
  annualIncome: money(12_000_000),
  assets: [{ kind: 'deposit', value: money(5_000_000) }],
}

const businessLicence: Licence = {
  kind: 'business-licence',
  number: 'L1',
  issuedOn: day('2020-01-01'),
  expiresOn: day('2026-10-31'),
}

const company: CompanyDetails = {
  kind: 'company',
  name: '测试有限公司',
  shortName: '',
  companyType: 'limited-company',
  creditCode: '91350100M000100Y43',
  lei: '',
  legalRepresentative: '李四',
  registeredCapital: money(100_000_000),
  establishedOn: day('2010-05-01'),
  industrySection: 'C',
  address: '',
  contactName: '',
  contactMobile: '',
  licences: [businessLicence],
}

describe('checking a customer file', () => {
  it('finds nothing wrong with whole files', () => {
    expect(customerProblems(person, today)).toEqual([])
    expect(customerProblems(company, today)).toEqual([])
    expect(CustomerDetails.parse(person)).toEqual(person)
    expect(CustomerDetails.parse(company)).toEqual(company)
  })

  it('reports every problem of a person at once', () => {
    const faulty: PersonDetails = {
      ...person,
      name: '',
      idNumber: '110105194912310021',
      sex: 'male',
      birthDate: day('2027-01-01'),
      mobile: '12',
      email: 'x@y',
      card: '6217000010001234567',
    }
    expect(customerProblems(faulty, today)).toEqual([
      { field: 'name', reason: 'missing' },
      { field: 'idNumber', reason: 'wrong-check-digit' },
      { field: 'sex', reason: 'disagrees-with-identity-number' },
      { field: 'birthDate', reason: 'in-the-future' },
      { field: 'mobile', reason: 'wrong-length' },
      { field: 'email', reason: 'wrong-format' },
      { field: 'card', reason: 'wrong-check-digit' },
    ])
  })

  it('reports every problem of a company at once', () => {
    const faulty: CompanyDetails = {
      ...company,
      creditCode: '914403001922038217',
      lei: 'HWUPKR0MPOU8FGXBT395',
      establishedOn: day('2026-11-01'),
      contactMobile: '1',
      licences: [{ ...businessLicence, number: '', expiresOn: day('2019-01-01') }],
    }
    expect(customerProblems(faulty, today)).toEqual([
      { field: 'creditCode', reason: 'wrong-check-digit' },
      { field: 'lei', reason: 'wrong-check-digit' },
      { field: 'establishedOn', reason: 'in-the-future' },
      { field: 'contactMobile', reason: 'wrong-length' },
      { field: 'licences.0.number', reason: 'missing' },
      { field: 'licences.0.expiresOn', reason: 'before-issue' },
    ])
  })

  it.each([
    ['resident-id', '932682198501010017', 'another-type'],
    ['foreign-resident', '932682198501010017', undefined],
    ['foreign-resident', '11010519491231002X', 'another-type'],
    ['foreign-resident', 'USA110101199001', undefined],
    ['passport', 'E12345678', undefined],
    ['passport', 'E', 'wrong-format'],
    ['other', 'A', 'wrong-length'],
    ['resident-id', '', 'missing'],
    [null, 'E12345678', 'missing'],
  ] as const)('a %s numbered %s: %s', (idType, idNumber, reason) => {
    expect(customerProblems({ ...person, idType, idNumber }, today)[0]?.reason).toBe(reason)
  })

  it('reads birth date and sex out of the number', () => {
    expect(birthAndSexOf(person)).toEqual({ birthDate: '1949-12-31', sex: 'female' })
    const traveller = { ...person, idType: 'passport', idNumber: 'E12345678', sex: 'male' } as const
    expect(birthAndSexOf(traveller)).toEqual({ birthDate: null, sex: 'male' })
  })

  it('keeps a file in one form however it was typed', () => {
    const typed: PersonDetails = {
      ...person,
      name: ' 王小明 ',
      idNumber: '110105 491231 002',
      sex: 'female',
      birthDate: day('1949-12-31'),
      mobile: '+86 138-0013-8000',
      card: '6222 0210 0111 6245 702',
    }
    expect(keptDetails(typed)).toEqual(person)
    expect(keptDetails({ ...company, creditCode: ' 91350100m000100y43' })).toEqual(company)
    const traveller: PersonDetails = { ...person, idType: 'passport', idNumber: 'E1', sex: 'male' }
    expect(keptDetails(traveller)).toEqual(traveller)
    const oldCard = { idType: 'foreign-resident', idNumber: 'USA110101199001' } as const
    const born = { birthDate: day('1990-01-01'), sex: 'male' } as const
    expect(keptDetails({ ...person, ...oldCard, ...born })).toMatchObject(born)
  })

  it('marks who is known only by name or by number', () => {
    expect(isPartial(person)).toBe(false)
    expect(isPartial({ ...person, idNumber: '' })).toBe(true)
    expect(isPartial({ ...company, creditCode: '', lei: 'HWUPKR0MPOU8FGXBT394' })).toBe(false)
    expect(isPartial({ ...company, name: '' })).toBe(true)
  })

  it.each([
    { ...person, age: 12 },
    { ...person, name: 'a\u0000b' },
    { ...person, birthDate: '2026-02-30' },
    { ...person, annualIncome: 1.5 },
    { ...person, annualIncome: -1 },
    { ...company, industrySection: 'U' },
    { ...company, name: '名'.repeat(121) },
  ])('does not take a file of another shape (%#)', (details) => {
    expect(CustomerDetails.safeParse(details).success).toBe(false)
  })
})

describe('activating a customer', () => {
  const customer = { status: 'draft', details: company } as const

  it('lets a company with its licence pass on the licence’s last day, not after', () => {
    expect(activationRefusal(customer, [businessLicence], today)).toBeNull()
    const after = day('2026-11-01')
    expect(activationRefusal(customer, [businessLicence], after)).toBe('business-licence-missing')
  })

  it('asks a finance company for its permit as well', () => {
    const details: CompanyDetails = { ...company, companyType: 'finance' }
    expect(activationRefusal({ status: 'draft', details }, [businessLicence], today)).toBe(
      'finance-permit-missing',
    )
    expect(missingLicences('finance', [], today)).toEqual(['business-licence', 'finance-permit'])
  })

  it.each([
    [{ status: 'active', details: company }, 'cannot-activate-when-active'],
    [{ status: 'draft', details: { ...person, mobile: '1' } }, 'file-has-problems'],
    [{ status: 'draft', details: { ...company, creditCode: '' } }, 'known-only-in-part'],
    [{ status: 'draft', details: { ...company, companyType: null } }, 'company-type-missing'],
    [{ status: 'draft', details: person }, null],
  ] as const)('case %#', (given, refusal) => {
    expect(activationRefusal(given, [businessLicence], today)).toBe(refusal)
  })

  it('takes the steps of the table and no other', () => {
    for (const step of Object.keys(customerSteps) as (keyof typeof customerSteps)[]) {
      const starts: readonly string[] = customerSteps[step].from
      for (const status of customerStatuses) {
        if (starts.includes(status)) {
          expect(customerStatusAfter(step, status)).toBe(customerSteps[step].to)
        } else {
          expect(() => customerStatusAfter(step, status)).toThrow(`cannot-${step}-when-${status}`)
        }
      }
    }
  })
})
