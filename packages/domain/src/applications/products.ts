import type { DocumentKind } from '../documents/document-kinds.ts'
import type { ProductTerms } from '../products/product-terms.ts'

/** An institution names its own products. */
export type ProductCode = string

export type CustomerKind = 'person' | 'company'

/** A product as the institution offers it on a day: the bounds an application is held to. */
export interface Product extends ProductTerms {
  code: ProductCode
  /** Housing, consumption, car and other personal loans: they fill the overdue column by part. */
  isConsumer: boolean
}

const companyDocuments: readonly DocumentKind[] = [
  'business-licence',
  'articles-of-association',
  'resolution-to-borrow',
  'financial-statements',
  'purpose-evidence',
  'credit-bureau-authorisation',
]
const personDocuments: readonly DocumentKind[] = [
  'identity-document',
  'income-evidence',
  'purpose-evidence',
  'credit-bureau-authorisation',
]

/** What a customer of this kind brings for the product, whatever secures it. */
export function productDocuments(
  { isConsumer }: Pick<Product, 'isConsumer'>,
  customerKind: CustomerKind,
): readonly DocumentKind[] {
  if (customerKind === 'company') return companyDocuments
  return isConsumer ? personDocuments : [...personDocuments, 'account-statement']
}

export function isOfferedTo(
  { customerKind }: Pick<Product, 'customerKind'>,
  kind: CustomerKind,
): boolean {
  return customerKind === 'both' || customerKind === kind
}
