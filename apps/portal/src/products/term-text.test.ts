import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { usualSchedule } from '@banyan/domain/products/schedule-options'
import { termLeaves } from '@banyan/domain/products/term-differences'
import { parseRate, rate } from '@banyan/domain/rate'
import { describe, expect, it } from 'vitest'
import { termGroup, termLabel, termText } from './term-text.ts'
import { termWords } from './term-words.ts'

const words = termWords.zh

const terms: ProductTerms = {
  customerKind: 'company',
  minimumAmount: money(10_000_00),
  maximumAmount: money(50_000_000_00),
  minimumMonths: 1,
  maximumMonths: 36,
  methods: ['equal-instalment', 'balloon'],
  frequencies: ['monthly'],
  guarantees: ['credit'],
  pricing: {
    kind: 'lpr',
    tenor: '1y',
    resets: 'none',
    minimumBp: -30,
    standardBp: 85,
    maximumBp: 300,
  },
  schedule: {
    ...usualSchedule,
    instalmentMultiple: money(100),
    residualShare: rate(30_000_000),
    step: { every: 12, percent: -5_000_000 },
  },
  servicing: {
    ...usualServicing,
    fees: [
      {
        code: 'service',
        name: '服务费',
        payee: '贷款人',
        charged: 'at-drawdown',
        basis: { kind: 'share', share: parseRate('0.5') },
      },
    ],
  },
  allowsRepricing: true,
}

describe('the terms of a product in words', () => {
  const told = new Map(
    termLeaves(terms).map(([path, value]) => [path, termText(path, value, words)]),
  )

  it.each([
    ['minimumAmount', '¥10,000'],
    ['maximumMonths', '36 个月'],
    ['methods', '等额本息 · 气球贷'],
    ['pricing.resets', '不重定价'],
    ['pricing.minimumBp', '-30 个基点'],
    ['schedule.dayCount', '30/360'],
    ['schedule.holidayRule', '无'],
    ['schedule.instalmentMultiple', '¥1'],
    ['schedule.everyDays', '无'],
    ['schedule.residualShare', '30.00%'],
    ['schedule.step.percent', '−5.00%'],
    ['schedule.step.every', '12 期'],
    ['servicing.penalty.uplift', '50.00%'],
    ['servicing.penalty.graceDays', '0 天'],
    ['servicing.prepayment.fee', '0.00%'],
    ['servicing.waterfall.performing', '费用 → 罚息 → 复利 → 利息 → 本金'],
    ['servicing.fees.service.basis.share', '0.50%'],
    ['servicing.fees.service.payee', '贷款人'],
    ['allowsRepricing', '是'],
  ])('%s: %s', (path, text) => {
    expect(told.get(path)).toBe(text)
  })

  it.each(['zh', 'en'] as const)('have a name for every term and code in %s', (locale) => {
    const local = termWords[locale]
    for (const [path, value] of termLeaves(terms)) {
      expect(termLabel(path, local), path).not.toBe(path)
      const text = termText(path, value, local)
      if (typeof value === 'string' && !/name|payee|dayCount/.test(path))
        expect(text, `${path} ${value}`).not.toBe(value)
    }
  })

  it('call a fee by its code, and say nothing of a term that is not there', () => {
    expect(termLabel('servicing.fees.service.basis.share', words)).toBe('费用 service · 比例')
    expect(termText('pricing.standard', undefined, words)).toBe('–')
  })

  it.each([
    ['methods', 'bounds'],
    ['pricing.standard', 'pricing'],
    ['servicing.fees.service.name', 'fees'],
    ['servicing.penalty.uplift', 'penalty'],
    ['servicing.waterfall.spends', 'waterfall'],
    ['servicing.overpayment', 'waterfall'],
    ['allowsRepricing', 'waterfall'],
  ])('stand under a head: %s under %s', (path, group) => {
    expect(termGroup(path)).toBe(group)
  })
})
