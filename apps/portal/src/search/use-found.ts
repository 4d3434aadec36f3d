import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, type Inputs } from '../api.ts'
import { failureOf } from '../failure.ts'
import { useSettled } from '../use-settled.ts'
import type { ListState } from './list-state.ts'

type Asked = Inputs['search']['find']

/** What a box and its facets find among groups or customers, a page after another. */
export function useFound(
  state: () => ListState,
  party: 'group' | 'customer',
  isAsked: Readonly<Ref<boolean>>,
) {
  const asked = useSettled((): Asked => {
    const { text, filter, chosen } = state()
    const narrowing = party === 'customer' ? { filter, chosen: chosen as Asked['chosen'] } : {}
    return { text, party, limit: party === 'group' ? 6 : 20, ...narrowing }
  }, 0)
  const pages = useInfiniteQuery({
    queryKey: ['search', 'found', party, asked],
    queryFn: async ({ pageParam, signal }) => {
      const began = performance.now()
      const page = await api.search.find.query({ ...asked.value, after: pageParam }, { signal })
      return { ...page, ms: Math.round(performance.now() - began) }
    },
    initialPageParam: null as NonNullable<Asked['after']> | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: () => isAsked.value,
  })
  const first = computed(() => (isAsked.value ? pages.data.value?.pages[0] : undefined))
  return {
    first,
    rows: computed(() =>
      isAsked.value ? (pages.data.value?.pages.flatMap(({ rows }) => rows) ?? []) : [],
    ),
    ms: computed(() => first.value?.ms ?? 0),
    hasMore: computed(() => pages.hasNextPage.value),
    isBusy: computed(() => pages.isFetching.value),
    isFirst: computed(() => isAsked.value && pages.isPending.value),
    failure: computed(() => (pages.error.value ? failureOf(pages.error.value) : undefined)),
    more: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  }
}

export type FoundList = ReturnType<typeof useFound>
