import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type Consent = Outputs['consents']['list'][number]
export type Promotion = Outputs['promotions']['list']['rows'][number]

const ofConsents = { refreshes: ['consents', 'promotions', 'timeline'] } as const
const ofPromotions = { refreshes: ['promotions', 'timeline'] } as const

export const promotionActs = {
  offer: () =>
    useCommand(
      (input: Inputs['promotions']['offer'], call) => api.promotions.offer.mutate(input, call),
      ofPromotions,
    ),
  respond: () =>
    useCommand(
      (input: Inputs['promotions']['respond'], call) => api.promotions.respond.mutate(input, call),
      ofPromotions,
    ),
  recordConsent: () =>
    useCommand(
      (input: Inputs['consents']['record'], call) => api.consents.record.mutate(input, call),
      ofConsents,
    ),
  withdrawConsent: () =>
    useCommand(
      (input: Inputs['consents']['withdraw'], call) => api.consents.withdraw.mutate(input, call),
      ofConsents,
    ),
}
