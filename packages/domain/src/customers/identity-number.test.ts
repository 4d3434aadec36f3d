import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../calendar.ts'
import {
  ageOn,
  birthDateOf,
  canonicalIdentityNumber,
  checkDigitOf,
  identityNumberFrom,
  identityNumberProblem,
  sexOf,
  toEighteen,
} from './identity-number.ts'

const today = day('2026-10-31')

describe('checking an identity number', () => {
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '360426199101010071',
    '120103198806018241',
    '51343620000320711X',
    '932682198501010017',
    '11010519491231002x',
    ' 110105 19491231-002X ',
    '１１０１０５１９４９１２３１００２Ｘ',
    '110105491231002',
  ])('accepts %s', (number) => {
    expect(identityNumberProblem(number, today)).toBeNull()
  })

  it.each([
    ['110105194912310021', 'wrong-check-digit'],
    ['360426199101010072', 'wrong-check-digit'],
    ['', 'wrong-length'],
    ['1101051949123100', 'wrong-length'],
    ['11010519491231002Y', 'wrong-format'],
    ['X1010519491231002X', 'wrong-format'],
    ['990105194912310021', 'unknown-region'],
    ['170105194912310021', 'unknown-region'],
    ['110105194902300021', 'impossible-birth-date'],
    ['110105190002290021', 'impossible-birth-date'],
    ['110105179912310021', 'impossible-birth-date'],
    ['110105202611010021', 'born-in-the-future'],
    ['1.10105E+17', 'damaged-by-spreadsheet'],
    ['1.1E+17', 'damaged-by-spreadsheet'],
    ['110105194912310000', 'damaged-by-spreadsheet'],
  ])('refuses %s as %s', (number, problem) => {
    expect(identityNumberProblem(number, today)).toBe(problem)
  })

  it('takes someone born on the business day itself', () => {
    const number = identityNumberFrom({ region: '110105', born: today, sequence: 12 })
    expect(identityNumberProblem(number, today)).toBeNull()
    expect(identityNumberProblem(number, addDays(today, -1))).toBe('born-in-the-future')
  })

  it('accepts every generated number and refuses it with any one digit changed', () => {
    const parts = fc.record({
      region: fc.constantFrom('110105', '440305', '810000', '830000', '932682'),
      born: fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(day('1920-01-01'), days)),
      sequence: fc.integer({ min: 0, max: 999 }),
    })
    fc.assert(
      fc.property(parts, fc.nat(16), fc.integer({ min: 1, max: 9 }), (given, at, step) => {
        const number = identityNumberFrom(given)
        const digit = (Number(number.charAt(at)) + step) % 10
        const changed = number.slice(0, at) + digit + number.slice(at + 1)
        expect(identityNumberProblem(number, today)).toBeNull()
        expect(identityNumberProblem(changed, today)).not.toBeNull()
      }),
    )
  })
})

describe('reading an identity number', () => {
  it('gives an old number its century and check character', () => {
    expect(toEighteen('110105491231002')).toBe('11010519491231002X')
    expect(canonicalIdentityNumber('110105 491231 002')).toBe('11010519491231002X')
  })

  it.each([
    ['36042619910101007', '1'],
    ['11010519491231002', 'X'],
    ['93268219850101001', '7'],
  ])('computes the check of %s as %s', (seventeen, check) => {
    expect(checkDigitOf(seventeen)).toBe(check)
  })

  it('computes no check for anything but seventeen digits', () => {
    expect(() => checkDigitOf('1234')).toThrow(RangeError)
    expect(() => toEighteen('1234')).toThrow(RangeError)
  })

  it('tells birth date and sex', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
    expect(birthDateOf('110105491231002')).toBe('1949-12-31')
    expect(birthDateOf('E12345678')).toBeNull()
    expect(sexOf('11010519491231002X')).toBe('female')
    expect(sexOf('360426199101010071')).toBe('male')
    expect(sexOf('E12345678')).toBeNull()
  })

  it.each([
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['1990-06-15', '2026-06-14', 35],
    ['1990-06-15', '2026-06-15', 36],
  ])('a person born %s is on %s aged %i', (born, on, age) => {
    expect(ageOn(day(born), day(on))).toBe(age)
  })
})
