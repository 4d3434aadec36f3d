import { describe, expect, it } from 'vitest'
import { money } from '../money.ts'
import { ChangedDetails, changedFile, differingFields } from './changed-details.ts'
import type { CompanyDetails } from './company.ts'
import type { PersonDetails } from './person.ts'

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

const company: CompanyDetails = {
  kind: 'company',
  name: '测试有限公司',
  shortName: '',
  companyType: 'limited-company',
  creditCode: '91350100M000100Y43',
  lei: '',
  legalRepresentative: '李四',
  registeredCapital: money(100_000_000),
  establishedOn: null,
  industrySection: 'C',
  address: '福州市鼓楼区',
  contactName: '赵六',
  contactMobile: '13900139000',
  licences: [{ kind: 'business-licence', number: 'L1', issuedOn: null, expiresOn: null }],
}
const { licences: _, ...handedBack } = company

describe('changing a file', () => {
  it('keeps what was only shown masked and takes what was entered, also nothing', () => {
    const changed = { ...person, idNumber: null, mobile: '13900139000', email: '', card: null }
    expect(changedFile({ ...changed, address: null }, person)).toEqual({
      ...person,
      mobile: '13900139000',
      email: '',
    })
  })

  it("leaves a company's licences alone", () => {
    const changed = { ...handedBack, name: '新名有限公司', address: null, contactName: '' }
    expect(changedFile({ ...changed, contactMobile: null }, company)).toEqual({
      ...company,
      name: '新名有限公司',
      contactName: '',
    })
  })

  it('makes no company of a person', () => {
    expect(() => changedFile({ ...person }, company)).toThrow(RangeError)
  })

  it('takes no licences with a change', () => {
    expect(ChangedDetails.safeParse(company).success).toBe(false)
    expect(ChangedDetails.safeParse(handedBack).success).toBe(true)
  })

  it('names the fields that differ', () => {
    expect(differingFields(person, person)).toEqual([])
    expect(
      differingFields(person, { ...person, mobile: '1', assets: [], annualIncome: null }),
    ).toEqual(['mobile', 'annualIncome', 'assets'])
  })
})
