import { mentionsPersonalNumber } from '@banyan/domain/customers/personal-numbers'
import { promotionChannels, type PromotionChannel } from '@banyan/domain/customers/promotion'
import type { Outputs } from '../api.ts'

type Result = Outputs['promotions']['offer']['results'][number]

export interface ProductChoice {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Why it is offered by no channel, or null. */
  readonly refusal: string | null
  readonly channels: readonly PromotionChannel[]
}

/** The products that may be offered to one customer, those that may not with their reason; none that is off sale. */
export function choicesForOne(eligible: Outputs['promotions']['eligible']): ProductChoice[] {
  return eligible.flatMap(({ product: code, refusal, ...choice }) =>
    refusal === 'product-not-offered' ? [] : [{ ...choice, code, refusal }],
  )
}

/** Every product by every channel: of several customers each is weighed by the server. */
export function choicesForSeveral(
  products: readonly Pick<ProductChoice, 'code' | 'name' | 'nameEn'>[],
): ProductChoice[] {
  return products.map(({ code, name, nameEn }) => ({
    code,
    name,
    nameEn,
    refusal: null,
    channels: promotionChannels,
  }))
}

/** What was asked for if it may be offered, else the first product that may. */
export function chosenProduct(
  choices: readonly ProductChoice[],
  asked: string | undefined,
): ProductChoice | undefined {
  const open = choices.filter(({ refusal }) => refusal === null)
  return open.find(({ code }) => code === asked) ?? open[0]
}

/** What is wrong with the words said to the customer, or null. */
export function problemOfWords(text: string): 'missing' | 'personal-number-in-text' | null {
  if (text.trim().length < 2) return 'missing'
  return mentionsPersonalNumber(text) ? 'personal-number-in-text' : null
}

export interface OfferOutcome {
  readonly id: string
  readonly name: string
  readonly refusal: Result['refusal']
}

/** What became of each customer, those refused first. */
export function outcomesOf(
  customers: readonly { readonly id: string; readonly name: string }[],
  results: readonly Result[],
): OfferOutcome[] {
  const names = new Map(customers.map(({ id, name }) => [id, name]))
  const outcomes = results.map(({ customerId: id, refusal }) => ({
    id,
    name: names.get(id) ?? '–',
    refusal,
  }))
  return outcomes.toSorted((a, b) => Number(a.refusal === null) - Number(b.refusal === null))
}
