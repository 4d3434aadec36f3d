import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCodeFrom, creditCodeProblem } from './credit-code.ts'

describe('checking a unified social credit code', () => {
  it.each([
    '914403001922038216',
    '9144030071526726XG',
    '91440300708461136T',
    '91330100799655058B',
    '91110108551385082Q',
    '91110000802100433B',
    '91100000100003962T',
    '911100001000044477',
    '9144030010001686XA',
    '9152000071430580XT',
    '91440300192185379H',
    '91440300192317458F',
    '91110000600037341L',
    '91350100M000100Y43',
    '91341000MA2N0ABGXX',
    '51100000500019541K',
    '91341000ma2n0abgxx',
    '９１３４１０００ＭＡ２Ｎ０ＡＢＧＸＸ',
  ])('accepts %s', (code) => {
    expect(creditCodeProblem(code)).toBeNull()
  })

  it.each([
    ['914403001922038217', 'wrong-check-digit'],
    ['914403001922038210', 'wrong-check-digit'],
    ['91110000600037342L', 'wrong-check-digit'],
    ['A1110000600037341L', 'wrong-format'],
    ['91350200M000000510', 'wrong-check-digit'],
    ['91110108717809965C', 'wrong-check-digit'],
    ['9133010057462616XH', 'wrong-check-digit'],
    ['91110108555165137Q', 'wrong-check-digit'],
    ['913301087254808020', 'wrong-check-digit'],
    ['914403001870826678', 'wrong-check-digit'],
    ['91110000800088421P', 'wrong-check-digit'],
    ['91440300192203821', 'wrong-length'],
    ['91440300I922038216', 'wrong-format'],
    ['9.14403E+17', 'damaged-by-spreadsheet'],
    ['914403001922038000', 'damaged-by-spreadsheet'],
  ])('refuses %s as %s', (code, problem) => {
    expect(creditCodeProblem(code)).toBe(problem)
  })

  it('tells an organisation code whose own check is wrong from a mistyped last character', () => {
    // Seventeenth character 2 instead of 1, the eighteenth recomputed: Σ + 28, so c − 28 mod 31.
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const shifted = alphabet.charAt((alphabet.indexOf('6') - 28 + 31) % 31)
    expect(creditCodeProblem(`91440300192203822${shifted}`)).toBe('wrong-organisation-check')
  })

  it('accepts every generated code', () => {
    const organisation = fc.string({
      unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(organisation, fc.constantFrom('91', '92', '93', 'N2'), (eight, prefix) => {
        const code = creditCodeFrom({ prefix, region: '440300', organisation: eight })
        expect(creditCodeProblem(code)).toBeNull()
      }),
    )
  })

  it('generates nothing from parts of another shape', () => {
    const parts = { prefix: '91', region: '44', organisation: '19220382' }
    expect(() => creditCodeFrom(parts)).toThrow(RangeError)
  })
})
