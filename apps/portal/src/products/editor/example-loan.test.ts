import { day } from '@banyan/domain/calendar'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { usualSchedule } from '@banyan/domain/products/schedule-options'
import { parseRate } from '@banyan/domain/rate'
import { describe, expect, it } from 'vitest'
import { exampleLoan, type ExampleQuestion } from './example-loan.ts'

const terms: ProductTerms = {
  customerKind: 'person',
  minimumAmount: money(1_000_00),
  maximumAmount: money(200_000_00),
  minimumMonths: 3,
  maximumMonths: 24,
  methods: ['equal-instalment', 'equal-principal'],
  frequencies: ['monthly', 'quarterly'],
  guarantees: ['credit'],
  pricing: {
    kind: 'fixed',
    minimum: parseRate('6'),
    standard: parseRate('10.8957'),
    maximum: parseRate('24'),
  },
  schedule: usualSchedule,
  servicing: {
    ...usualServicing,
    fees: [
      {
        code: 'service',
        name: '服务费',
        payee: '贷款人',
        charged: 'at-drawdown',
        basis: { kind: 'share', share: parseRate('1') },
      },
    ],
  },
  allowsRepricing: false,
}
const nothingAsked: ExampleQuestion = {
  amount: null,
  months: null,
  method: null,
  frequency: null,
  annualRate: null,
}
const at = { on: day('2026-10-15'), lender: 'micro-lender' } as const

describe('the example of a product', () => {
  it('puts due days off over holidays, where the product does', () => {
    const moving = { ...terms, schedule: { ...usualSchedule, holidayRule: 'next' as const } }
    const dueOn = (isWorkingDay?: (on: string) => boolean) =>
      exampleLoan(moving, nothingAsked, {
        ...at,
        on: day('2026-09-02'),
        ...(isWorkingDay && { isWorkingDay }),
      })?.schedule.rows[0]?.dueOn
    expect(dueOn()).toBe('2026-10-02')
    expect(dueOn((on) => !(on >= '2026-10-01' && on <= '2026-10-07'))).toBe('2026-10-08')
  })

  it('begins with its first choices within its bounds, all costs counted', () => {
    const example = exampleLoan(terms, nothingAsked, at)
    expect(example).toMatchObject({
      amount: 200_000_00,
      months: 12,
      method: 'equal-instalment',
      frequency: 'monthly',
      fee: 2_000_00,
      caps: [{ isBroken: false }, { isBroken: false }],
    })
    expect((example?.cost?.simple ?? 0) / 1_000_000).toBeCloseTo(12.8, 1)
  })

  it('follows what is asked, and drops what the product no longer has', () => {
    const asked = { ...nothingAsked, amount: 50_000_00, months: 6, frequency: 'quarterly' } as const
    expect(exampleLoan(terms, asked, at)?.schedule.rows).toHaveLength(2)
    const gone = { ...asked, method: 'interest-only' } as const
    expect(exampleLoan(terms, gone, at)?.method).toBe('equal-instalment')
  })

  it('says which cap it breaks', () => {
    const dear = { ...nothingAsked, annualRate: parseRate('24') }
    expect(exampleLoan(terms, dear, at)?.caps.some(({ isBroken }) => isBroken)).toBe(true)
  })

  it('is none where no schedule can be made', () => {
    const short = { ...nothingAsked, months: 2, frequency: 'quarterly' } as const
    expect(exampleLoan(terms, short, at)).toBeNull()
    const stepped = { ...terms, methods: ['stepped' as const] }
    expect(exampleLoan(stepped, nothingAsked, at)).toBeNull()
  })
})
