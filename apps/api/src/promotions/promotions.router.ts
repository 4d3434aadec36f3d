import { promotionChannels, promotionRefusal } from '@banyan/domain/customers/promotion'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { OfferProduct, offerProduct, RespondToOffer, respondToOffer } from './offer-product.ts'
import { listProducts, listPromotions, lockApproachable } from './promotions.queries.ts'

const PromotionPage = z.strictObject({
  customerId: z.uuid().optional(),
  product: z.string().max(60).optional(),
  state: z.enum(['offered', 'interested', 'declined', 'no-answer', 'applied']).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})
const OfCustomer = z.strictObject({ customerId: z.uuid() })

async function list(context: StaffContext, page: z.output<typeof PromotionPage>) {
  const entries = await listPromotions(context, { ...page, limit: page.limit + 1 })
  const rows = entries.slice(0, page.limit).map(({ customerKind, ...row }) => ({
    ...row,
    customerName: shownName(context, customerKind, row.customerName),
    respondedAt: row.respondedAt?.toISOString() ?? null,
  }))
  return { rows, next: entries.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

/** Every product with the reason why a customer is not offered it, and the channels it may be offered by. */
async function eligible(context: StaffContext, { customerId }: z.infer<typeof OfCustomer>) {
  const products = await listProducts(context)
  const answers = []
  for (const product of products) {
    const customers = await lockApproachable(context, [customerId], product.code)
    const customer = found(customers.get(customerId), 'customer')
    const weigh = (channel: (typeof promotionChannels)[number]) =>
      promotionRefusal({ product, customer, channel, ...customer }, context.businessDay)
    const channels = promotionChannels.filter((channel) => weigh(channel) === null)
    const refusal = channels.length > 0 ? null : weigh(customer.consents[0] ?? 'phone')
    const { code, name, nameEn } = product
    answers.push({ product: code, name, nameEn, refusal, channels })
  }
  return answers
}

export const promotions = createRouter({
  list: allowedTo('see promotions').read(PromotionPage, list),
  eligible: allowedTo('see promotions').read(OfCustomer, eligible),
  offer: allowedTo('offer products').write(OfferProduct, offerProduct),
  respond: allowedTo('offer products').write(RespondToOffer, respondToOffer),
})
