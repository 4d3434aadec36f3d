import type { DocumentKind } from '../documents/document-kinds.ts'
import type { ApplicationTerms, Guarantee } from './application.ts'
import type { CustomerKind, Product } from './products.ts'
import { highestRate, isOfferedTo, productDocuments } from './products.ts'

export type GapReason =
  | 'missing'
  | 'not-offered'
  | 'below-product-minimum'
  | 'above-product-maximum'
  | 'not-offered-by-product'
  | 'not-for-this-kind-of-customer'
  | 'not-whole-quarters'
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

function outOfBounds(terms: ApplicationTerms, product: Product): Gap[] {
  const { minimumAmount, maximumAmount, maximumMonths } = product
  const bounds = [
    { field: 'amount', least: minimumAmount, most: maximumAmount },
    { field: 'termMonths', least: 1, most: maximumMonths },
    { field: 'annualRate', least: 1, most: highestRate },
  ] as const
  return bounds.flatMap(({ field, least, most }): Gap[] => {
    const value = terms[field]
    if (value === null) return []
    if (value < least) return [{ field, reason: 'below-product-minimum' }]
    return value > most ? [{ field, reason: 'above-product-maximum' }] : []
  })
}

function unsuited(terms: ApplicationTerms, { product, customer }: SubmissionFacts): Gap[] {
  const gaps: Gap[] = []
  if (!customer.isActive) gaps.push({ field: 'customer', reason: 'customer-not-active' })
  if (!isOfferedTo(product, customer.kind)) {
    gaps.push({ field: 'product', reason: 'not-for-this-kind-of-customer' })
  }
  if (terms.method !== null && !product.methods.includes(terms.method)) {
    gaps.push({ field: 'method', reason: 'not-offered-by-product' })
  }
  if (terms.frequency === 'quarterly' && terms.termMonths !== null && terms.termMonths % 3 !== 0) {
    gaps.push({ field: 'termMonths', reason: 'not-whole-quarters' })
  }
  return gaps
}

/** Everything that keeps an application from being submitted, all at once; empty when nothing does. */
export function submissionGaps(terms: ApplicationTerms, facts: SubmissionFacts): Gap[] {
  const documents = requiredDocuments(terms.guarantee, facts.product, facts.customer.kind)
    .filter((kind) => !facts.documents.includes(kind))
    .map((kind): Gap => ({ field: `document:${kind}`, reason: 'document-missing' }))
  return [
    ...missingFields(terms),
    ...outOfBounds(terms, facts.product),
    ...unsuited(terms, facts),
    ...documents,
  ]
}
