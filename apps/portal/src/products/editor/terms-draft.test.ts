import { day } from '@banyan/domain/calendar'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { usualSchedule } from '@banyan/domain/products/schedule-options'
import { termLeaves } from '@banyan/domain/products/term-differences'
import type { TermsQuestion } from '@banyan/domain/products/terms-problems'
import { parseRate } from '@banyan/domain/rate'
import { describe, expect, it } from 'vitest'
import { termLabel } from '../term-text.ts'
import { termWords } from '../term-words.ts'
import { termFields } from './term-fields.ts'
import { draftOf, readDraft, valueAt, withTerm } from './terms-draft.ts'

const terms: ProductTerms = {
  customerKind: 'company',
  minimumAmount: money(10_000_00),
  maximumAmount: money(50_000_000_00),
  minimumMonths: 1,
  maximumMonths: 36,
  methods: ['equal-instalment'],
  frequencies: ['monthly'],
  guarantees: ['credit'],
  pricing: {
    kind: 'fixed',
    minimum: parseRate('3'),
    standard: parseRate('3.85'),
    maximum: parseRate('6'),
  },
  schedule: usualSchedule,
  servicing: usualServicing,
  allowsRepricing: false,
}
const question: TermsQuestion = {
  kind: 'working-capital',
  institution: 'city-bank',
  on: day('2026-10-15'),
}
const draft = draftOf(terms)

describe('a draft of terms', () => {
  it('reads as the terms it was made from', () => {
    expect(readDraft(draft, question)).toEqual({ terms, problems: [] })
  })

  it('changes one term and leaves the one before as it was', () => {
    const next = withTerm(draft, 'servicing.penalty.graceDays', 3)
    expect(valueAt(next, 'servicing.penalty.graceDays')).toBe(3)
    expect(valueAt(draft, 'servicing.penalty.graceDays')).toBe(0)
    expect(next['schedule']).toBe(draft['schedule'])
  })

  it('names what cannot be read', () => {
    const broken = withTerm(withTerm(draft, 'maximumMonths', null), 'methods', [])
    const { terms: read, problems } = readDraft(broken, question)
    expect(read).toBeNull()
    expect(problems.map(({ field, reason }) => [field, reason])).toEqual([
      ['maximumMonths', 'needed'],
      ['methods', 'needed'],
    ])
  })

  it('asks for every figure of another kind of price', () => {
    const floating = withTerm(draft, 'pricing.kind', 'lpr')
    expect(readDraft(floating, question).problems.map(({ field }) => field)).toEqual([
      'pricing.minimumBp',
      'pricing.standardBp',
      'pricing.maximumBp',
    ])
    const priced = [
      ['pricing.minimumBp', 0],
      ['pricing.standardBp', 85],
      ['pricing.maximumBp', 300],
    ] as const
    const whole = priced.reduce((next, [path, value]) => withTerm(next, path, value), floating)
    expect(readDraft(whole, question).terms?.pricing.kind).toBe('lpr')
  })

  it('has steps whole or not at all', () => {
    const half = withTerm(draft, 'schedule.step.every', 12)
    expect(readDraft(half, question).terms).toBeNull()
    const whole = withTerm(half, 'schedule.step.percent', parseRate('5'))
    expect(readDraft(whole, question).terms?.schedule.step).toEqual({
      every: 12,
      percent: 5_000_000,
    })
    const none = withTerm(
      withTerm(whole, 'schedule.step.every', null),
      'schedule.step.percent',
      null,
    )
    expect(readDraft(none, question).terms?.schedule.step).toBeNull()
  })

  it('is told what the law says of it', () => {
    const long = withTerm(draft, 'maximumMonths', 61)
    expect(readDraft(long, question).problems).toMatchObject([
      { field: 'maximumMonths', reason: 'term-above-law', isNotice: false },
    ])
  })
})

describe('the fields of the editor', () => {
  const paths = Object.values(termFields)
    .flat()
    .map(({ path }) => path)

  it('reach every term but the fees, the year of the penalty and the order after a write-off', () => {
    const missing = termLeaves(terms)
      .map(([path]) => path)
      .filter((path) => !paths.includes(path))
    expect(missing).toEqual([
      'schedule.step',
      'servicing.waterfall.writtenOff',
      'servicing.penalty.daysOfYear',
    ])
  })

  it('have a name each', () => {
    for (const path of paths) expect(termLabel(path, termWords.zh), path).not.toBe(path)
  })
})
