import { day } from '@banyan/domain/calendar'
import { describe, expect, it } from 'vitest'
import { changedOf, emptyForm, formOf, readForm, type PersonForm } from './customer-form.ts'

const today = day('2026-10-15')

function aPersonForm(given: Partial<PersonForm> = {}): PersonForm {
  const form = emptyForm('person')
  if (form.kind !== 'person') throw new Error('a person was asked for')
  return { ...form, name: '王小明', idNumber: '11010519491231002X', ...given }
}

describe('reading the form of a customer', () => {
  it('takes amounts in yuan and leaves empty fields unknown', () => {
    const { details, problems } = readForm(aPersonForm({ annualIncome: '120,000.50' }), today)
    expect(problems).toEqual([])
    expect(details).toMatchObject({ annualIncome: 12_000_050, birthDate: null, mobile: '' })
  })

  it('names every problem at once', () => {
    const form = aPersonForm({
      name: '',
      idNumber: '110105194912310021',
      mobile: '138',
      annualIncome: 'many',
      assets: [{ kind: 'deposit', value: 'x' }],
    })
    expect(readForm(form, today).problems.map(({ field }) => field)).toEqual([
      'annualIncome',
      'assets.0.value',
      'name',
      'idNumber',
      'mobile',
    ])
  })

  it('asks for no type of a number that is not there', () => {
    expect(readForm(aPersonForm({ idNumber: '' }), today)).toMatchObject({
      details: { idType: null },
      problems: [],
    })
  })

  it('does not check what was shown masked, and sends it as unchanged', () => {
    const { details } = readForm(aPersonForm({ mobile: '13800138000' }), today)
    const form = formOf({ ...details, name: '王新名' })
    const read = readForm(form, today)
    expect(read.problems).toEqual([])
    expect(changedOf(form, read.details)).toMatchObject({
      name: '王新名',
      idType: 'resident-id',
      idNumber: null,
      mobile: null,
    })
  })

  it('begins a company with the licence it will need', () => {
    const { problems } = readForm({ ...emptyForm('company'), name: '河畔有限公司' }, today)
    expect(problems).toEqual([{ field: 'licences.0.number', reason: 'missing' }])
  })
})
