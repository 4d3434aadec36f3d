import { describe, expect, it } from 'vitest'
import { mayBeRead, otherSpellings } from './readings.ts'

describe('names that may be read in several ways', () => {
  it.each([
    ['单雄信', 'shanxiongxin', true],
    ['单雄信', 'danxiongxin', true],
    ['单雄信', 'danx', true],
    ['单雄信', 'dxx', true],
    ['重庆银行', 'zhongqingyinhang', true],
    ['重庆银行', 'cqyx', true],
    ['重慶銀行', 'chongqing', true],
    ['张伟', 'danwei', false],
    ['张伟', 'zhangweimin', false],
    ['HT贸易', 'htmaoyi', true],
  ])('%s as %s: %s', (name, letters, may) => {
    expect(mayBeRead(name, letters)).toBe(may)
  })

  it.each([
    ['danxiongxin', 'shanxiongxin'],
    ['zhongqing', 'chongqing'],
    ['yinxing', 'yinhang'],
  ])('%s leads to %s', (typed, kept) => {
    expect(otherSpellings(typed)).toContain(kept)
  })
})
