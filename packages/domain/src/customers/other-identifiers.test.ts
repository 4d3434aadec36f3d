import { describe, expect, it } from 'vitest'
import { bankCardFrom, bankCardProblem, passesLuhn } from './bank-card.ts'
import { leiProblem } from './lei.ts'
import { mobileProblem, normaliseMobile } from './mobile.ts'
import { passportProblem } from './passport.ts'

describe('checking a legal entity identifier', () => {
  it.each([
    'HWUPKR0MPOU8FGXBT394',
    'INR2EJN1ERAN0W5ZP974',
    '5493006MHB84DD0ZWV18',
    '7LTWFZYICNSX8D621K86',
    '529900T8BM49AURSDO55',
    '5493001KJTIIGC8Y1R12',
    '213800KUD8LAJWSQ9D15',
    '5493002ERZU2K9PZDL40',
  ])('accepts %s', (lei) => {
    expect(leiProblem(lei)).toBeNull()
  })

  it.each([
    ['7LTWFZYICNSX8D621K87', 'wrong-check-digit'],
    ['HWUPKR0MPOU8FGXBT395', 'wrong-check-digit'],
    ['HWUPKR0MPOU8FGXBT39', 'wrong-length'],
    ['HWUPKR0MPOU8FGXBT3A4', 'wrong-format'],
    ['HWUPKR0MPOU8FGX中T394', 'wrong-format'],
  ])('refuses %s as %s', (lei, problem) => {
    expect(leiProblem(lei)).toBe(problem)
  })
})

describe('checking a bank card', () => {
  it('knows the published Luhn numbers', () => {
    expect(passesLuhn('79927398713')).toBe(true)
    expect(passesLuhn('79927398710')).toBe(false)
  })

  it.each([
    '4242424242424242',
    '6200000000000005',
    '6222021001116245702',
    '6228480402564890018',
    '378282246310005',
    '6222 0210 0111 6245 702',
  ])('accepts %s', (card) => {
    expect(bankCardProblem(card)).toBeNull()
  })

  it.each([
    ['6217000010001234567', 'wrong-check-digit'],
    ['6222021001116340000', 'damaged-by-spreadsheet'],
    ['6.22202E+18', 'damaged-by-spreadsheet'],
    ['79927398713', 'wrong-length'],
    ['62220210011162457O2', 'wrong-format'],
  ])('refuses %s as %s', (card, problem) => {
    expect(bankCardProblem(card)).toBe(problem)
  })

  it.each(['622202100111624570', '620000000000000', '622848040256489001'])(
    'closes %s with its check digit',
    (digits) => expect(bankCardProblem(bankCardFrom(digits))).toBeNull(),
  )
})

describe('checking a mobile number', () => {
  it.each([
    '13800138000',
    '+86 138-0013-8000',
    '0086 13800138000',
    '１９９12345678',
    '(86)16612345678',
  ])('accepts %s', (mobile) => {
    expect(mobileProblem(mobile)).toBeNull()
    expect(normaliseMobile(mobile)).toMatch(/^1\d{10}$/)
  })

  it.each([
    ['12800138000', 'unknown-prefix'],
    ['14000138000', 'unknown-prefix'],
    ['15400138000', 'unknown-prefix'],
    ['19400138000', 'unknown-prefix'],
    ['1380013800', 'wrong-length'],
    ['1380013800a', 'wrong-format'],
  ])('refuses %s as %s', (mobile, problem) => {
    expect(mobileProblem(mobile)).toBe(problem)
  })
})

describe('checking a passport', () => {
  it.each([
    ['E12345678', null],
    ['eh 1234567', null],
    ['1234', 'wrong-format'],
    ['ABCDEFGH', 'wrong-format'],
    ['E1234567!', 'wrong-format'],
  ])('%s gives %s', (number, problem) => {
    expect(passportProblem(number)).toBe(problem)
  })
})
