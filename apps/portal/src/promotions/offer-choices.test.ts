import { describe, expect, it } from 'vitest'
import {
  choicesForOne,
  choicesForSeveral,
  chosenProduct,
  outcomesOf,
  problemOfWords,
} from './offer-choices.ts'

const working = {
  product: 'working-capital',
  name: '流动资金贷款',
  nameEn: 'Working capital loan',
  refusal: null,
  channels: ['phone' as const],
}
const housing = {
  ...working,
  product: 'housing',
  refusal: 'not-eligible' as const,
  channels: [],
}

describe('the products for one customer', () => {
  const choices = choicesForOne([
    { ...working, product: 'imported', refusal: 'product-not-offered', channels: [] },
    housing,
    working,
  ])

  it('leave out what is off sale and keep what is refused, with the reason', () => {
    expect(choices.map(({ code, refusal }) => [code, refusal])).toEqual([
      ['housing', 'not-eligible'],
      ['working-capital', null],
    ])
  })

  it.each([
    ['working-capital', 'working-capital'],
    ['housing', 'working-capital'],
    [undefined, 'working-capital'],
  ])('of which %s asked for gives %s', (asked, code) => {
    expect(chosenProduct(choices, asked)?.code).toBe(code)
  })

  it('are none to choose from where all are refused', () => {
    expect(chosenProduct(choicesForOne([housing]), 'housing')).toBeUndefined()
  })
})

it('offers several customers a product by any channel', () => {
  const { product: code, name, nameEn } = working
  expect(choicesForSeveral([{ code, name, nameEn }])).toEqual([
    { code, name, nameEn, refusal: null, channels: ['phone', 'message', 'email', 'visit'] },
  ])
})

describe('the words said to a customer', () => {
  it.each([
    [' 好 ', 'missing'],
    ['利率优惠，请回电 13800138000', 'personal-number-in-text'],
    ['利率优惠', null],
  ])('%s → %s', (text, problem) => {
    expect(problemOfWords(text)).toBe(problem)
  })
})

it('names each customer with what became of it, the refused first', () => {
  const customers = [
    { id: 'a', name: '甲公司' },
    { id: 'b', name: '乙公司' },
  ]
  const results = [
    { customerId: 'a', id: 'p', refusal: null },
    { customerId: 'b', id: null, refusal: 'no-consent' as const },
    { customerId: 'c', id: null, refusal: 'not-found' as const },
  ]
  expect(outcomesOf(customers, results)).toEqual([
    { id: 'b', name: '乙公司', refusal: 'no-consent' },
    { id: 'c', name: '–', refusal: 'not-found' },
    { id: 'a', name: '甲公司', refusal: null },
  ])
})
