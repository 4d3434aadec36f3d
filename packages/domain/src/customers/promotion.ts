import { addDays, type Day } from '../calendar.ts'
import type { CustomerKind } from './customer.ts'
import type { CustomerStatus } from './customer-status.ts'

export const promotionChannels = ['phone', 'message', 'email', 'visit'] as const
export type PromotionChannel = (typeof promotionChannels)[number]

export const promotionResponses = ['interested', 'declined', 'no-answer', 'applied'] as const

/** Days for which the same product is not offered to a customer again. */
const daysBetweenOffers = 30

export interface PromotionFacts {
  product: { isActive: boolean; customerKind: CustomerKind | 'both' }
  customer: { kind: CustomerKind; status: CustomerStatus; isOverdue: boolean }
  /** Channels by which the customer agrees to be approached today. */
  consents: readonly PromotionChannel[]
  channel: PromotionChannel
  lastOfferedOn: Day | null
}

export type PromotionRefusal =
  | 'product-not-offered'
  | 'not-active'
  | 'not-eligible'
  | 'no-consent'
  | 'offered-recently'

/**
 * Why a product is not offered to a customer by a channel on a day, or null. Who has not agreed is not approached
 * (PIPL articles 13 and 24), and nobody who is past due is offered more.
 */
export function promotionRefusal(
  { product, customer, consents, channel, lastOfferedOn }: PromotionFacts,
  on: Day,
): PromotionRefusal | null {
  if (!product.isActive) return 'product-not-offered'
  if (customer.status !== 'active') return 'not-active'
  const isOfKind = product.customerKind === 'both' || product.customerKind === customer.kind
  if (!isOfKind || customer.isOverdue) return 'not-eligible'
  if (!consents.includes(channel)) return 'no-consent'
  const isRecent = lastOfferedOn !== null && addDays(lastOfferedOn, daysBetweenOffers) > on
  return isRecent ? 'offered-recently' : null
}
