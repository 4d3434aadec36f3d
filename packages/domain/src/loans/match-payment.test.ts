import { describe, expect, it } from 'vitest'
import { money } from '../money.ts'
import { likelyLoans, matchPayment } from './match-payment.ts'

const loan = (number: string, own: object = {}) => ({
  loanId: number,
  number,
  borrower: '青山贸易有限公司',
  owed: money(100_00),
  nextDue: money(90_00),
  ...own,
})

const received = (own: object = {}) => ({
  amount: money(100_00),
  payer: '青山贸易有限公司',
  memo: '',
  ...own,
})

describe('matching money with a loan', () => {
  it('takes the loan that the memo names, whoever paid and however much', () => {
    const given = received({ payer: '王某', memo: '还款 JJ2026-000007 谢谢', amount: money(1) })
    const match = matchPayment(given, [loan('JJ2026-000007'), loan('JJ2026-000008')])
    expect(match).toMatchObject({ by: 'loan-number', loan: { number: 'JJ2026-000007' } })
  })

  it('reads full-width digits and either case', () => {
    const given = received({ memo: 'ｊｊ２０２６-000007' })
    expect(matchPayment(given, [loan('JJ2026-000007')])?.by).toBe('loan-number')
  })

  it('takes no part between two loans that the memo names', () => {
    const given = received({ memo: 'JJ2026-000007,JJ2026-000008' })
    expect(matchPayment(given, [loan('JJ2026-000007'), loan('JJ2026-000008')])).toBeNull()
  })

  it.each([
    ['what is due', 100_00, 100_00, 'name-and-amount'],
    ['one fen less', 99_99, 100_00, undefined],
    ['the next instalment when nothing is due', 90_00, 0, 'name-and-amount'],
    ['the next instalment while something is due', 90_00, 100_00, undefined],
  ])('by name with %s', (_, amount, owed, by) => {
    const match = matchPayment(received({ amount: money(amount) }), [
      loan('A', { owed: money(owed) }),
      loan('B', { borrower: '别家公司' }),
    ])
    expect(match?.by).toBe(by)
  })

  it('leaves two loans of one payer that ask for the same to a person, and names both', () => {
    const candidates = [loan('A'), loan('B'), loan('C', { borrower: '别家公司' })]
    expect(matchPayment(received(), candidates)).toBeNull()
    expect(likelyLoans(received(), candidates).map(({ number }) => number)).toEqual(['A', 'B'])
  })
})
