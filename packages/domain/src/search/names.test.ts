import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigramsOf, normaliseName } from './names.ts'

describe('normalising a name for search', () => {
  it.each([
    ['京泰实业（集团）有限公司', '京泰实业(集团)有限公司'],
    ['ＡＢＣ Holdings', 'abcholdings'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['张\u200b三\u202e', '张三'],
    ['𠮷田　太郎', '𠮷田太郎'],
    ['', ''],
  ])('%s becomes %s', (name, normalised) => {
    expect(normaliseName(name)).toBe(normalised)
  })

  it('is settled after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const once = normaliseName(name)
        expect(normaliseName(once).length).toBeLessThanOrEqual(once.length)
      }),
    )
  })
})

describe('pairing the characters of a name', () => {
  it('numbers a pair of ideographs by its two places', () => {
    expect(bigramsOf('一丁')).toEqual([1])
    expect(bigramsOf('丁一')).toEqual([20_992])
    expect(bigramsOf('\u9fff\u9fff')).toEqual([20_991 * 20_992 + 20_991])
  })

  it('counts a pair once and has none for one character', () => {
    expect(bigramsOf('一一一')).toEqual([0])
    expect(bigramsOf('一')).toEqual([])
    expect(bigramsOf('')).toEqual([])
  })

  it('puts every other pair below nought, within int4, and tells neighbours apart', () => {
    const pairs = bigramsOf('abcdefghijklmnopqrstuvwxyz0123456789𠮷田')
    expect(pairs).toHaveLength(37)
    expect(pairs.every((pair) => pair < 0 && pair >= -(2 ** 31))).toBe(true)
  })

  it('finds every part of two characters or more among the pairs of the whole', () => {
    const unit = fc.constantFrom(...'京海控股集团有限公司abc（）·𠮷')
    const name = fc.string({ unit, minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(name, fc.nat(28), fc.integer({ min: 2, max: 30 }), (whole, from, length) => {
        const part = [...whole].slice(from, from + length).join('')
        const pairs = new Set(bigramsOf(whole))
        expect(bigramsOf(part).every((pair) => pairs.has(pair))).toBe(true)
      }),
    )
  })
})
