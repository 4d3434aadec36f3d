import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A filter kept in the address, so that any view can be sent on; the fallback is left out of it. */
export function useUrlChoice(name: string, fallback: string): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : fallback
    },
    set: (value) => {
      const { [name]: _dropped, ...rest } = route.query
      void router.replace({ query: value === fallback ? rest : { ...rest, [name]: value } })
    },
  })
}
