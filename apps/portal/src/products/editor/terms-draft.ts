import { ProductTerms } from '@banyan/domain/products/product-terms'
import type { TermsProblem, TermsQuestion } from '@banyan/domain/products/terms-problems'
import { termsProblems } from '@banyan/domain/products/terms-problems'

/** The terms while they are typed: any of them may not be readable yet. */
export type TermsDraft = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is TermsDraft =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function draftOf(terms: ProductTerms): TermsDraft {
  return JSON.parse(JSON.stringify(terms)) as TermsDraft
}

export function valueAt(draft: TermsDraft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), draft)
}

/** A draft with one term replaced; the others stay the same objects. */
function withValue(draft: TermsDraft, path: string, value: unknown): TermsDraft {
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0) return { ...draft, [name]: value }
  const part = draft[name]
  return { ...draft, [name]: withValue(isRecord(part) ? part : {}, rest.join('.'), value) }
}

const pricings = {
  fixed: { kind: 'fixed', minimum: null, standard: null, maximum: null },
  lpr: {
    kind: 'lpr',
    tenor: '1y',
    resets: 'january',
    minimumBp: null,
    standardBp: null,
    maximumBp: null,
  },
} as const

/** As `withValue`; another kind of price begins with empty figures, steps appear and go whole. */
export function withTerm(draft: TermsDraft, path: string, value: unknown): TermsDraft {
  if (path === 'pricing.kind') {
    return withValue(draft, 'pricing', value === 'lpr' ? pricings.lpr : pricings.fixed)
  }
  if (path.startsWith('schedule.step.')) {
    const step = valueAt(draft, 'schedule.step')
    const next = withValue(
      isRecord(step) ? step : { every: null, percent: null },
      path.slice(14),
      value,
    )
    const isEmpty = Object.values(next).every((each) => each === null)
    return withValue(draft, 'schedule.step', isEmpty ? null : next)
  }
  return withValue(draft, path, value)
}

export interface ReadDraft {
  /** Null while any of it cannot be read. */
  terms: ProductTerms | null
  /** What speaks against the draft, unreadable terms first. */
  problems: readonly (Omit<TermsProblem, 'reason'> & { reason: string })[]
}

/** What a draft says, and everything that is wrong with it. */
export function readDraft(draft: TermsDraft, question: TermsQuestion): ReadDraft {
  const read = ProductTerms.safeParse(draft)
  if (read.success) return { terms: read.data, problems: termsProblems(read.data, question) }
  const fields = new Set(read.error.issues.map(({ path }) => path.join('.')))
  const problems = [...fields].map((field) => ({
    field,
    reason: 'needed',
    isNotice: false,
    source: null,
  }))
  return { terms: null, problems }
}
