import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import type { CompanyFacts, PersonFacts } from './score-inputs.ts'
import { companyInputs, personInputs } from './score-inputs.ts'

const on = day('2026-10-15')
const noHistory = { lateInstalments: null, mostDaysLate: null }
const person: PersonFacts = {
  bornOn: day('1990-10-15'),
  annualIncome: money(120_000_00),
  occupation: '中学教师',
  assetKinds: ['deposit', 'real-estate'],
  behaviour: { lateInstalments: 1, mostDaysLate: 4 },
  monthlyDue: money(1_000_00),
  newMonthlyDue: money(2_500_00),
}

describe('what a person is scored on', () => {
  it('comes from the file, in the units of the card', () => {
    expect(personInputs(person, on)).toMatchObject({
      age: 36,
      'monthly-income': 10_000,
      'debt-to-income': 35,
      'overdue-24-months': 1,
      'most-days-late': 4,
      housing: 'owned',
      employment: 'public',
    })
  })

  it('is missing where the file is silent, never zero', () => {
    const blank = { ...person, bornOn: null, annualIncome: null, occupation: ' ', assetKinds: [] }
    const inputs = personInputs({ ...blank, behaviour: noHistory }, on)
    expect(Object.values(inputs).every((value) => value === null)).toBe(true)
  })

  it.each([
    ['种植户', 'farmer'],
    ['个体工商户', 'self-employed'],
    ['软件工程师', 'company'],
    ['待业', 'none'],
  ])('reads the occupation %s as %s', (occupation, employment) => {
    expect(personInputs({ ...person, occupation }, on)['employment']).toBe(employment)
  })
})

describe('what a company is scored on', () => {
  const company: CompanyFacts = {
    establishedOn: day('2016-10-16'),
    registeredCapital: money(10_000_000_00),
    guaranteesGiven: money(2_500_000_00),
    guarantee: 'mortgage',
    behaviour: noHistory,
  }

  it('counts its years, its guarantees and what secures the loan', () => {
    expect(companyInputs(company, on)).toMatchObject({
      'years-established': 9,
      'guarantees-to-net-assets': 25,
      collateral: 'mortgage',
      'overdue-24-months': null,
    })
  })

  it('has no guarantee ratio without capital to measure against', () => {
    const inputs = companyInputs({ ...company, registeredCapital: money(0) }, on)
    expect(inputs['guarantees-to-net-assets']).toBeNull()
  })
})
