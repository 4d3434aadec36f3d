/** What a product is for; rules of term and use follow from it. */
export const productKinds = [
  'working-capital',
  'fixed-asset',
  'mortgage',
  'consumer',
  'business',
  'equity-pledge',
] as const
export type ProductKind = (typeof productKinds)[number]

/** Loans of these kinds fill the overdue column by part: housing, consumption, cars. */
export function isConsumerKind(kind: ProductKind): boolean {
  return kind === 'mortgage' || kind === 'consumer'
}
