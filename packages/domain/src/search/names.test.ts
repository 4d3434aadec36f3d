import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gramsOf, gramsSought, normaliseName } from './names.ts'

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

const single = 0x4000_0000

describe('the parts a name is found by', () => {
  it('numbers a pair of ideographs by its two places, and a character by its code point', () => {
    expect(gramsSought('一丁')).toEqual([1])
    expect(gramsSought('丁一')).toEqual([20_992])
    expect(gramsSought('\u9fff\u9fff')).toEqual([20_991 * 20_992 + 20_991])
    expect(gramsSought('𠮷')).toEqual([single + 0x20bb7])
    expect(gramsOf('一丁').toSorted((a, b) => a - b)).toEqual([1, single + 0x4e00, single + 0x4e01])
  })

  it('counts a part once', () => {
    expect(gramsOf('一一一')).toEqual([single + 0x4e00, 0])
    expect(gramsOf('')).toEqual([])
  })

  it('puts every other pair below nought, within int4, and tells neighbours apart', () => {
    const pairs = gramsSought('abcdefghijklmnopqrstuvwxyz0123456789𠮷田')
    expect(pairs).toHaveLength(37)
    expect(pairs.every((pair) => pair < 0 && pair >= -(2 ** 31))).toBe(true)
  })

  it('finds every part of one character or more among those of the whole', () => {
    const unit = fc.constantFrom(...'京海控股集团有限公司abc（）·𠮷')
    const name = fc.string({ unit, minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(name, fc.nat(28), fc.integer({ min: 1, max: 30 }), (whole, from, length) => {
        const part = [...whole].slice(from, from + length).join('')
        const grams = new Set(gramsOf(whole))
        expect(gramsSought(part).every((gram) => grams.has(gram))).toBe(true)
      }),
    )
  })
})
