import { uuidv7 } from '@banyan/database'
import { freeText } from '@banyan/domain/customers/free-text'
import {
  promotionChannels,
  promotionRefusal,
  type PromotionRefusal,
  promotionResponses,
} from '@banyan/domain/customers/promotion'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import {
  insertPromotions,
  listProducts,
  lockApproachable,
  lockPromotion,
  type PromotionRow,
  setResponse,
} from './promotions.queries.ts'

export const OfferProduct = z.strictObject({
  product: z.string().min(1).max(60),
  channel: z.enum(promotionChannels),
  customerIds: z.array(z.uuid()).min(1).max(200, 'too-many'),
  words: freeText(2, 500),
})

interface Offered {
  customerId: string
  id: string | null
  refusal: PromotionRefusal | 'not-found' | null
}

/** Offers a product to one or many; each is weighed on its own, and the answer says what became of each. */
export async function offerProduct(
  context: StaffContext,
  { product: code, channel, customerIds, words }: z.infer<typeof OfferProduct>,
): Promise<{ results: Offered[]; offered: number }> {
  const { institution, staff, businessDay } = context
  const product = found(
    (await listProducts(context)).find((candidate) => candidate.code === code),
    'product',
  )
  const wanted = [...new Set(customerIds)]
  const customers = await lockApproachable(context, wanted, code)
  const results = wanted.map((customerId): Offered => {
    const customer = customers.get(customerId)
    if (!customer) return { customerId, id: null, refusal: 'not-found' }
    const facts = { product, customer, channel, ...customer }
    const refusal = promotionRefusal(facts, businessDay)
    return { customerId, id: refusal === null ? uuidv7() : null, refusal }
  })
  const offeredAt = context.now()
  const rows = results.flatMap(({ id, customerId }): PromotionRow[] => {
    if (id === null) return []
    const offer = { product: code, channel, words, state: 'offered' as const }
    const at = { offeredBy: staff.id, offeredOn: businessDay, offeredAt }
    return [{ institutionId: institution.id, id, customerId, ...offer, ...at }]
  })
  await insertPromotions(context, rows)
  for (const { id, customerId } of rows) {
    await recordAudit(context, {
      entity: 'customer',
      id: customerId,
      action: 'product-offered',
      detail: { promotion: id, product: code, channel },
    })
  }
  return { results, offered: rows.length }
}

export const RespondToOffer = z.strictObject({
  id: z.uuid(),
  response: z.enum(promotionResponses),
  note: freeText(0, 500),
})

/** What the customer said to an offer; an answer may still change until they have applied. */
export async function respondToOffer(
  context: StaffContext,
  { id, response, note }: z.infer<typeof RespondToOffer>,
): Promise<{ id: string }> {
  const { customerId, state, product } = found(await lockPromotion(context, id), 'promotion')
  if (state === 'applied') throw new Refused('already-answered')
  await setResponse(context, id, { state: response, note })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'offer-answered',
    detail: { promotion: id, product, before: state, response },
  })
  return { id }
}
