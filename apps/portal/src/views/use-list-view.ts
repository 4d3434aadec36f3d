import { computed, watchEffect } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import {
  changedParts,
  isSameState,
  plainState,
  readListAddress,
  writeListAddress,
  type ListState,
} from '../search/list-state.ts'
import { useViews, type ViewPage } from './use-views.ts'
import { stateOf } from './view-state.ts'

/**
 * What a list shows: as its address says, or as the view in the address was saved. A bare address opens the
 * view that is usual for this member of staff, if there is one.
 */
export function useListView(page: ViewPage) {
  const route = useRoute()
  const router = useRouter()
  const name = route.name
  const { views, isReady } = useViews(page)
  const address = computed(() => readListAddress(route.query))
  const usual = computed(() => views.value.find(({ isDefault }) => isDefault) ?? null)
  const view = computed(() => views.value.find(({ id }) => id === address.value.view) ?? null)
  const saved = computed(() => (view.value ? stateOf(view.value.body) : plainState))
  const state = computed(() => address.value.state ?? saved.value)
  const isBare = computed(
    () => address.value.view === null && isSameState(address.value.state ?? plainState, plainState),
  )

  watchEffect(() => {
    if (route.name !== name || !isReady.value || !isBare.value || !usual.value) return
    void router.replace({ query: { ...route.query, view: usual.value.id } })
  })

  function set(change: Partial<ListState>) {
    const next = { ...state.value, ...change }
    const its = view.value?.id ?? (usual.value ? 'none' : null)
    const isAsSaved = view.value !== null && isSameState(saved.value, next)
    const query = writeListAddress({ view: its, state: isAsSaved ? null : next })
    void router.replace({ query })
  }

  return {
    views,
    view,
    state,
    set,
    isBroken: computed(() => address.value.isBroken),
    /** The address names a view that this member of staff cannot open. */
    isGone: computed(() => {
      const { view: named } = address.value
      return isReady.value && named !== null && named !== 'none' && view.value === null
    }),
    /** What is to be shown is known: no view has still to come. */
    isSettled: computed(
      () =>
        isReady.value && !(isBare.value && usual.value) && !(address.value.view && !isReady.value),
    ),
    changed: computed(() => (view.value ? changedParts(saved.value, state.value) : [])),
    open: (id: string | null) =>
      void router.push({ query: id ? { view: id } : usual.value ? { view: 'none' } : {} }),
    reset: () => view.value && void router.replace({ query: { view: view.value.id } }),
  }
}
