import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gramsOf } from './names.ts'
import { isOneSlipApart, slipPatterns, slipProbes, slipSpellings } from './near-text.ts'

const unit = fc.constantFrom(...'华拓精密机械有限公司张伟')
const name = fc.string({ unit, minLength: 3, maxLength: 12 })

/** One slip of each kind, anywhere. */
function withSlip(text: string, kind: number, place: number, character: string): string {
  const all = [...text]
  const at = place % all.length
  if (kind === 0) all[at] = character
  else if (kind === 1) all.splice(at, 1)
  else if (kind === 2) all.splice(at, 0, character)
  else
    all.splice(
      Math.min(at, all.length - 2),
      2,
      ...all
        .slice(Math.min(at, all.length - 2))
        .slice(0, 2)
        .toReversed(),
    )
  return all.join('')
}

const matches = (whole: string, pattern: readonly string[]) =>
  new RegExp(pattern.map((each) => (each === '_' ? '.' : each)).join(''), 'u').test(whole)

describe('one slip of the finger', () => {
  it.each([
    ['张维民', '张伟民', true],
    ['张民', '张伟民', true],
    ['张伟伟民', '张伟民', true],
    ['张民伟', '张伟民', true],
    ['张伟民', '张伟民', true],
    ['民伟张', '张伟民', false],
    ['李维民', '张伟民', false],
    ['', '张', true],
    ['𠮷田', '吉田', true],
  ])('%s for %s: %s', (one, other, isApart) => {
    expect(isOneSlipApart(one, other)).toBe(isApart)
    expect(isOneSlipApart(other, one)).toBe(isApart)
  })

  it('is found by one of the patterns and one of the probes, wherever and whatever it is', () => {
    fc.assert(
      fc.property(name, fc.nat(3), fc.nat(20), unit, (meant, kind, place, character) => {
        const typed = withSlip(meant, kind, place, character)
        if (typed === meant) return
        expect(isOneSlipApart(typed, meant)).toBe(true)
        if ([...typed].length < 3) return
        expect(slipPatterns(typed).some((pattern) => matches(`某${meant}某`, pattern))).toBe(true)
        const grams = new Set(gramsOf(`某${meant}某`))
        expect(slipProbes(typed).some((probe) => probe.every((gram) => grams.has(gram)))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('is not looked for in one character, nor in a page of text', () => {
    expect(slipProbes('张')).toEqual([])
    expect(slipProbes('张'.repeat(17))).toEqual([])
  })

  it('in pinyin leads back to what was meant', () => {
    const syllable = fc.constantFrom(
      'hua',
      'tuo',
      'jing',
      'mi',
      'zhang',
      'wei',
      'shuang',
      'lv',
      'an',
    )
    const spelt = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((all) => all.join(''))
    const letter = fc.constantFrom(...'abcxyz')
    fc.assert(
      fc.property(spelt, fc.nat(3), fc.nat(20), letter, (meant, kind, place, character) => {
        const typed = withSlip(meant, kind, place, character)
        if (typed !== meant) expect(slipSpellings(typed)).toContain(meant)
      }),
    )
  })

  it('in a long pinyin leaves few spellings to be tried', () => {
    expect(slipSpellings('huatuojingmijixieyou').length).toBeLessThan(600)
  })
})
