import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { ref, watch } from 'vue'
import { api, type Outputs } from '../api.ts'
import { can } from '../session/session.ts'
import { useSettled } from '../use-settled.ts'

export type LikeCustomer = Outputs['duplicates']['suggest'][number]

/** What is asked about is what could be the same as another customer's; nothing of it stands in an address. */
function tellingPart(details: CustomerDetails): string {
  if (details.kind === 'person') {
    const { name, idNumber, mobile, email, card, address } = details
    return [name, idNumber, mobile, email, card, address].join('|')
  }
  const { name, creditCode, legalRepresentative, contactMobile, address } = details
  return [name, creditCode, legalRepresentative, contactMobile, address].join('|')
}

/** Customers that resemble what is being typed, asked for once the typing rests; the last answer stays on failure. */
export function useLikeCustomers(details: () => CustomerDetails, exceptId: string | null = null) {
  const found = ref<readonly LikeCustomer[]>([])
  const asked = useSettled(() => tellingPart(details()), 600)
  let latest = 0
  watch(
    asked,
    async (telling) => {
      latest += 1
      const mine = latest
      if (!can('see suggestions') || telling.replaceAll('|', '').length < 2) {
        found.value = []
        return
      }
      const call = { context: { idempotencyKey: crypto.randomUUID() } }
      const input = { details: details(), exceptId }
      const answer = await api.duplicates.suggest.mutate(input, call).catch(() => null)
      if (answer && mine === latest) found.value = answer
    },
    { immediate: true },
  )
  return found
}
