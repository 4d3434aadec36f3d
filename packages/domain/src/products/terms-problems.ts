import type { Day } from '../calendar.ts'
import type { InstitutionKind } from '../decisions/exposure-limits.ts'
import { capsOn } from '../rates/rate-caps.ts'
import type { ProductKind } from './product-kind.ts'
import { type Pricing, priceRange, type ProductTerms } from './product-terms.ts'
import { penaltyBoundOn, termBoundOn } from './regulatory-bounds.ts'

export type TermsReason =
  | 'minimum-above-maximum'
  | 'standard-out-of-range'
  | 'lpr-not-known'
  | 'term-above-usual'
  | 'term-above-law'
  | 'penalty-outside-law'
  | 'fee-named-twice'
  | 'option-missing'
  | 'above-rate-cap'

/** What speaks against terms; a notice is told and does not stop them. `source` is the rule behind it. */
export interface TermsProblem {
  field: string
  reason: TermsReason
  isNotice: boolean
  source: string | null
}

export interface TermsQuestion {
  kind: ProductKind
  institution: InstitutionKind
  /** The day from which the terms would hold. */
  on: Day
}

const own = (field: string, reason: TermsReason): TermsProblem => ({
  field,
  reason,
  isNotice: false,
  source: null,
})

function disordered(terms: ProductTerms): TermsProblem[] {
  const { minimumAmount, maximumAmount, minimumMonths, maximumMonths } = terms
  return [
    ...(minimumAmount > maximumAmount ? [own('maximumAmount', 'minimum-above-maximum')] : []),
    ...(minimumMonths > maximumMonths ? [own('maximumMonths', 'minimum-above-maximum')] : []),
  ]
}

function unpriced(pricing: Pricing, on: Day): TermsProblem[] {
  const range = priceRange(pricing, on)
  if (!range) return [own('pricing', 'lpr-not-known')]
  const { minimum, standard, maximum } = range
  if (minimum > maximum) return [own('pricing.maximum', 'minimum-above-maximum')]
  const isWithin = minimum <= standard && standard <= maximum
  return isWithin ? [] : [own('pricing.standard', 'standard-out-of-range')]
}

/** A standard rate above a cap is refused; a highest rate above it is told, for each contract is weighed. */
function aboveCaps({ pricing }: ProductTerms, { institution, on }: TermsQuestion): TermsProblem[] {
  const range = priceRange(pricing, on)
  const [cap] = capsOn(on, institution)
  if (!range || !cap) return []
  const told = { reason: 'above-rate-cap', source: cap.source } as const
  if (range.standard > cap.limit) return [{ field: 'pricing.standard', isNotice: false, ...told }]
  return range.maximum > cap.limit ? [{ field: 'pricing.maximum', isNotice: true, ...told }] : []
}

function tooLong({ maximumMonths }: ProductTerms, question: TermsQuestion): TermsProblem[] {
  const bound = termBoundOn(question.kind, question)
  if (!bound || maximumMonths <= bound.usual) return []
  const isNotice = maximumMonths <= bound.most
  const reason = isNotice ? 'term-above-usual' : 'term-above-law'
  return [{ field: 'maximumMonths', reason, isNotice, source: bound.source }]
}

const onePercent = 1_000_000

function unlawfulPenalties({ servicing }: ProductTerms, question: TermsQuestion): TermsProblem[] {
  const { uplift, misuseUplift } = servicing.penalty
  const charged = [
    { of: 'overdue', value: uplift, field: 'servicing.penalty.uplift' },
    { of: 'misuse', value: misuseUplift, field: 'servicing.penalty.misuseUplift' },
  ] as const
  return charged.flatMap(({ of, value, field }): TermsProblem[] => {
    const bound = penaltyBoundOn(of, question)
    const isLawful =
      !bound || (value >= bound.least * onePercent && value <= bound.most * onePercent)
    if (isLawful) return []
    return [{ field, reason: 'penalty-outside-law', isNotice: false, source: bound.source }]
  })
}

/** Options without which a method or a frequency makes no schedule. */
function incomplete({ methods, frequencies, schedule }: ProductTerms): TermsProblem[] {
  const { balloonPeriods, residualShare, step, everyDays } = schedule
  const isMissing = {
    'schedule.balloonPeriods': methods.includes('balloon') && balloonPeriods === null,
    'schedule.residualShare': methods.includes('residual') && residualShare === null,
    'schedule.step': methods.includes('stepped') && step === null,
    'schedule.everyDays': frequencies.includes('days') && everyDays === null,
  }
  return Object.entries(isMissing).flatMap(([field, isSo]) =>
    isSo ? [own(field, 'option-missing')] : [],
  )
}

function repeatedFees({ servicing }: ProductTerms): TermsProblem[] {
  const codes = servicing.fees.map(({ code }) => code)
  const isRepeated = new Set(codes).size < codes.length
  return isRepeated ? [own('servicing.fees', 'fee-named-twice')] : []
}

/** Everything that speaks against terms of a product from a day on, all at once; notices among it. */
export function termsProblems(terms: ProductTerms, question: TermsQuestion): TermsProblem[] {
  return [
    ...disordered(terms),
    ...unpriced(terms.pricing, question.on),
    ...aboveCaps(terms, question),
    ...tooLong(terms, question),
    ...unlawfulPenalties(terms, question),
    ...incomplete(terms),
    ...repeatedFees(terms),
  ]
}
