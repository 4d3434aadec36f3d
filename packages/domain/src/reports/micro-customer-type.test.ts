import { describe, expect, it } from 'vitest'
import { microCustomerType } from './micro-customer-type.ts'

const person = {
  kind: 'person',
  isConsumerLoan: false,
  occupation: null,
  companyType: null,
} as const
const company = { ...person, kind: 'company' } as const

describe('the customer type of a borrower', () => {
  it.each([
    [{ ...person, isConsumerLoan: true, occupation: '农民' }, 'consumer'],
    [{ ...person, occupation: '农业种植' }, 'farmer'],
    [{ ...person, occupation: '餐饮' }, 'sole-trader'],
    [person, 'sole-trader'],
    [company, 'small-micro-company'],
    [{ ...company, companyType: 'limited-company' }, 'small-micro-company'],
    [{ ...company, companyType: 'self-employed' }, 'sole-trader'],
    [{ ...company, companyType: 'public-institution' }, 'other'],
  ] as const)('of %j is %s', (borrower, type) => {
    expect(microCustomerType(borrower)).toBe(type)
  })
})
