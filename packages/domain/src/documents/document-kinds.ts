/** What an officer files a document under. */
export const documentKinds = [
  'identity-document',
  'business-licence',
  'articles-of-association',
  'resolution-to-borrow',
  'financial-statements',
  'income-evidence',
  'purpose-evidence',
  'credit-bureau-authorisation',
  'account-statement',
  'collateral-ownership',
  'collateral-valuation',
  'guarantor-consent',
  'contract',
  'other',
] as const

export type DocumentKind = (typeof documentKinds)[number]
