/** What can be learnt about a customer from outside the system, and is entered with its source. */
export const riskEventKinds = [
  'lawsuit',
  'enforcement',
  'dishonest-debtor',
  'account-frozen',
  'penalty',
  'accident',
  'halted-production',
  'key-person-missing',
  'contact-lost',
  'address-lost',
  'rating-cut',
  'capital-flow-back',
  'misuse-suspected',
  'industry-change',
  'equity-change',
] as const
export type RiskEventKind = (typeof riskEventKinds)[number]

/** What the course of a loan shows by itself: its money used for something else, its terms eased for want of means. */
const loanTroubles = ['misused', 'restructured'] as const
export const watchedEventKinds = [...riskEventKinds, ...loanTroubles] as const
export type WatchedEventKind = (typeof watchedEventKinds)[number]

/** Events after which the customer's file has to be looked at anew (PL-08). */
export const reviewingEvents: ReadonlySet<RiskEventKind> = new Set([
  'industry-change',
  'equity-change',
  'contact-lost',
  'address-lost',
])
