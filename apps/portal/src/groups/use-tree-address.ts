import { onScopeDispose, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { readAddress, treeAddressNames, writeAddress, type TreeAddress } from './tree-address.ts'

const settleMs = 200

/**
 * The state of the tree page, kept in the address. Held keys change it many times a second, so the address
 * follows when they rest; `arrivals` counts the times it came from outside: a link, back or forward.
 */
export function useTreeAddress() {
  const route = useRoute()
  const router = useRouter()
  const address = shallowRef(readAddress(route.query))
  const arrivals = shallowRef(1)
  let written = textOf(address.value)
  /** What is to be said beside, for the graph; undefined takes a name out. */
  let beside: LocationQueryRaw = {}
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(
    () => route.query,
    (query) => {
      const next = readAddress(query)
      if (textOf(next) === written) return
      written = textOf(next)
      address.value = next
      arrivals.value += 1
    },
  )

  function change(part: Partial<TreeAddress>, others: LocationQueryRaw = {}) {
    address.value = { ...address.value, ...part }
    beside = { ...beside, ...others }
    clearTimeout(timer)
    timer = setTimeout(() => {
      written = textOf(address.value)
      const kept: LocationQueryRaw = Object.fromEntries(
        Object.entries(route.query).filter(([name]) => !treeAddressNames.includes(name)),
      )
      const query = { ...kept, ...beside, ...writeAddress(address.value) }
      beside = {}
      void router.replace({ query, hash: route.hash })
    }, settleMs)
  }

  onBeforeRouteLeave(() => clearTimeout(timer))
  onScopeDispose(() => clearTimeout(timer))
  return { address, arrivals, change }
}

const textOf = (address: TreeAddress) => JSON.stringify(writeAddress(address))
