import type { Day } from '../calendar.ts'
import type { DocumentKind } from '../documents/document-kinds.ts'
import { monthsOfPeriod } from '../loans/repayment-terms.ts'
import { planFor, priceRange } from '../products/product-terms.ts'
import type { ApplicationTerms, Guarantee } from './application.ts'
import type { CustomerKind, Product } from './products.ts'
import { isOfferedTo, productDocuments } from './products.ts'

export type GapReason =
  | 'missing'
  | 'not-offered'
  | 'below-product-minimum'
  | 'above-product-maximum'
  | 'not-offered-by-product'
  | 'not-for-this-kind-of-customer'
  | 'not-whole-periods'
  | 'not-in-basis-points'
  | 'customer-not-active'
  | 'document-missing'

export type GapField = keyof ApplicationTerms | 'customer' | `document:${DocumentKind}`

export interface Gap {
  field: GapField
  reason: GapReason
}

export interface SubmissionFacts {
  /** As the institution offers it today; its code is that of the terms. */
  product: Product
  customer: { kind: CustomerKind; isActive: boolean }
  /** The kinds of document already attached to the application or its customer. */
  documents: readonly DocumentKind[]
  /** The business day, on which the loan prime rate is read. */
  on: Day
}

/** Documents a guarantee asks for besides those of the product. */
const guaranteeDocuments: Readonly<Record<Guarantee, readonly DocumentKind[]>> = {
  credit: [],
  guarantee: ['guarantor-consent'],
  mortgage: ['collateral-ownership', 'collateral-valuation'],
  pledge: ['collateral-ownership'],
}

/** Every document an application must have before it is submitted, each once. */
export function requiredDocuments(
  guarantee: Guarantee | null,
  product: Pick<Product, 'isConsumer'>,
  customerKind: CustomerKind,
): DocumentKind[] {
  const forGuarantee = guarantee === null ? [] : guaranteeDocuments[guarantee]
  return [...new Set([...productDocuments(product, customerKind), ...forGuarantee])]
}

const neededFields = [
  'amount',
  'termMonths',
  'annualRate',
  'method',
  'guarantee',
  'purpose',
  'repaymentSource',
] as const

function missingFields(terms: ApplicationTerms): Gap[] {
  return neededFields
    .filter((field) => terms[field] === null)
    .map((field) => ({ field, reason: 'missing' }))
}

function outOfBounds(terms: ApplicationTerms, { product, on }: SubmissionFacts): Gap[] {
  const { minimumAmount, maximumAmount, minimumMonths, maximumMonths } = product
  const price = priceRange(product.pricing, on)
  const bounds = [
    { field: 'amount', least: minimumAmount, most: maximumAmount },
    { field: 'termMonths', least: minimumMonths, most: maximumMonths },
    { field: 'annualRate', least: price?.minimum ?? 0, most: price?.maximum ?? 0 },
  ] as const
  return bounds.flatMap(({ field, least, most }): Gap[] => {
    const value = terms[field]
    if (value === null) return []
    if (value < least) return [{ field, reason: 'below-product-minimum' }]
    return value > most ? [{ field, reason: 'above-product-maximum' }] : []
  })
}

function unsuited(terms: ApplicationTerms, { product, customer, on }: SubmissionFacts): Gap[] {
  const gaps: Gap[] = []
  if (!customer.isActive) gaps.push({ field: 'customer', reason: 'customer-not-active' })
  if (!isOfferedTo(product, customer.kind)) {
    gaps.push({ field: 'product', reason: 'not-for-this-kind-of-customer' })
  }
  return [...gaps, ...notOffered(terms, product), ...uneven(terms, { product, on })]
}

function notOffered({ method, frequency, guarantee }: ApplicationTerms, product: Product): Gap[] {
  const isMissing = {
    method: method !== null && !product.methods.includes(method),
    frequency: !product.frequencies.includes(frequency),
    guarantee: guarantee !== null && !product.guarantees.includes(guarantee),
  }
  return (['method', 'frequency', 'guarantee'] as const)
    .filter((field) => isMissing[field])
    .map((field) => ({ field, reason: 'not-offered-by-product' }))
}

function uneven(
  { frequency, termMonths, annualRate }: ApplicationTerms,
  { product, on }: Pick<SubmissionFacts, 'product' | 'on'>,
): Gap[] {
  const months = monthsOfPeriod[frequency]
  const isUneven = months > 0 && termMonths !== null && termMonths % months !== 0
  const isOdd = annualRate !== null && planFor(product.pricing, annualRate, on) === null
  return [
    ...(isUneven ? [{ field: 'termMonths', reason: 'not-whole-periods' } as const] : []),
    ...(isOdd ? [{ field: 'annualRate', reason: 'not-in-basis-points' } as const] : []),
  ]
}

/** Everything that keeps an application from being submitted, all at once; empty when nothing does. */
export function submissionGaps(terms: ApplicationTerms, facts: SubmissionFacts): Gap[] {
  const documents = requiredDocuments(terms.guarantee, facts.product, facts.customer.kind)
    .filter((kind) => !facts.documents.includes(kind))
    .map((kind): Gap => ({ field: `document:${kind}`, reason: 'document-missing' }))
  return [
    ...missingFields(terms),
    ...outOfBounds(terms, facts),
    ...unsuited(terms, facts),
    ...documents,
  ]
}
