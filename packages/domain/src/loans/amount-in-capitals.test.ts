import { describe, expect, it } from 'vitest'
import { money, parseMoney } from '../money.ts'
import { amountInCapitals } from './amount-in-capitals.ts'

describe('an amount in capitals', () => {
  it.each([
    ['0', '零元整'],
    ['0.05', '伍分'],
    ['0.30', '叁角整'],
    ['0.35', '叁角伍分'],
    ['1.00', '壹元整'],
    ['1.05', '壹元零伍分'],
    ['10.50', '壹拾元伍角整'],
    ['101.00', '壹佰零壹元整'],
    ['1001.00', '壹仟零壹元整'],
    ['1010.00', '壹仟零壹拾元整'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['10000.00', '壹万元整'],
    ['10001.00', '壹万零壹元整'],
    ['100100.00', '壹拾万零壹佰元整'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['1200000.00', '壹佰贰拾万元整'],
    ['100000000.00', '壹亿元整'],
    ['100000001.00', '壹亿零壹元整'],
    ['100010001.00', '壹亿零壹万零壹元整'],
    ['1234567890.12', '壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分'],
    ['1000000000000.00', '壹万亿元整'],
    ['1000100000000.00', '壹万零壹亿元整'],
  ])('writes %s as %s', (amount, text) => {
    expect(amountInCapitals(parseMoney(amount))).toBe(text)
  })

  it('refuses what is below zero', () => {
    expect(() => amountInCapitals(money(-1))).toThrow(RangeError)
  })
})
