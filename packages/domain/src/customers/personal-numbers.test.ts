import { describe, expect, it } from 'vitest'
import { mentionsPersonalNumber } from './personal-numbers.ts'

describe('personal numbers in free text', () => {
  it.each([
    '电话13800138000联系',
    '１３８ ００１３ ８０００',
    '138-0013-8000',
    '身份证11010519491231002x。',
    '卡号6222 0200 0000 0000 000',
  ])('are seen in %s', (text) => {
    expect(mentionsPersonalNumber(text)).toBe(true)
  })

  it.each([
    '销售收入 20315740000 元',
    '统一社会信用代码 91320106MA00000152',
    '面积 12000 平方米，2026-10-15 走访',
    '应收 1,222.43 万元',
    '',
  ])('are not seen in %s', (text) => {
    expect(mentionsPersonalNumber(text)).toBe(false)
  })
})
