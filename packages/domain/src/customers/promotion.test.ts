import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { type PromotionFacts, promotionRefusal } from './promotion.ts'

const on = day('2026-10-15')
const fit: PromotionFacts = {
  product: { isActive: true, customerKind: 'company' },
  customer: { kind: 'company', status: 'active', isOverdue: false },
  consents: ['phone'],
  channel: 'phone',
  lastOfferedOn: null,
}

describe('offering a product', () => {
  it('is done to a customer who agrees and is fit for it', () => {
    expect(promotionRefusal(fit, on)).toBe(null)
    const both = { isActive: true, customerKind: 'both' } as const
    expect(promotionRefusal({ ...fit, product: both }, on)).toBe(null)
  })

  it.each<[string, Partial<PromotionFacts>]>([
    ['product-not-offered', { product: { isActive: false, customerKind: 'company' } }],
    ['not-active', { customer: { kind: 'company', status: 'frozen', isOverdue: false } }],
    ['not-eligible', { customer: { kind: 'person', status: 'active', isOverdue: false } }],
    ['not-eligible', { customer: { kind: 'company', status: 'active', isOverdue: true } }],
    ['no-consent', { channel: 'email' }],
    ['no-consent', { consents: [] }],
    ['offered-recently', { lastOfferedOn: day('2026-09-16') }],
  ])('is refused, %s, for %o', (reason, change) => {
    expect(promotionRefusal({ ...fit, ...change }, on)).toBe(reason)
  })

  it('may be repeated after thirty days', () => {
    expect(promotionRefusal({ ...fit, lastOfferedOn: day('2026-09-15') }, on)).toBe(null)
  })
})
