import { day } from '../calendar.ts'
import { usualServicing } from '../loans/servicing-terms.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import type { ProductTerms } from './product-terms.ts'
import { usualSchedule } from './schedule-options.ts'

export const today = day('2026-10-15')

/** Terms of a working capital loan that nothing speaks against. */
export const soundTerms: ProductTerms = {
  customerKind: 'company',
  minimumAmount: money(10_000_00),
  maximumAmount: money(50_000_000_00),
  minimumMonths: 1,
  maximumMonths: 36,
  methods: ['equal-instalment', 'interest-only'],
  frequencies: ['monthly', 'quarterly'],
  guarantees: ['mortgage', 'credit'],
  pricing: {
    kind: 'fixed',
    minimum: parseRate('3'),
    standard: parseRate('3.85'),
    maximum: parseRate('6'),
  },
  schedule: usualSchedule,
  servicing: usualServicing,
  allowsRepricing: true,
}

export const overLpr: Extract<ProductTerms['pricing'], { kind: 'lpr' }> = {
  kind: 'lpr',
  tenor: '1y',
  resets: 'january',
  minimumBp: 0,
  standardBp: 85,
  maximumBp: 300,
}
