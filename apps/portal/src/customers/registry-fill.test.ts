import { describe, expect, it } from 'vitest'
import { emptyForm, type CompanyForm } from './customer-form.ts'
import { fillFromRegistry } from './registry-fill.ts'

const empty = emptyForm('company') as CompanyForm
const record = {
  name: '云川物流有限公司',
  legalRepresentative: '陈测试',
  registeredCapital: 500_000_000,
  establishedOn: '2015-04-01',
  address: null,
  industrySection: 'G',
  companyType: 'limited-company',
}

describe('a form filled from the registry', () => {
  it('takes what was empty, with its source still to be shown', () => {
    const { form, filled } = fillFromRegistry(empty, record, 'empty')
    expect(form.name).toBe('云川物流有限公司')
    expect(form.registeredCapital).toBe('5000000.00')
    expect(filled.toSorted()).toEqual([
      'establishedOn',
      'industrySection',
      'legalRepresentative',
      'name',
      'registeredCapital',
    ])
  })

  it('leaves what was typed, until all of it is asked for', () => {
    const typed = { ...empty, name: '云川物流' }
    expect(fillFromRegistry(typed, record, 'empty').form.name).toBe('云川物流')
    expect(fillFromRegistry(typed, record, 'all').form.name).toBe('云川物流有限公司')
  })

  it('changes nothing the second time', () => {
    const { form } = fillFromRegistry(empty, record, 'all')
    expect(fillFromRegistry(form, record, 'all').filled).toEqual([])
  })

  it('does not take a type of company that is not known here', () => {
    const odd = { ...record, companyType: 'state-owned' }
    expect(
      fillFromRegistry({ ...empty, companyType: null }, odd, 'all').form.companyType,
    ).toBeNull()
  })
})
